# analyses/drapery.json: limits of the pooled effect and of prediction at every level of P, from metafor's estimate,
# standard error and tau2 and R's quantiles.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "analyses.R"))

# Steps of 0.1 in z, and the levels of P that readers look for.
KNOWN <- c(.5, .2, .1, .05, .01, .001)
p_grid <- sort(c(1, KNOWN, 2 * pnorm(-(1:32) / 10)), decreasing = TRUE)

limits <- function(p, est, se, df) {
  half <- qt(p / 2, df, lower.tail = FALSE) * se
  data.frame(lb = est - half, ub = est + half)
}

cases <- for_all(function(dataset, options, o, e) {
  fit <- fit_rma(e, o)
  est <- c(fit$beta)
  ci <- limits(p_grid, est, fit$se, if (fit$test == "z") Inf else fit$k - 1)
  new <- if (o$model == "EE") list(lb = NA, ub = NA) else
    limits(p_grid, est, sqrt(fit$tau2 + 1 / sum(1 / (e$vi + fit$tau2))), fit$k - 1)
  points <- data.frame(p = p_grid, z = qnorm(p_grid / 2, lower.tail = FALSE), ci_lb = ci$lb, ci_ub = ci$ub,
                       pi_lb = new$lb, pi_ub = new$ub)
  # The known ones and every fifth are enough.
  shown <- sort(union(which(p_grid %in% KNOWN), seq(1, nrow(points), 5)))
  rows <- rows_of(points[shown, ])
  levels <- setNames(lapply(1 - KNOWN, function(level) list(level = level)), seq_along(KNOWN) - 1)
  case_of(dataset, options, "drapery", list(drapery = list(points = setNames(rows, shown - 1), levels = levels)))
})
write_cases("drapery", "metafor 3.8-1, rma(), with R's qt() and qnorm(); tests/golden/R/drapery.R", cases)
