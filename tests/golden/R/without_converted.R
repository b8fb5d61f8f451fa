# analyses/without_converted.json: all studies, those whose conversion is no approximation, those as reported, each an
# rma() of its own. The conversions are written out here; formats.json has them all in 50 digits.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "analyses.R"))

study <- function(format, kind, cells, arms) list(format = format, kind = kind, cells = cells, arms = arms)

means <- function(m1, sd1, n1, m2, sd2, n2) {
  x <- list(m1i = m1, sd1i = sd1, n1i = n1, m2i = m2, sd2i = sd2, n2i = n2)
  study("means", 0, x, unlist(x))
}
by_se <- function(m1, se1, n1, m2, se2, n2) {
  study("means_se", 1, list(m1i = m1, se1i = se1, n1i = n1, m2i = m2, se2i = se2, n2i = n2),
        c(m1, se1 * sqrt(n1), n1, m2, se2 * sqrt(n2), n2))
}
# Luo 2018 and Wan 2014, quartiles.
by_quartiles <- function(x1, n1, x2, n2) {
  arm <- function(x, n) {
    w <- 0.7 + 0.39 / n
    c(w * (x[1] + x[3]) / 2 + (1 - w) * x[2], (x[3] - x[1]) / (2 * qnorm((0.75 * n - 0.125) / (n + 0.25))), n)
  }
  cells <- list(q1_1i = x1[1], med1i = x1[2], q3_1i = x1[3], n1i = n1, q1_2i = x2[1], med2i = x2[2], q3_2i = x2[3], n2i = n2)
  study("medians_iqr", 2, cells, c(arm(x1, n1), arm(x2, n2)))
}

sets <- list(
  mixed = list(means(5, 2, 30, 6.1, 2.2, 28), by_se(4.4, 0.5, 25, 6.3, 0.45, 27), by_quartiles(c(3, 5, 8), 40, c(4, 7, 11), 41),
               means(6.5, 2.9, 55, 6.4, 2.4, 50), by_quartiles(c(2, 4.5, 6), 33, c(4, 6, 7), 35), means(3.9, 1.5, 19, 5.5, 1.8, 22)),
  medians = list(means(5, 2, 30, 6.1, 2.2, 28), by_quartiles(c(3, 5, 8), 40, c(4, 7, 11), 41), means(6.5, 2.9, 55, 6.4, 2.4, 50)),
  rewritten = list(by_se(4.4, 0.5, 25, 6.3, 0.45, 27), by_quartiles(c(3, 5, 8), 40, c(4, 7, 11), 41), by_se(5.1, 0.4, 44, 5.9, 0.3, 46)))

effects_of <- function(studies, measure) {
  x <- do.call(rbind, lapply(studies, `[[`, "arms"))
  e <- escalc(measure, m1i = x[, 1], sd1i = x[, 2], n1i = x[, 3], m2i = x[, 4], sd2i = x[, 5], n2i = x[, 6])
  data.frame(yi = c(e$yi), vi = c(e$vi))
}

pooled <- function(e, o, left_out) {
  f <- fit_rma(e, o)
  tau2 <- if (o$model == "EE") 0 else if (f$tau2 < 1e-12 * mean(e$vi)) 0 else f$tau2
  list(left_out = left_out, k = nrow(e), est = c(f$beta), se = f$se, pval = f$pval, ci_lb = f$ci.lb, ci_ub = f$ci.ub,
       tau2 = tau2, QE = sum((e$yi - weighted.mean(e$yi, 1 / e$vi))^2 / e$vi))
}

cases <- list()
for (name in names(sets)) for (measure in c("MD", "SMD")) {
  for (options in list(list(model = "EE", test = "z"), list(tau2 = "DL", test = "HKSJ"), list(tau2 = "REML", test = "z"))) {
    o <- modifyList(DEFAULTS, c(list(measure = measure), options))
    kind <- vapply(sets[[name]], `[[`, 0, "kind")
    e <- effects_of(sets[[name]], measure)
    rows <- list(pooled(e, o, "none"))
    if (any(kind == 2) && any(kind == 1)) rows <- c(rows, list(pooled(e[kind < 2, ], o, "approximate conversions")))
    if (any(kind == 0)) rows <- c(rows, list(pooled(e[kind < 1, ], o, "all conversions")))
    typed <- lapply(seq_along(kind), function(i) c(list(label = paste("Study", i)), sets[[name]][[i]][c("format", "cells")]))
    cases <- c(cases, list(list(
      id = paste(name, measure, o$model, o$tau2, o$test), studies = typed, options = c(list(measure = measure), options),
      want = list("without_converted"), tolerance = tolerance_of(o), expected = list(without_converted = rows))))
  }
}
write_cases("without_converted", "tests/golden/R/without_converted.R: metafor 3.8-1, rma() of each part", cases)
