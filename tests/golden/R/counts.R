# metafor::rma.mh(), rma.peto() and, for RevMan 5's random effects, rma() at its tau2 -> analyses/counts.json.
# Run: Rscript tests/golden/R/counts.R   (R 4.2 with metafor 3.8-1, metadat 1.2-0 and jsonlite)
suppressMessages(library(metafor))
here <- file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "..")
source(file.path(here, "R", "escalc.R"))

DEFAULTS <- list(measure = "RR", level = 0.95, add = 0.5, add_to = "only0", drop00 = TRUE)
RATIOS <- c("OR", "RR", "IRR", "PETO")
RATES <- c("IRR", "IRD")
METAFOR_TEST <- c(z = "z", t = "t", HKSJ = "knha", HKSJ_se = "adhoc")

## --- data ---

given <- jsonlite::fromJSON(file.path(here, "cases.json"), simplifyVector = FALSE)$datasets
tables <- c("bcg", "bcg_two_by_two", "bcg_first_two", "bcg_first_one", "beta_blockers", "magnesium", "covid_corticosteroids",
            "cochrane_logo", "rosiglitazone_mi", "rosiglitazone_death", "aspirin", "streptokinase", "clasp",
            "topical_nsaids", "diuretics", "catheter", "tiotropium", "zero_patterns", "only_double_zero")
rates <- c("anticoagulation", "catheter_rates", "zero_rates")

counts_study <- function(label, a, n1, c, n2) {
  list(label = label, format = "counts", cells = list(ai = a, n1i = n1, ci = c, n2i = n2))
}
studies_of <- function(d) unname(Map(counts_study, make.unique(as.character(d$trial)), d$ai, d$n1i, d$ci, d$n2i))
yusuf <- metadat::dat.yusuf1985
yusuf <- yusuf[complete.cases(yusuf[c("ai", "n1i", "ci", "n2i")]), ]
yusuf_sets <- lapply(split(yusuf, yusuf$table), studies_of)
names(yusuf_sets) <- paste0("yusuf_", names(yusuf_sets))
collins <- metadat::dat.collins1985a
deaths <- data.frame(trial = collins$trial, ai = collins$d.xti, n1i = collins$nti, ci = collins$d.xci, n2i = collins$nci)
inline <- c(yusuf_sets, list(
  collins_deaths = studies_of(deaths[complete.cases(deaths), ]),
  # Hand-made: a zero on each side, then a double zero among them; very unequal groups.
  single_zeros = Map(counts_study, c("A", "B", "C"), c(1, 0, 3), c(100, 50, 100), c(4, 2, 0), c(100, 50, 100)),
  unequal = Map(counts_study, c("A", "B", "C", "D"), c(2, 0, 1, 30), c(400, 35, 12, 1000), c(1, 1, 7, 9), c(25, 310, 90, 200))))
inline <- lapply(inline, unname)

## --- the four counts of the studies that a model pools ---

four_of <- function(studies, o) {
  d <- cells_table(studies)
  d$row <- seq_along(studies) - 1
  if (o$measure %in% RATES) return(informative(data.frame(row = d$row, a = d$x1i, n1 = d$t1i, c = d$x2i, n2 = d$t2i), o))
  n1 <- ifelse(d$format == "counts", d$n1i, d$ai + d$bi)
  n2 <- ifelse(d$format == "counts", d$n2i, d$ci + d$di)
  informative(data.frame(row = d$row, a = d$ai, n1 = n1, c = d$ci, n2 = n2), o)
}

# metafor's k counts the studies that add nothing too, and drop00 does not take them out of its sums: Pooled leaves out
# double zeros, and with drop00 also those with events in everyone (which add to both sums of a risk ratio).
informative <- function(f, o) {
  f <- f[complete.cases(f), ]
  if (!o$measure %in% RATIOS) return(f)
  f <- f[f$a + f$c > 0, ]
  everyone <- !o$measure %in% RATES & f$a == f$n1 & f$c == f$n2
  f[!(everyone & (o$drop00 | o$measure %in% c("OR", "PETO"))), ]
}

