# Studies as typed -> yi, vi by metafor::escalc(); reported estimates by two lines of arithmetic.

# The rows of the JSON border as one data frame of cells (NA where a format has no such cell).
cells_table <- function(studies) {
  ids <- c("ai", "bi", "n1i", "ci", "di", "n2i", "m1i", "sd1i", "m2i", "sd2i", "x1i", "t1i", "x2i", "t2i", "xi", "ti",
           "mi", "sdi", "ni", "ri", "est", "ci_lb", "ci_ub", "level", "yi", "sei")
  pick <- function(study, id) if (is.null(study$cells[[id]])) NA_real_ else study$cells[[id]]
  out <- as.data.frame(sapply(ids, function(id) vapply(studies, pick, 0, id = id), simplify = FALSE))
  out$format <- vapply(studies, function(s) s$format, "")
  out
}

COLUMNS <- list(counts = c("ai", "n1i", "ci", "n2i"), two_by_two = c("ai", "bi", "ci", "di"),
                means = c("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"), rates = c("x1i", "t1i", "x2i", "t2i"),
                proportion = c("xi", "ni"), rate = c("xi", "ti"), mean = c("mi", "sdi", "ni"),
                correlation = c("ri", "ni"), paired = c("m1i", "sd1i", "m2i", "sd2i", "ni", "ri"))
COUNTED <- c("counts", "two_by_two", "rates", "proportion", "rate")
# Pooled never moves these and never drops one: the estimate is uncorrected, the variance is metafor's.
VARIANCE_ONLY <- c("RD", "IRD", "PR", "IR")
# Pooled never adds to these: they exist with zeros.
AS_THEY_ARE <- c("AS", "PHI", "IRSD", "PAS", "IRS")

escalc_of <- function(format, d, o) {
  call <- function(...) do.call(escalc, c(list(measure = o$measure), as.list(d[COLUMNS[[format]]]), list(...)))
  if (o$measure == "UCOR") return(unbiased_correlation(d))
  e <- if (!format %in% COUNTED) call()
       else if (o$measure %in% AS_THEY_ARE) call(add = 0, to = "none", drop00 = FALSE)
       else if (o$measure %in% VARIANCE_ONLY) data.frame(yi = call(add = 0, to = "none", drop00 = FALSE)$yi,
                                                         vi = call(add = o$add, to = o$add_to, drop00 = FALSE)$vi)
       else call(add = o$add, to = o$add_to, drop00 = o$drop00)
  # From 4.2 on metafor no longer multiplies these variances by J^2 (Bonett 2008); 3.8-1 does.
  if (o$measure == "SMDH") e$vi <- e$vi / metafor:::.cmicalc(d$n1i + d$n2i - 2)^2
  if (o$measure == "SMCRH") e$vi <- e$vi / metafor:::.cmicalc(d$ni - 1)^2
  e
}

# escalc("UCOR") needs the package gsl for one hypergeometric series: here it is, summed.
unbiased_correlation <- function(d) {
  series <- function(r, n) {
    x <- 1 - r^2
    k <- 0:200000
    1 + sum(cumprod((k + 0.5)^2 * x / (((n - 2) / 2 + k) * (k + 1))))
  }
  yi <- d$ri * mapply(series, d$ri, d$ni)
  data.frame(yi = yi, vi = (1 - yi^2)^2 / (d$ni - 1))
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
  for (format in intersect(names(COLUMNS), d$format)) {
    put(is(format), suppressWarnings(escalc_of(format, d[is(format), ], o)))
  }
  put(is("estimate_ci"), reported_interval(d[is("estimate_ci"), ], o))
  put(is("estimate_se"), data.frame(yi = d$yi, vi = d$sei^2)[is("estimate_se"), ])
  out[is.finite(out$yi) & is.finite(out$vi) & out$vi > 0, ]
}
