# Q-profile limits of tau2 and what metafor makes of them for I2.

confint_record <- function(fit, e, o, limit) {
  nothing <- list(tau2_lb = NA, tau2_ub = NA, I2_lb = NA, I2_ub = NA)
  if (o$model == "EE" || fit$k < 2) return(nothing)
  # The Q-profile does not depend on the estimator; confint() wants one that was not given as a number.
  if (o$tau2 %in% names(TWO_STEP)) fit <- rma(yi, vi, data = e, method = "DL")
  table <- tryCatch(
    suppressWarnings(confint(fit, level = 100 * o$level,
                             control = list(tol = 1e-16, maxiter = 1e5, tau2.max = limit)))$random,
    error = function(problem) NULL)
  if (is.null(table)) return(nothing)
  list(tau2_lb = table["tau^2", "ci.lb"], tau2_ub = table["tau^2", "ci.ub"],
       I2_lb = table["I^2(%)", "ci.lb"], I2_ub = table["I^2(%)", "ci.ub"])
}