fit_mh <- function(f, o, correct = TRUE) {
  measure <- if (o$measure == "PETO") "OR" else o$measure
  always <- list(measure = measure, level = 100 * o$level, correct = correct, drop00 = FALSE)
  cells <- if (o$measure %in% RATES) list(x1i = f$a, t1i = f$n1, x2i = f$c, t2i = f$n2)
           else list(ai = f$a, n1i = f$n1, ci = f$c, n2i = f$n2)
  suppressWarnings(do.call(rma.mh, c(always, cells)))
}
fit_peto <- function(f, o) {
  suppressWarnings(rma.peto(ai = f$a, n1i = f$n1, ci = f$c, n2i = f$n2, level = 100 * o$level, drop00 = FALSE))
}

## --- expected numbers ---

# Shares near 0 are a difference of like numbers, here as there; H2 has their digits.
not_tiny <- function(s) s[!(names(s) %in% c("I2", "I2_Q") & vapply(s, function(x) is.numeric(x) && !is.na(x) && x > 0 && x < 2, TRUE))]

# Q around `est` and what follows from it. NULL for fewer than two studies with an effect of their own.
of_Q <- function(Q, k) {
  if (k < 2) return(list(QE = NA, QE_df = NA, QEp = NA, I2_Q = NA))
  list(QE = Q, QE_df = k - 1, QEp = pchisq(Q, k - 1, lower.tail = FALSE), I2_Q = max(0, 100 * (Q - (k - 1)) / Q))
}
own_effects <- function(studies, f, o) {
  e <- study_effects(studies, o)
  e[e$row %in% f$row, ]
}

weights_by_row <- function(studies, rows, w) {
  lapply(seq_along(studies) - 1, function(row) list(used = row %in% rows, weight = if (row %in% rows) w[rows == row] else NA))
}

summary_of <- function(k, est, se, test, o) {
  df <- if (test == "t" && k > 1) k - 1 else Inf
  half <- qt((1 - o$level) / 2, df, lower.tail = FALSE) * se
  display <- if (o$measure %in% RATIOS) exp else identity
  list(k = k, est = est, se = se, stat = est / se, df = if (is.finite(df)) df else NA,
       pval = 2 * pt(abs(est / se), df, lower.tail = FALSE), ci_lb = est - half, ci_ub = est + half,
       display = list(est = display(est), ci_lb = display(est - half), ci_ub = display(est + half)))
}

common <- function(studies, o, model, test) {
  f <- four_of(studies, o)
  if (model == "PETO") {
    fit <- fit_peto(f, o)
    Q <- of_Q(fit$QE, nrow(f))
  } else {
    fit <- fit_mh(f, o)
    e <- own_effects(studies, f, o)
    Q <- of_Q(sum((e$yi - c(fit$beta))^2 / e$vi), nrow(e))
  }
  s <- c(summary_of(nrow(f), c(fit$beta), fit$se, test, o), Q)
  if (test == "z") s[c("stat", "pval", "ci_lb", "ci_ub")] <- c(fit$zval, fit$pval, fit$ci.lb, fit$ci.ub)
  several <- nrow(f) > 1
  s <- c(s, list(tau2 = if (several) 0 else NA, I2 = Q$I2_Q, H2 = if (is.na(Q$QE)) NA else Q$QE / Q$QE_df))
  list(summary = not_tiny(s), effects = weights_by_row(studies, f$row, weights(fit)))
}

