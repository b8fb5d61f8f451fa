# The prediction intervals that metafor's parts make, each from the metafor fit whose standard error it uses.

# rule -> studies needed.
NEEDED <- c(V = 2, HTS = 3, HK = 2, HK_PR = 3, S = 2)

# The test whose SE and quantile the rule uses; the floor of HKSJ_se applies to the HK rules too.
test_of_rule <- function(o) {
  switch(o$prediction, V = "t", HTS = "t", S = "z", if (o$test == "HKSJ_se") "adhoc" else "knha")
}

predict_record <- function(fit, e, o) {
  if (o$prediction %in% c("KR", "KR_PR")) return(list())  # not in metafor: the oracle alone
  nothing <- list(pi_lb = NA, pi_ub = NA)
  if (o$model == "EE" || fit$k < NEEDED[[o$prediction]]) return(nothing)
  same_tau2 <- suppressWarnings(rma(yi, vi, data = e, method = method_of(o), tau2 = fit$tau2, test = test_of_rule(o)))
  p <- predict(same_tau2, level = 100 * o$level)
  if (!o$prediction %in% c("HTS", "HK_PR")) return(list(pi_lb = p$pi.lb, pi_ub = p$pi.ub))
  # metafor 3.8-1 has no t(k - 2): its SE and tau2, R's quantile.
  half <- qt((1 - o$level) / 2, fit$k - 2, lower.tail = FALSE) * sqrt(same_tau2$tau2 + same_tau2$se^2)
  list(pi_lb = c(same_tau2$beta) - half, pi_ub = c(same_tau2$beta) + half)
}
