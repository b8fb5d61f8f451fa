# yi, vi -> metafor::rma() with the tightest controls that still converge.

# The metafor test to start from; HKSJ_ci and IQWiG6 choose between two, KR and PL are not in metafor 3.8-1.
TESTS <- c(z = "z", t = "t", HKSJ = "knha", HKSJ_se = "adhoc", HKSJ_ci = "knha", IQWiG6 = "knha", KR = "z", PL = "z")
NOT_METAFOR <- c("KR", "PL")
# First steps of the two-step estimators, whose second step is GENQ; metafor 3.8-1 iterates DLIT to the wrong number.
TWO_STEP <- c(DL2 = "DL", CA2 = "HE")
THRESHOLDS <- c(1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-10, 1e-8)

method_of <- function(o) {
  if (o$model == "EE") return("EE")
  if (o$tau2 %in% names(TWO_STEP)) return("DL")
  if (o$tau2 == "DLIT") "PM" else o$tau2
}

# tau2 with the general moments; its SE; mu with inverse-variance weights as ever.
fit_two_step <- function(e, o, test) {
  first <- rma(yi, vi, data = e, method = TWO_STEP[[o$tau2]])$tau2
  second <- rma(yi, vi, data = e, method = "GENQ", weights = 1 / (vi + first))
  fit <- suppressWarnings(rma(yi, vi, data = e, method = "DL", tau2 = second$tau2, test = test, level = 100 * o$level))
  fit$se.tau2 <- second$se.tau2
  fit
}

# The interval of the fit with test "knha", or another one instead.
choose_interval <- function(fit, e, o) {
  with_test <- function(test, method = "DL", tau2 = fit$tau2) {
    suppressWarnings(rma(yi, vi, data = e, method = method, tau2 = tau2, test = test, level = 100 * o$level))
  }
  width <- function(x) x$ci.ub - x$ci.lb
  q <- fit$s2w
  if (o$test == "HKSJ_ci" && width(fit) < width(with_test("z"))) other <- with_test("z")
  else if (o$test == "IQWiG6" && width(fit) < width(with_test("z", tau2 = NULL))) other <- with_test("adhoc")
  else return(fit)
  for (part in c("se", "zval", "pval", "ci.lb", "ci.ub", "test")) fit[[part]] <- other[[part]]
  fit$s2w <- q
  fit
}

# Fisher scoring stops on an absolute step of tau2: the first threshold of the list that converges. NULL when none does.
fit_rma <- function(e, o) {
  test <- if (nrow(e) == 1) "z" else TESTS[[o$test]]
  if (nrow(e) > 1 && o$model == "RE" && o$tau2 %in% names(TWO_STEP)) return(choose_interval(fit_two_step(e, o, test), e, o))
  for (threshold in THRESHOLDS) {
    fit <- tryCatch(
      suppressWarnings(rma(yi, vi, data = e, method = method_of(o), test = test, level = 100 * o$level,
                           control = list(threshold = threshold, tol = 1e-16, maxiter = 1e4,
                                          tau2.max = tau2_limit(e)))),
      error = function(problem) NULL)
    if (!is.null(fit)) return(if (nrow(e) > 1) choose_interval(fit, e, o) else fit)
  }
  NULL
}

# Where the search for a root stops: far above any tau2 of these effects.
tau2_limit <- function(e) 1e6 * max(diff(range(e$yi))^2, max(e$vi))

rma_record <- function(fit, o) {
  record <- list(k = fit$k, est = c(fit$beta), se = fit$se, stat = fit$zval, df = if (fit$test == "z") NA else fit$k - 1,
       pval = fit$pval, ci_lb = fit$ci.lb, ci_ub = fit$ci.ub, tau2 = fit$tau2, se_tau2 = fit$se.tau2,
       I2 = fit$I2, H2 = fit$H2, QE = fit$QE, QE_df = fit$k - 1, QEp = fit$QEp, ll = c(logLik(fit)),
       q_hk = if (TESTS[[o$test]] == "knha" && fit$k > 1) fit$s2w else NA,  # with "adhoc" s2w is already floored
       weight = as.numeric(weights(fit)))
  if (o$test %in% NOT_METAFOR && fit$k > 1) record[c("se", "stat", "df", "pval", "ci_lb", "ci_ub")] <- NULL
  record
}
