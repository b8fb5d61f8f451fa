# Studies as typed -> yi, vi by metafor::escalc(); reported estimates by two lines of arithmetic.

# The rows of the JSON border as one data frame of cells (NA where a format has no such cell).
cells_table <- function(studies) {
  ids <- c("ai", "n1i", "ci", "n2i", "m1i", "sd1i", "m2i", "sd2i", "est", "ci_lb", "ci_ub", "level", "yi", "sei")
  pick <- function(study, id) if (is.null(study$cells[[id]])) NA_real_ else study$cells[[id]]
  out <- as.data.frame(sapply(ids, function(id) vapply(studies, pick, 0, id = id), simplify = FALSE))
  out$format <- vapply(studies, function(s) s$format, "")
  out
}

escalc_counts <- function(d, o) {
  if (o$measure != "RD") {
    return(escalc(o$measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d[c("ai", "n1i", "ci", "n2i")],
                  add = o$add, to = o$add_to, drop00 = o$drop00))
  }
  # Pooled never moves a risk difference and never drops one: the estimate is uncorrected, the variance is metafor's.
  risks <- function(to) escalc("RD", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d[c("ai", "n1i", "ci", "n2i")],
                               add = o$add, to = to, drop00 = FALSE)
  data.frame(yi = risks("none")$yi, vi = risks(o$add_to)$vi)
}

reported_interval <- function(d, o) {
  level <- ifelse(is.na(d$level), 95, d$level)
  z <- qnorm((1 - level / 100) / 2, lower.tail = FALSE)
  to_analysis <- if (o$measure %in% c("RR", "OR", "HR")) log else identity
  data.frame(yi = to_analysis(d$est), vi = ((to_analysis(d$ci_ub) - to_analysis(d$ci_lb)) / (2 * z))^2)
}

# data.frame(row, yi, vi) of the usable studies; row counts from 0 as in the border.
study_effects <- function(studies, o) {
  d <- cells_table(studies)
  out <- data.frame(row = seq_along(studies) - 1, yi = NA_real_, vi = NA_real_)
  put <- function(which, e) if (any(which)) out[which, c("yi", "vi")] <<- data.frame(as.numeric(e$yi), as.numeric(e$vi))
  is <- function(id) d$format == id
  if (any(is("counts"))) put(is("counts"), suppressWarnings(escalc_counts(d[is("counts"), ], o)))
  if (any(is("means"))) {
    m <- d[is("means"), ]
    put(is("means"), escalc(o$measure, m1i = m$m1i, sd1i = m$sd1i, n1i = m$n1i,
                            m2i = m$m2i, sd2i = m$sd2i, n2i = m$n2i))
  }
  put(is("estimate_ci"), reported_interval(d[is("estimate_ci"), ], o))
  put(is("estimate_se"), data.frame(yi = d$yi, vi = d$sei^2)[is("estimate_se"), ])
  out[is.finite(out$yi) & is.finite(out$vi) & out$vi > 0, ]
}
