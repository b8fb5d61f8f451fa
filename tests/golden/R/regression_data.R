# Studies with moderators and groups from R's metadat, in the border's form and as (yi, vi) for metafor, and how their
# records are written. Sourced by subgroups.R, meta_regression.R and permutation.R.

suppressMessages(library(metafor))

here <- dirname(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))))

METAFOR_TESTS <- c(z = "z", t = "t", HKSJ = "knha", HKSJ_se = "adhoc")
THRESHOLDS <- c(1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-10, 1e-8)
# First steps of the two-step estimators, whose second step is GENQ; DLIT of metafor 3.8-1 has an error and equals PM.
TWO_STEP <- c(DL2 = "DL", CA2 = "HE")

# Effects and standard errors with 10 digits, so that both sides start from the same doubles.
estimates <- function(d, groups = character(), mods = character()) {
  d$yi <- signif(c(d$yi), 10)
  d$sei <- signif(sqrt(d$vi), 10)
  d$vi <- d$sei^2
  list(data = d, measure = "GEN", format = "estimate_se", cells = c(yi = "yi", sei = "sei"), groups = groups, mods = mods)
}

counts <- function(d, measure, groups = character(), mods = character()) {
  d <- escalc(measure = measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d, drop00 = TRUE)
  d <- d[!is.na(d$yi), ]
  list(data = d, measure = measure, format = "counts", cells = c(ai = "ai", n1i = "n1i", ci = "ci", n2i = "n2i"),
       groups = groups, mods = mods)
}

correlations <- function(d, groups = character(), mods = character()) {
  d <- escalc(measure = "ZCOR", ri = ri, ni = ni, data = d)
  list(data = d, measure = "ZCOR", format = "correlation", cells = c(ri = "ri", ni = "ni"), groups = groups, mods = mods)
}

# Years from the middle of the data: metafor's normal equations lose nine digits to an offset of 1980 (QE of
# streptokinase ~ year is off by 1e-10); that an offset changes nothing here is tested in tests/core/model.
middle <- function(year) year - round(mean(year))
bcg <- transform(dat.bcg, year = middle(year), ai = tpos, n1i = tpos + tneg, ci = cpos, n2i = cpos + cneg)
linde <- subset(dat.linde2005, !is.na(ai) & !is.na(ci))
cbt <- with(dat.landenberger2005, data.frame(ai = n.cbt.rec, n1i = n.cbt.rec + n.cbt.non, ci = n.ctrl.rec,
  n2i = n.ctrl.rec + n.ctrl.non, design, setting, interval, age, male, sessions))
co2 <- escalc(measure = "ROM", m1i = m2i, sd1i = sd2i, n1i = n2i, m2i = m1i, sd2i = sd1i, n2i = n1i, data = dat.curtis1998)
smoking <- transform(dat.hackshaw1998, year = middle(year))
schools <- transform(dat.konstantopoulos2011, year = middle(year))
periodontal <- transform(dat.berkey1998, year = middle(year))
lau <- transform(dat.lau1992, year = middle(year))

SETS <- list(
  bcg_RR = counts(bcg, "RR", "alloc", c("ablat", "year")),
  bcg_OR = counts(bcg, "OR", "alloc", c("ablat", "year")),
  bcg_RD = counts(bcg, "RD", "alloc", c("ablat", "year")),
  st_johns_wort = counts(linde, "RR", "group"),
  cbt = counts(cbt, "OR", c("design", "setting"), c("interval", "age", "male", "sessions")),
  streptokinase = counts(lau, "OR", mods = "year"),
  writing = estimates(dat.bangertdrowns2004, "subject", c("grade", "length", "wic", "meta", "info")),
  teacher = estimates(dat.raudenbush1985, c("setting", "tester"), "weeks"),
  passive_smoking = estimates(smoking, c("country", "design"), "year"),
  school_calendar = estimates(schools, "district", "year"),
  periodontal = estimates(periodontal, "outcome", "year"),
  co2 = estimates(co2, c("fungrp", "method"), "time"),
  interviews = correlations(dat.mcdaniel1994, c("struct", "type")),
  adherence = correlations(dat.molloy2014, c("design", "controls"), c("meanage", "quality")))

border_study <- function(set, i) {
  d <- set$data
  value <- function(names) lapply(setNames(names, names), function(n) d[[n]][i])
  study <- list(label = as.character(i), format = set$format,
                cells = lapply(set$cells, function(column) d[[column]][i]))
  groups <- Filter(function(x) !is.na(x) && x != "", lapply(value(set$groups), as.character))
  if (length(groups)) study$groups <- groups
  mods <- Filter(function(x) !is.na(x), lapply(value(set$mods), as.numeric))
  if (length(mods)) study$mods <- mods
  study
}
border_studies <- function(set) lapply(seq_len(nrow(set$data)), function(i) border_study(set, i))

# rma() with the tightest threshold that converges; `tau2` fixes it.
fit_tight <- function(d, tau2_id, test, mods = ~ 1, model = "RE", tau2 = NULL) {
  test <- METAFOR_TESTS[[test]]
  call <- function(...) suppressWarnings(rma(yi, vi, mods = mods, data = d, test = test, ...))
  if (model == "EE") return(call(method = "EE"))
  if (!is.null(tau2)) return(call(method = "DL", tau2 = tau2))
  if (tau2_id %in% names(TWO_STEP)) {
    first <- suppressWarnings(rma(yi, vi, mods = mods, data = d, method = TWO_STEP[[tau2_id]])$tau2)
    second <- suppressWarnings(rma(yi, vi, mods = mods, data = d, method = "GENQ", weights = 1 / (vi + first)))
    fit <- call(method = "DL", tau2 = second$tau2)
    fit$se.tau2 <- second$se.tau2
    return(fit)
  }
  far <- 1e4 * max(diff(range(d$yi))^2, max(d$vi))
  for (threshold in THRESHOLDS) {
    fit <- tryCatch(call(method = if (tau2_id == "DLIT") "PM" else tau2_id,
                         control = list(threshold = threshold, tol = 1e-16, maxiter = 1e4, tau2.max = far)),
                    error = function(problem) problem)
    # Fisher scoring stops just above 0 where the likelihood falls from 0 on.
    if (inherits(fit, "rma") && fit$tau2 < 1e-12 * min(d$vi)) fit[c("tau2", "I2", "H2")] <- c(0, 0, 1)
    if (inherits(fit, "rma")) return(fit)
  }
  stop(tau2_id, ": ", conditionMessage(fit))
}

# --- JSON at 17 significant digits ---
to_json <- function(x) {
  if (is.null(x) || (length(x) == 1 && is.atomic(x) && is.na(x))) return("null")
  if (is.list(x) && !is.null(names(x)))
    return(paste0("{", paste0('"', names(x), '": ', vapply(x, to_json, ""), collapse = ", "), "}"))
  if (is.list(x)) return(paste0("[", paste(vapply(x, to_json, ""), collapse = ", "), "]"))
  if (is.character(x)) return(as.character(jsonlite::toJSON(x, auto_unbox = TRUE)))
  if (is.logical(x)) return(tolower(x))
  if (is.finite(x)) sprintf("%.17g", x) else "null"
}
rows <- function(d) lapply(seq_len(nrow(d)), function(i) as.list(d[i, , drop = FALSE]))

write_cases <- function(subject, source, cases) {
  lines <- paste0("  ", vapply(cases, to_json, ""), collapse = ",\n")
  head <- paste0('{ "source": ', to_json(source), ',\n  "cases": [')
  writeLines(c(head, lines, "] }"), file.path(here, "analyses", paste0(subject, ".json")))
}
