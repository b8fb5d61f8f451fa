# metafor::rma(weights =) for the models with weights of their own -> analyses/other_weights.json.
# UWLS is lm() through the origin of yi / sei on 1 / sei, as its paper has it. Run: Rscript tests/golden/R/other_weights.R
suppressMessages(library(metafor))
here <- file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "..")
given <- jsonlite::fromJSON(file.path(here, "cases.json"), simplifyVector = FALSE)$datasets

## --- data: yi and vi by escalc(), participants, and weights made up here ---

sets <- list(bcg = c("OR", "RR"), aspirin = c("OR", "RR"), clasp = c("OR", "RR"), covid_corticosteroids = c("OR", "RR"),
             cochrane_logo = "OR", diuretics = "OR", stroke_stay = "MD", nedocromil = "MD", bcg_first_two = "RR",
             teacher = "GEN", wilderness = "GEN")
column <- function(studies, id) vapply(studies, function(s) as.numeric(s$cells[[id]]), 0)
effects_of <- function(studies, measure) {
  x <- function(id) column(studies, id)
  if (measure == "GEN") return(data.frame(yi = x("yi"), vi = x("sei")^2, n = NA))
  e <- if (measure == "MD") escalc("MD", m1i = x("m1i"), sd1i = x("sd1i"), n1i = x("n1i"), m2i = x("m2i"), sd2i = x("sd2i"), n2i = x("n2i"))
       else escalc(measure, ai = x("ai"), n1i = x("n1i"), ci = x("ci"), n2i = x("n2i"))
  data.frame(yi = c(e$yi), vi = c(e$vi), n = x("n1i") + x("n2i"))
}

## --- answers ---

pooled <- function(d, weights, method, test, level) {
  r <- rma(d$yi, d$vi, weights = weights, method = method, test = test, level = 100 * level)
  list(est = c(r$beta), se = r$se, stat = r$zval, pval = r$pval, ci_lb = r$ci.lb, ci_ub = r$ci.ub, tau2 = r$tau2, QE = r$QE)
}
uwls <- function(d, level) {
  s <- sqrt(d$vi)
  fit <- lm(I(d$yi / s) ~ 0 + I(1 / s))
  row <- coef(summary(fit))
  ci <- confint(fit, level = level)
  list(est = row[1], se = row[2], stat = row[3], pval = row[4], ci_lb = ci[1], ci_ub = ci[2], df = nrow(d) - 1)
}

cases <- list()
add_case <- function(name, studies, options, tolerance, expected) {
  id <- paste(name, options$measure, options$model, options$tau2, options$test, options$level)
  where <- if (is.null(studies)) list(dataset = name) else list(studies = studies)
  cases[[length(cases) + 1]] <<- c(list(id = id), where, list(options = options, want = list("summary"), tolerance = tolerance,
                                                               expected = list(summary = expected)))
}

for (name in names(sets)) for (measure in sets[[name]]) for (level in c(0.95, 0.9)) {
  studies <- given[[name]]$studies
  d <- effects_of(studies, measure)
  k <- nrow(d)
  own <- round(1 + 3 * abs(sin(seq_len(k))), 3)
  with_weights <- lapply(seq_len(k), function(i) c(studies[[i]][c("label", "format", "cells")], list(mods = list(weight = own[i]))))
  for (test in c("z", "t")) {
    options <- function(model, tau2 = "DL") list(measure = measure, model = model, tau2 = tau2, test = test, level = level)
    add_case(name, NULL, options("IVHET"), 1e-12, pooled(d, 1 / d$vi, "DL", test, level))
    for (tau2 in c("DL", "HE", "SJ")) {
      add_case(name, NULL, options("UNWEIGHTED", tau2), 1e-12, pooled(d, rep(1, k), tau2, test, level))
      add_case(name, with_weights, options("WEIGHTED", tau2), 1e-12, pooled(d, own, tau2, test, level))
      if (!anyNA(d$n)) add_case(name, NULL, options("N_WEIGHTED", tau2), 1e-12, pooled(d, d$n, tau2, test, level))
    }
    fixed <- c(options("RE", "FIXED"), list(tau2_fixed = 0.125))
    r <- rma(d$yi, d$vi, tau2 = 0.125, test = test, level = 100 * level)
    add_case(name, NULL, fixed, 1e-12, list(est = c(r$beta), se = r$se, pval = r$pval, ci_lb = r$ci.lb, ci_ub = r$ci.ub, tau2 = 0.125, se_tau2 = NA))
  }
  add_case(name, NULL, list(measure = measure, model = "UWLS", test = "t", level = level), 1e-12, uwls(d, level))
}

source_text <- paste("metafor", packageVersion("metafor"), "rma(weights =) and rma(tau2 =), lm() for UWLS, by R/other_weights.R")

# JSON at 17 significant digits, which jsonlite does not write.
to_json <- function(x) {
  if (is.list(x) && is.null(names(x))) return(paste0("[", paste(vapply(x, to_json, ""), collapse = ","), "]"))
  if (is.list(x)) return(paste0("{", paste0('"', names(x), '":', vapply(x, to_json, ""), collapse = ","), "}"))
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.finite(x)) sprintf("%.17g", x) else "null"
}
writeLines(c("{", paste0('"source": ', to_json(source_text), ","), '"cases": [', paste(vapply(cases, to_json, ""), collapse = ",\n"), "]", "}"),
           file.path(here, "analyses", "other_weights.json"))
cat(length(cases), "cases\n")
