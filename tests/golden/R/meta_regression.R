# analyses/meta_regression.json: meta-regressions of metafor with tight controls.
# Run: Rscript tests/golden/R/meta_regression.R

source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "regression_data.R"))

ESTIMATORS <- c("REML", "DL", "PM", "ML", "EB", "PMM", "HE", "SJ", "HS", "HSk", "DL2", "CA2", "DLIT")
# Formula at the border, the same in R (factors sort their levels by bytes there: see the C locale below).
FORMULAS <- list(
  bcg_RR = c("ablat", "ablat + year", "alloc", "ablat + alloc", "ablat * alloc", "ablat + ablat^2"),
  bcg_OR = c("ablat", "alloc + ablat:year"), bcg_RD = c("ablat"), st_johns_wort = c("group"),
  cbt = c("setting + age", "design * interval", "male + sessions + age:male"), streptokinase = c("year", "year + year^2"),
  writing = c("length", "grade + length", "length + wic + meta", "info:length", "subject"),
  teacher = c("weeks", "weeks + tester", "setting * weeks"), passive_smoking = c("year", "design", "country + year"),
  school_calendar = c("year", "district"), periodontal = c("outcome + year"), co2 = c("fungrp", "method + time"),
  interviews = c("struct", "struct + type"), adherence = c("design", "meanage", "quality + design", "controls:meanage"))
# Formulas to be fitted with numeric moderators measured from their means (metafor calls the raw year + year^2 rank-deficient).
CENTRED <- c("year + year^2", "ablat * alloc", "setting * weeks")
invisible(Sys.setlocale("LC_COLLATE", "C"))

r_formula <- function(text) as.formula(paste("~", gsub("([a-z]+\\^2)", "I(\\1)", text)))

complete <- function(set, formula, centred = FALSE) {
  d <- set$data
  used <- all.vars(formula)
  for (name in intersect(used, set$groups)) d[[name]] <- as.character(d[[name]])
  keep <- rowSums(is.na(d[used])) == 0 & rowSums(d[intersect(used, set$groups)] == "") == 0
  d <- d[keep, ]
  if (centred) for (name in intersect(used, set$mods)) d[[name]] <- d[[name]] - mean(d[[name]])
  list(data = d, row = which(keep) - 1)
}

# The Wald test and GVIF of the columns of each term.
terms_of <- function(fit, formula, X) {
  term <- attr(X, "assign")[-1]
  lapply(unique(term), function(t) {
    columns <- which(term == t) + 1
    test <- anova(fit, btt = columns)
    gvif <- if (length(columns) == ncol(X) - 1) 1 else unname(vif(fit, btt = list(columns))$vifs)
    list(stat = test$QM, df = test$QMdf[1], df2 = test$QMdf[2], pval = test$QMp, gvif = gvif)
  })
}

coefficients_of <- function(fit) {
  vifs <- c(NA, if (fit$p == 2) 1 else unname(vif(fit)$vifs))
  rows(data.frame(est = c(fit$beta), se = fit$se, stat = fit$zval, df = if (fit$test == "z") NA else fit$k - fit$p,
                  pval = fit$pval, ci_lb = fit$ci.lb, ci_ub = fit$ci.ub, vif = vifs))
}

record <- function(set, formula, o) {
  used <- complete(set, formula, isTRUE(o$centre_moderators))
  d <- used$data
  X <- model.matrix(formula, d)
  fit <- fit_tight(d, o$tau2, o$test, formula, o$model)
  null <- fit_tight(d, o$tau2, o$test, ~ 1, o$model)
  R2 <- if (o$model == "EE") fit$R2 else if (null$tau2 > 0) 100 * max(0, 1 - fit$tau2 / null$tau2) else NA
  kind <- if (o$model == "RE" && o$tau2 == "REML") "REML" else "ML"
  out <- list(k = fit$k, p = fit$p, coefficients = coefficients_of(fit), terms = terms_of(fit, formula, X),
    tau2 = fit$tau2, se_tau2 = if (o$model == "EE") NA else fit$se.tau2, I2 = fit$I2, H2 = fit$H2, R2 = R2,
    QE = fit$QE, QE_df = fit$k - fit$p, QEp = fit$QEp, QM = fit$QM, QM_df = fit$QMdf[1], QM_df2 = fit$QMdf[2],
    QMp = fit$QMp)
  # Where tau2 was given, metafor does not count it among the parameters.
  if (!(o$tau2 %in% names(TWO_STEP) && o$model == "RE"))
    out[c("ll", "AIC", "BIC", "AICc")] <- fit$fit.stats[c("ll", "AIC", "BIC", "AICc"), kind]
  if (fit$k <= 20)
    out$studies <- rows(data.frame(row = used$row, fitted = c(fitted(fit)), hat = unname(hatvalues(fit)), weight = unname(weights(fit))))
  out
}

