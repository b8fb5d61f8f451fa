# analyses/plots.json: coordinates of L'Abbe and radial plots, and the results along tau.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "analyses.R"))

pdf(NULL)
BACK <- list(RR = exp, OR = plogis, RD = identity, IRR = exp)

# Arms as metafor draws them, which is as observed where no study has a zero.
labbe_expected <- function(dataset, o, e) {
  cells <- cells_table(DATASETS[[dataset]]$studies)
  if (nrow(e) < nrow(cells) || !o$measure %in% names(BACK)) return(NULL)
  call <- c(list(measure = o$measure, method = "EE"), as.list(cells[COLUMNS[[cells$format[1]]]]))
  fit <- do.call(rma, call)
  used <- unlist(cells[COLUMNS[[cells$format[1]]]][c(1, 3)])
  if (any(used == 0)) return(NULL)
  d <- labbe(fit)
  rows_of(data.frame(row = e$row, x = BACK[[o$measure]](d$x), y = BACK[[o$measure]](d$y)))
}

# Every tenth point of 61.
profile_expected <- function(fit, e, o) {
  ub <- suppressWarnings(confint(rma(yi, vi, data = e, method = "DL"), level = 100 * o$level,
                                 control = list(tol = 1e-16, maxiter = 1e5, tau2.max = tau2_limit(e))))
  if (ub$ci.null) return(NULL)
  highest <- 1.2 * sqrt(max(ub$random["tau^2", "ci.ub"], fit$tau2))
  at <- function(tau) {
    given <- function(method) rma(yi, vi, data = e, method = method, tau2 = tau^2, test = "z", level = 100 * o$level)
    ml <- given("ML")
    w <- 1 / (e$vi + tau^2)
    shrunken <- blup(ml)$pred
    list(tau = tau, ll = c(logLik(ml)), ll_restricted = c(logLik(given("REML"))), Q = sum(w * (e$yi - c(ml$beta))^2),
         est = c(ml$beta), ci_lb = ml$ci.lb, ci_ub = ml$ci.ub, effects = shrunken)
  }
  i <- seq(0, 60, 10)
  setNames(lapply(i, function(i) at(highest * i / 60)), i)
}

cases <- for_all(function(dataset, options, o, e) {
  fit <- fit_rma(e, o)
  r <- radial(fit)
  expected <- list(radial = list(slope = c(fit$beta), slope_lb = fit$ci.lb, slope_ub = fit$ci.ub, band = qnorm(.975),
                                 rows = rows_of(data.frame(row = e$row, x = r$x, y = r$y))))
  arms <- labbe_expected(dataset, o, e)
  if (!is.null(arms)) expected$labbe <- list(rows = arms)
  points <- profile_expected(fit, e, o)
  if (!is.null(points))
    expected$tau2_profile <- list(Q_lower = qchisq(.025, nrow(e) - 1),
                                  Q_upper = qchisq(.025, nrow(e) - 1, lower.tail = FALSE), points = points)
  case <- case_of(dataset, options, names(expected), expected)
  case$tolerance <- 1e-10  # the top of the grid comes out of uniroot()
  case
})
write_cases("plots", "metafor 3.8-1: radial(), labbe(), rma() at given tau2, blup(); tests/golden/R/plots.R", cases)
