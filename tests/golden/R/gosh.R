# analyses/gosh.json: every subset by metafor's gosh(), which also lists single studies; they are left out here.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "analyses.R"))

# est, I2 and members of each subset of two or more, ordered by the subset as bits.
all_subsets <- function(e, o) {
  g <- fit_and_refit(e, o, function(fit) {
    g <- gosh(fit, progbar = FALSE)
    list(bits = c(g$incl %*% 2^(seq_len(fit$k) - 1)), est = g$res$estimate, I2 = g$res$I2, tau2 = g$res$tau2,
         size = rowSums(g$incl))
  })$made
  d <- as.data.frame(g)
  # metafor stops a step before the boundary.
  if (o$model == "RE") d$I2[d$tau2 < 1e-12 * mean(e$vi)] <- 0
  d <- d[d$size >= 2, ]
  d[order(d$bits), ]
}

summary_of <- function(d, e) {
  p <- c(0, .025, .25, .5, .75, .975, 1)
  study <- function(i) {
    with <- bitwAnd(d$bits, 2^(i - 1)) > 0
    mean_of <- function(x) if (length(x) > 0) mean(x) else NA
    list(row = e$row[i], est_with = mean(d$est[with]), est_without = mean_of(d$est[!with]),
         I2_with = mean(d$I2[with]), I2_without = mean_of(d$I2[!with]))
  }
  list(subsets = nrow(d), used = nrow(d), exact = TRUE, est_mean = mean(d$est), I2_mean = mean(d$I2),
       est_lb = min(d$est), est_ub = max(d$est),
       quantiles = rows_of(data.frame(p = p, est = quantile(d$est, p, names = FALSE), I2 = quantile(d$I2, p, names = FALSE))),
       studies = lapply(seq_len(nrow(e)), study))
}

SETS <- list(c("covid_corticosteroids", "RR"), c("cochrane_logo", "RR"), c("aspirin", "OR"), c("clasp", "OR"),
             c("purine_se", "HR"), c("anticoagulation", "IRR"), c("training", "MC"), c("geriatric_function", "OR"),
             c("bcg_first_two", "RR"), c("stroke_stay", "MD"))
METHODS <- list(list(model = "EE", test = "z"), list(tau2 = "DL", test = "z"), list(tau2 = "REML", test = "HKSJ"),
                list(tau2 = "PM", test = "z"))
cases <- list()
for (set in SETS) for (method in METHODS) {
  options <- c(list(measure = set[2], gosh_points = TRUE), method)
  o <- modifyList(DEFAULTS, options)
  e <- study_effects(DATASETS[[set[1]]]$studies, o)
  d <- all_subsets(e, o)
  expected <- summary_of(d, e)
  if (nrow(d) < 200) expected$points <- rows_of(d[c("est", "I2", "size")])
  cases <- c(cases, list(case_of(set[1], options, "gosh", list(gosh = expected))))
}
# One of 8178 subsets.
for (method in METHODS[1:2]) {
  options <- c(list(measure = "RR"), method)
  o <- modifyList(DEFAULTS, options)
  e <- study_effects(DATASETS$bcg$studies, o)
  cases <- c(cases, list(case_of("bcg", options, "gosh", list(gosh = summary_of(all_subsets(e, o), e)))))
}
write_cases("gosh", "metafor 3.8-1: gosh(); tests/golden/R/gosh.R", cases)