one_case <- function(name, text, o) {
  list(id = paste(name, text, o$model, o$tau2, o$test), studies = border_studies(SETS[[name]]),
       options = c(list(measure = SETS[[name]]$measure, moderators = text), o), want = list("meta_regression"),
       tolerance = 1e-10, expected = list(meta_regression = record(SETS[[name]], r_formula(text), o)))
}

FULL <- c("bcg_RR", "writing", "teacher", "passive_smoking", "adherence", "periodontal")
choices_for <- function(i, j) {
  # REML of year + year^2 has two maxima 0.06 log units apart: metafor stops at the lower one (tau2 = 0).
  if (FORMULAS[[j]][i] == "year + year^2") return(list(list(model = "RE", tau2 = "DL", test = "HKSJ")))
  if (i == 1 && names(FORMULAS)[j] %in% FULL) {
    every <- lapply(ESTIMATORS, function(tau2) list(model = "RE", tau2 = tau2, test = "z"))
    return(c(every, lapply(c("t", "HKSJ", "HKSJ_se"), function(test) list(model = "RE", tau2 = "REML", test = test)),
             list(list(model = "EE", tau2 = "REML", test = "z"), list(model = "EE", tau2 = "REML", test = "HKSJ"))))
  }
  pick <- ESTIMATORS[(3 * j + i) %% length(ESTIMATORS) + 1]
  list(list(model = "RE", tau2 = "REML", test = "HKSJ"), list(model = "RE", tau2 = pick, test = "z"))
}

cases <- list()
for (i in seq_along(FORMULAS))
  for (j in seq_along(FORMULAS[[i]]))
    for (o in choices_for(j, i)) {
      if (FORMULAS[[i]][j] %in% CENTRED) o$centre_moderators <- TRUE
      cases[[length(cases) + 1]] <- one_case(names(FORMULAS)[i], FORMULAS[[i]][j], o)
    }

# The fitted line with its intervals, and the Q-profile limits of the residual tau2.
line_case <- function(name, text, o, rule, type) {
  formula <- r_formula(text)
  d <- complete(SETS[[name]], formula)$data
  fit <- fit_tight(d, o$tau2, o$test, formula, o$model)
  x <- d[[all.vars(formula)[1]]]
  at <- min(x) + (0:50) / 50 * diff(range(x))
  p <- predict(fit, newmods = at)
  wald <- fit_tight(d, o$tau2, "t", formula, o$model)
  pi <- if (type == "t") predict(wald, newmods = at) else predict(fit, newmods = at)
  limits <- confint(fit, control = list(tol = 1e-16, tau2.max = 1e4 * max(diff(range(d$yi))^2)))$random
  list(id = paste("line of", name, text, o$tau2, o$test, rule), studies = border_studies(SETS[[name]]),
       options = c(list(measure = SETS[[name]]$measure, moderators = text, prediction = rule), o),
       want = list("meta_regression"), tolerance = 1e-9,
       expected = list(meta_regression = list(
         tau2_lb = limits["tau^2", "ci.lb"], tau2_ub = limits["tau^2", "ci.ub"], I2_lb = limits["I^2(%)", "ci.lb"],
         I2_ub = limits["I^2(%)", "ci.ub"], line_of = all.vars(formula)[1],
         line = rows(data.frame(x = at, est = p$pred, se = NA, ci_lb = p$ci.lb, ci_ub = p$ci.ub, pi_lb = pi$pi.lb,
                                pi_ub = pi$pi.ub)[c("x", "est", "ci_lb", "ci_ub", "pi_lb", "pi_ub")]))))
}
for (which in list(list("bcg_RR", "ablat"), list("writing", "length"), list("teacher", "weeks"), list("adherence", "meanage"))) {
  cases[[length(cases) + 1]] <- line_case(which[[1]], which[[2]], list(model = "RE", tau2 = "REML", test = "z"), "S", "z")
  cases[[length(cases) + 1]] <- line_case(which[[1]], which[[2]], list(model = "RE", tau2 = "DL", test = "HKSJ"), "HK", "k")
  cases[[length(cases) + 1]] <- line_case(which[[1]], which[[2]], list(model = "RE", tau2 = "PM", test = "HKSJ"), "V", "t")
}

write_cases("meta_regression", paste("tests/golden/R/meta_regression.R:", R.version.string, "with metafor",
  packageVersion("metafor"), "and data of metadat. Two-step estimators: GENQ with the weights of the first step; DLIT as PM."), cases)
