# analyses/cumulative.json: cumulative and leave-one-out results, each row an rma() of its own.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "analyses.R"))

# Twice the log-likelihood without its constants.
likelihood <- function(tau2, e, restricted) {
  w <- 1 / (e$vi + tau2)
  sum(log(w)) - sum(w * (e$yi - weighted.mean(e$yi, w))^2) - if (restricted) log(sum(w)) else 0
}

# Fisher scoring goes to and fro for ever, or stops at the lower of two maxima: then half steps from the highest point of
# a grid.
highest <- function(fit, e, o) {
  if (!o$tau2 %in% c("ML", "REML") || o$model == "EE" || nrow(e) == 1) return(fit)
  grid <- c(0, max(e$vi, diff(range(e$yi))^2) * 10^seq(-6, 0, .1))
  height <- vapply(grid, likelihood, 0, e = e, restricted = o$tau2 == "REML")
  if (!is.null(fit) && max(height) <= likelihood(fit$tau2, e, o$tau2 == "REML") + 1e-6) return(fit)
  for (threshold in THRESHOLDS[3:6]) {
    other <- tryCatch(suppressWarnings(
      rma(yi, vi, data = e, method = o$tau2, test = TESTS[[o$test]], level = 100 * o$level,
          control = list(threshold = threshold, maxiter = 1000, stepadj = 0.5, tau2.init = grid[which.max(height)]))),
      error = function(problem) NULL)
    if (!is.null(other)) return(other)
  }
}

# Q by its definition: metafor's y'Py loses digits where it is small.
cochran_Q <- function(e) sum((e$yi - weighted.mean(e$yi, 1 / e$vi))^2 / e$vi)

refit <- function(e, o) {
  f <- highest(fit_rma(e, o), e, o)
  r <- list(est = c(f$beta), se = f$se, pval = f$pval, ci_lb = f$ci.lb, ci_ub = f$ci.ub)
  if (f$k == 1) return(r)
  # metafor stops a step before the boundary.
  tau2 <- if (f$tau2 < 1e-12 * mean(e$vi)) 0 else f$tau2
  QE <- cochran_Q(e)
  df <- f$k - 1
  I2 <- if (o$model == "EE") 100 * max(0, (QE - df) / QE) else if (tau2 == 0) 0 else f$I2
  c(r, list(tau2 = tau2, I2 = I2, QE = QE))
}

value_of <- function(studies, e, o, by) {
  switch(by, precision = sqrt(e$vi), weight = as.numeric(weights(fit_rma(e, o))), effect = e$yi,
         year = vapply(studies[e$row + 1], function(s) if (is.null(s$year)) NA_real_ else as.numeric(s$year), 0))
}

cumulated <- function(studies, e, o, by) {
  value <- if (by == "") NULL else value_of(studies, e, o, by)
  order <- if (by == "") seq_len(nrow(e)) else order(signif(value, 14), na.last = TRUE)  # log(1/3) is log(5/15)
  lapply(seq_along(order), function(j) {
    i <- order[j]
    c(list(row = e$row[i], k = j, value = if (by == "") NA else value[i]), refit(e[order[1:j], ], o))
  })
}

# Of two alike studies Q multiplies the digits that metafor's J has lost in SMD.
REAL <- lapply(REAL, function(set) if (set[1] == "fibromyalgia") c("fibromyalgia", "MD") else set)
ORDERS <- c("", "year", "precision", "weight", "effect")
turn <- 0
cases <- for_all(function(dataset, options, o, e) {
  studies <- DATASETS[[dataset]]$studies
  turn <<- turn + 1
  by <- ORDERS[turn %% 5 + 1]
  if (by == "year" && is.null(studies[[1]]$year)) by <- ""
  rows <- cumulated(studies, e, o, by)
  without <- lapply(seq_len(nrow(e)), function(i) c(list(row = e$row[i]), refit(e[-i, ], o)))
  case_of(dataset, c(options, list(cumulative_by = by)), c("cumulative", "leave_one_out"),
          list(cumulative = list(by = by, rows = rows), leave_one_out = without), name = paste("cumulative by", by))
})
write_cases("cumulative", "metafor 3.8-1: rma() of each subset; tests/golden/R/cumulative.R", cases)