# RevMan 5: DerSimonian & Laird's equation with the Q around Mantel-Haenszel; then metafor at that tau2.
around_mh <- function(studies, o, test) {
  f <- four_of(studies, o)
  e <- own_effects(studies, f, o)
  k <- nrow(e)
  if (k < 2) return(NULL)  # as under RE, which the other goldens have
  w <- 1 / e$vi
  Q <- sum(w * (e$yi - c(fit_mh(f, o)$beta))^2)
  tau2 <- max(0, (Q - (k - 1)) / (sum(w) - sum(w^2) / sum(w)))
  fit <- suppressWarnings(rma(yi, vi, data = e, method = "DL", tau2 = tau2, test = METAFOR_TEST[[test]], level = 100 * o$level))
  half <- qt((1 - o$level) / 2, k - 1, lower.tail = FALSE) * sqrt(tau2 + 1 / sum(1 / (e$vi + tau2)))
  s <- list(k = k, est = c(fit$beta), se = fit$se, stat = fit$zval, df = if (test == "z") NA else k - 1, pval = fit$pval,
            ci_lb = fit$ci.lb, ci_ub = fit$ci.ub, pi_lb = c(fit$beta) - half, pi_ub = c(fit$beta) + half,
            I2 = fit$I2, H2 = fit$H2)
  s <- c(s, of_Q(Q, k))
  list(summary = not_tiny(c(s, list(tau2 = tau2))), effects = weights_by_row(studies, e$row, weights(fit)))
}

# Far out in the tail P has a hundred times the rounding of metafor's statistic: the statistic alone.
chi <- function(stat, df) c(list(stat = stat, df = df), if (stat < 50) list(pval = pchisq(stat, df, lower.tail = FALSE)))
nothing <- list(stat = NA, df = NA, pval = NA)
stratified <- function(studies, o) {
  f <- four_of(studies, modifyList(o, list(measure = if (o$measure %in% RATES) "IRR" else "OR")))
  as_ratio <- modifyList(o, list(measure = if (o$measure %in% RATES) "IRR" else "OR"))
  plain <- fit_mh(f, as_ratio, correct = FALSE)
  corrected <- fit_mh(f, as_ratio)
  out <- list(k = nrow(f), cmh = chi(plain$MH, 1), cmh_corrected = chi(corrected$MH, 1))
  # Pooled's correction never goes below 0, metafor's excess - 1/2 is squared all the same.
  score <- if (o$measure %in% RATES) sum(f$a - (f$a + f$c) * f$n1 / (f$n1 + f$n2)) else sum(f$a - f$n1 * (f$a + f$c) / (f$n1 + f$n2))
  if (abs(score) < 0.5) out$cmh_corrected <- chi(0, 1)
  if (!o$measure %in% c("OR", "PETO") || nrow(f) < 2) return(c(out, list(breslow_day = nothing, tarone = nothing)))
  c(out, list(breslow_day = chi(plain$BD, nrow(f) - 1), tarone = chi(plain$TA, nrow(f) - 1)))
}

# The treatment arm continuity correction: by hand into the tables with a zero.
tacc <- function(studies, o) {
  d <- cells_table(studies)
  rows <- which(complete.cases(d[c("ai", "n1i", "ci", "n2i")]) &
                  (o$measure == "RD" | (d$ai + d$ci > 0 & !(d$ai == d$n1i & d$ci == d$n2i))))
  d <- d[rows, ]
  zero <- d$ai == 0 | d$ci == 0 | d$ai == d$n1i | d$ci == d$n2i
  t <- ifelse(zero, 2 * o$add * d$n1i / (d$n1i + d$n2i), 0)
  c <- ifelse(zero, 2 * o$add * d$n2i / (d$n1i + d$n2i), 0)
  e <- escalc(measure = o$measure, ai = d$ai + t, n1i = d$n1i + 2 * t, ci = d$ci + c, n2i = d$n2i + 2 * c, add = 0, to = "none")
  if (o$measure == "RD") e$yi <- d$ai / d$n1i - d$ci / d$n2i
  fit <- rma(yi, vi, data = e, method = "EE", level = 100 * o$level)
  effects <- lapply(seq_along(studies), function(i) {
    j <- match(i, rows)
    list(yi = if (is.na(j)) NA else e$yi[j], vi = if (is.na(j)) NA else e$vi[j])
  })
  list(summary = list(k = length(rows), est = c(fit$beta), se = fit$se, pval = fit$pval, ci_lb = fit$ci.lb, ci_ub = fit$ci.ub, QE = if (fit$k > 1) fit$QE else NA),
       effects = effects)
}

