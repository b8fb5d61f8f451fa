# analyses/influence.json: case diagnostics, Baujat coordinates and predictions of the studies' effects.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "analyses.R"))

diagnostics <- function(fit) {
  x <- influence(fit)
  b <- suppressWarnings(baujat(fit))
  data.frame(rstudent = x$inf$rstudent, dffits = x$inf$dffits, cook_d = x$inf$cook.d, cov_r = x$inf$cov.r,
             tau2_del = x$inf$tau2.del, QE_del = x$inf$QE.del, hat = x$inf$hat, weight = x$inf$weight,
             dfbs = x$dfbs[[1]], rstandard = rstandard(fit)$z, inf = as.vector(x$is.infl), x = b$x, y = b$y)
}

pdf(NULL)
cases <- for_all(function(dataset, options, o, e) {
  done <- fit_and_refit(e, o, diagnostics)
  d <- data.frame(row = e$row, done$made)
  # metafor stops a step before the boundary.
  d$tau2_del[d$tau2_del < 1e-12 * mean(e$vi)] <- 0
  p <- blup(done$fit)
  k <- nrow(e)
  shrunken <- data.frame(row = e$row, pred = p$pred, se = p$se, pi_lb = p$pi.lb, pi_ub = p$pi.ub)
  case_of(dataset, options, c("influence", "baujat", "blups"), list(
    influence = list(dffits_cut = 3 * sqrt(1 / (k - 1)), cook_d_cut = qchisq(.5, 1), hat_cut = 3 / k, dfbs_cut = 1,
                     rows = rows_of(d[setdiff(names(d), c("x", "y"))])),
    baujat = rows_of(d[c("row", "x", "y")]), blups = rows_of(shrunken)))
})
write_cases("influence", "metafor 3.8-1: influence(), rstandard(), baujat(), blup(); tests/golden/R/influence.R", cases)
