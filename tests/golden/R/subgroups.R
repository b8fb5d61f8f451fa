# analyses/subgroups.json: the subgroups of metafor, each fitted alone or in one regression, and the tests between them.
# Run: Rscript tests/golden/R/subgroups.R

source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "regression_data.R"))

BY <- list(bcg_RR = "alloc", bcg_OR = "alloc", bcg_RD = "alloc", st_johns_wort = "group", cbt = c("design", "setting"),
           writing = "subject", teacher = c("setting", "tester"), passive_smoking = c("country", "design"),
           school_calendar = "district", periodontal = "outcome", co2 = "method", interviews = c("struct", "type"),
           adherence = c("design", "controls"))

# Welch's test from estimates with se and df (Inf = normal).
welch <- function(est, se, df) {
  w <- 1 / se^2
  L <- length(w)
  Q <- sum(w * (est - sum(w * est) / sum(w))^2)
  A <- sum((1 - w / sum(w))^2 / df)
  F <- Q / (L - 1) / (1 + 2 * (L - 2) / (L^2 - 1) * A)
  df2 <- (L^2 - 1) / (3 * A)
  list(Q_between = Q, Q_df = L - 1, Q_pval = pchisq(Q, L - 1, lower.tail = FALSE), F = F, F_df = L - 1, F_df2 = df2,
       F_pval = if (is.finite(df2)) pf(F, L - 1, df2, lower.tail = FALSE) else pchisq((L - 1) * F, L - 1, lower.tail = FALSE))
}

interval <- function(est, se, df) {
  half <- qt(0.975, df) * se
  list(est = est, se = se, stat = est / se, df = df, pval = 2 * pt(-abs(est / se), df), ci_lb = est - half, ci_ub = est + half)
}

separate <- function(parts, o) {
  fits <- lapply(parts, function(d) if (nrow(d) == 1) fit_tight(d, "DL", "z", ~ 1, "EE") else fit_tight(d, o$tau2, o$test, ~ 1, o$model))
  est <- vapply(fits, function(f) c(f$beta), 0)
  se <- vapply(fits, function(f) f$se, 0)
  df <- vapply(fits, function(f) if (f$test == "z") Inf else f$k - 1, 0)
  levels <- Map(function(name, f, d, df) {
    out <- c(list(level = name, k = f$k), interval(c(f$beta), f$se, df))
    if (f$k > 1) c(out, list(tau2 = f$tau2, I2 = f$I2, H2 = f$H2, QE = f$QE, QE_df = f$k - 1, QEp = f$QEp)) else out
  }, names(parts), fits, parts, df)
  pairs <- which(upper.tri(diag(length(parts))), arr.ind = TRUE)
  contrasts <- apply(pairs[order(pairs[, 1], pairs[, 2]), , drop = FALSE], 1, function(p) {
    a <- p[2]; b <- p[1]
    v <- se[c(a, b)]^2
    nu <- sum(v)^2 / sum(v^2 / df[c(a, b)])
    c(list(level = names(parts)[a], other = names(parts)[b]), interval(est[a] - est[b], sqrt(sum(v)), nu))
  })
  test <- welch(est, se, df)
  uses_F <- any(is.finite(df))
  if (!uses_F) test <- test[1:3]
  c(list(levels = unname(levels), contrasts = unname(contrasts)), test,
    list(test = if (uses_F) "F" else "Q", pval = if (uses_F) test$F_pval else test$Q_pval))
}

common <- function(d, by, parts, o) {
  d$level <- factor(d[[by]], levels = names(parts))
  L <- length(parts)
  fit <- fit_tight(d, o$tau2, o$test, ~ level - 1, o$model)
  df <- if (fit$test == "z") Inf else fit$k - L
  levels <- Map(function(name, part, est, se) {
    out <- c(list(level = name, k = nrow(part)), interval(est, se, df), list(tau2 = fit$tau2))
    if (nrow(part) > 1) c(out, fit_tight(part, "DL", "z", ~ 1, "EE")["QE"]) else out
  }, names(parts), parts, c(fit$beta), fit$se)
  pairs <- which(upper.tri(diag(L)), arr.ind = TRUE)
  contrasts <- apply(pairs[order(pairs[, 1], pairs[, 2]), , drop = FALSE], 1, function(p) {
    a <- p[2]; b <- p[1]
    v <- fit$vb[a, a] + fit$vb[b, b]
    c(list(level = names(parts)[a], other = names(parts)[b]), interval(fit$beta[a] - fit$beta[b], sqrt(v), df))
  })
  against <- anova(fit, X = cbind(-1, diag(L - 1)))
  Q <- if (is.finite(df)) against$QM * (L - 1) else against$QM
  c(list(levels = unname(levels), contrasts = unname(contrasts), tau2 = fit$tau2, se_tau2 = fit$se.tau2, Q_between = Q,
         Q_df = L - 1, Q_pval = pchisq(Q, L - 1, lower.tail = FALSE)),
    if (is.finite(df)) list(F = against$QM, F_df = L - 1, F_df2 = df, F_pval = against$QMp),
    list(test = if (is.finite(df)) "F" else "Q", pval = against$QMp))
}

one_case <- function(name, by, o) {
  set <- SETS[[name]]
  d <- set$data
  d[[by]] <- as.character(d[[by]])
  d <- d[!is.na(d[[by]]) & d[[by]] != "", ]
  parts <- split(d, factor(d[[by]], levels = unique(d[[by]])))
  within <- lapply(parts[vapply(parts, nrow, 0L) > 1], function(part) fit_tight(part, "DL", "z", ~ 1, "EE"))
  Q <- sum(vapply(within, function(f) f$QE, 0)); df <- sum(vapply(within, function(f) f$k - 1, 0))
  record <- if (o$subgroup_tau2 == "common") common(d, by, parts, o) else separate(parts, o)
  record <- c(list(by = by, k = nrow(d), tau2_from = if (o$model == "EE") "none" else o$subgroup_tau2), record,
              list(Q_within = Q, Q_within_df = df, Q_within_pval = pchisq(Q, df, lower.tail = FALSE)))
  list(id = paste(name, by, o$model, o$tau2, o$test, o$subgroup_tau2), studies = border_studies(set),
       options = c(list(measure = set$measure, subgroup = by), o), want = list("subgroups"), tolerance = 1e-10,
       expected = list(subgroups = record))
}

choices <- list(
  list(model = "RE", tau2 = "REML", test = "z", subgroup_tau2 = "separate"),
  list(model = "RE", tau2 = "DL", test = "HKSJ", subgroup_tau2 = "separate"),
  list(model = "RE", tau2 = "PM", test = "HKSJ_se", subgroup_tau2 = "separate"),
  list(model = "RE", tau2 = "REML", test = "z", subgroup_tau2 = "common"),
  list(model = "RE", tau2 = "DL", test = "HKSJ", subgroup_tau2 = "common"),
  list(model = "EE", tau2 = "REML", test = "z", subgroup_tau2 = "separate"))
cases <- list()
for (name in names(BY)) for (by in BY[[name]]) for (o in choices) cases[[length(cases) + 1]] <- one_case(name, by, o)

write_cases("subgroups", paste("tests/golden/R/subgroups.R:", R.version.string, "with metafor", packageVersion("metafor"),
  "and data of metadat. Welch's test and Satterthwaite's df from their formulas, on metafor's estimates."), cases)