## --- cases ---

cases <- list()
add_case <- function(name, model, options, tolerance, expected) {
  if (is.null(expected$summary)) return(invisible())
  id <- paste(c(name, model, unlist(options)), collapse = " ")
  where <- if (name %in% names(given)) list(dataset = name) else list(studies = inline[[name]])
  cases[[length(cases) + 1]] <<- c(list(id = id), where,
    list(options = c(list(model = model), options), want = list("summary", "stratified"), tolerance = tolerance, expected = expected))
}
studies_named <- function(name) if (name %in% names(given)) given[[name]]$studies else inline[[name]]
full <- function(options) modifyList(DEFAULTS, options)

for (name in c(tables, names(inline), rates)) {
  studies <- studies_named(name)
  measures <- if (name %in% rates) RATES else c("OR", "RR", "RD")
  for (measure in measures) for (variant in list(list(), list(level = 0.9, drop00 = FALSE), list(add = 0.25, add_to = "all"))) {
    options <- c(list(measure = measure), variant)
    o <- full(options)
    add_case(name, "MH", options, 1e-12, c(common(studies, o, "MH", "z")[if (length(variant) == 0) 1:2 else 1], list(stratified = stratified(studies, o))))
    if (length(variant) > 0) next
    add_case(name, "MH", c(options, list(test = "t")), 1e-12, common(studies, o, "MH", "t")["summary"])
    if (name %in% rates) next
    for (test in names(METAFOR_TEST))
      add_case(name, "RE_MH", c(options, list(test = test)), 1e-12, around_mh(studies, o, test)[if (test == "z") 1:2 else 1])
  }
  if (name %in% rates) next
  for (options in list(list(measure = "OR"), list(measure = "PETO"), list(measure = "OR", level = 0.99, drop00 = FALSE)))
    add_case(name, "PETO", options, 1e-12, c(common(studies, full(options), "PETO", "z"), list(stratified = stratified(studies, full(options)))))
  if (any(vapply(studies, function(s) s$format != "counts", TRUE))) next
  for (measure in c("OR", "RR", "RD", "PETO")) {
    options <- list(measure = measure, add_to = "tacc")
    add_case(name, "EE", options, 1e-12, tacc(studies, full(options)))
  }
}

source_text <- paste("metafor", packageVersion("metafor"), "rma.mh(), rma.peto(), rma() and escalc() by R/counts.R;",
  "Q around the Mantel-Haenszel estimate from escalc()'s yi and vi, those of RD with Pooled's uncorrected estimate.",
  "yusuf_*: Yusuf et al. 1985, Prog Cardiovasc Dis 27:335, and collins_deaths: Collins et al. 1985, BMJ 290:17, both from metadat 1.2-0.")

# JSON at 17 significant digits, which jsonlite does not write.
to_json <- function(x) {
  if (is.list(x) && is.null(names(x))) return(paste0("[", paste(vapply(x, to_json, ""), collapse = ","), "]"))
  if (is.list(x)) return(paste0("{", paste0('"', names(x), '":', vapply(x, to_json, ""), collapse = ","), "}"))
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.logical(x) && !is.na(x)) return(tolower(x))
  if (is.finite(x)) sprintf("%.17g", x) else "null"
}
writeLines(c("{", paste0('"source": ', to_json(source_text), ","), '"cases": [', paste(vapply(cases, to_json, ""), collapse = ",\n"), "]", "}"),
           file.path(here, "analyses", "counts.json"))
cat(length(cases), "cases\n")
