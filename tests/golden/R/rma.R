# yi, vi -> metafor::rma() with the tightest controls that still converge.

TESTS <- c(z = "z", t = "t", HKSJ = "knha", HKSJ_se = "adhoc")
THRESHOLDS <- c(1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-10, 1e-8)

method_of <- function(o) if (o$model == "EE") "EE" else o$tau2

# Fisher scoring stops on an absolute step of tau2: the first threshold of the list that converges. NULL when none does.
fit_rma <- function(e, o) {
  test <- if (nrow(e) == 1) "z" else TESTS[[o$test]]
  for (threshold in THRESHOLDS) {
    fit <- tryCatch(
      suppressWarnings(rma(yi, vi, data = e, method = method_of(o), test = test, level = 100 * o$level,
                           control = list(threshold = threshold, tol = 1e-16, maxiter = 1e4,
                                          tau2.max = tau2_limit(e)))),
      error = function(problem) NULL)
    if (!is.null(fit)) return(fit)
  }
  NULL
}

# Where the search for a root stops: far above any tau2 of these effects.
tau2_limit <- function(e) 1e6 * max(diff(range(e$yi))^2, max(e$vi))

rma_record <- function(fit) {
  list(k = fit$k, est = c(fit$beta), se = fit$se, stat = fit$zval, df = if (fit$test == "z") NA else fit$k - 1,
       pval = fit$pval, ci_lb = fit$ci.lb, ci_ub = fit$ci.ub, tau2 = fit$tau2, se_tau2 = fit$se.tau2,
       I2 = fit$I2, H2 = fit$H2, QE = fit$QE, QE_df = fit$k - 1, QEp = fit$QEp, ll = c(logLik(fit)),
       q_hk = if (fit$test == "knha") fit$s2w else NA,  # with "adhoc" s2w is already floored
       weight = as.numeric(weights(fit)))
}
