# analyses/cumulative.json: cumulative and leave-one-out results, each row an rma() of its own.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "analyses.R"))

refit <- function(e, o) {
  f <- fit_rma(e, o)
  r <- list(est = c(f$beta), se = f$se, pval = f$pval, ci_lb = f$ci.lb, ci_ub = f$ci.ub)
  if (f$k == 1) return(r)
  # metafor stops a step before the boundary.
  at_0 <- f$tau2 < 1e-12 * mean(e$vi)
  c(r, list(tau2 = if (at_0) 0 else f$tau2, I2 = if (at_0 && o$model == "RE") 0 else f$I2, QE = f$QE))
}

value_of <- function(studies, e, o, by) {
  switch(by, precision = sqrt(e$vi), weight = as.numeric(weights(fit_rma(e, o))), effect = e$yi,
         year = vapply(studies[e$row + 1], function(s) if (is.null(s$year)) NA_real_ else as.numeric(s$year), 0))
}

cumulated <- function(studies, e, o, by) {
  value <- if (by == "") NULL else value_of(studies, e, o, by)
  order <- if (by == "") seq_len(nrow(e)) else order(value, na.last = TRUE)
  lapply(seq_along(order), function(j) {
    i <- order[j]
    c(list(row = e$row[i], k = j, value = if (by == "") NA else value[i]), refit(e[order[1:j], ], o))
  })
}

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
