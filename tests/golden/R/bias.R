# Reporting bias by metafor (trimfill, fsn, tes, rma), base R (lm, cor.test) and, where neither has it, the definition in
# a few lines -> analyses/bias.json.
# Run: Rscript tests/golden/R/bias.R   (R 4.2 with metafor 3.8-1 and jsonlite)
suppressMessages(library(metafor))
here <- file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "..")
source(file.path(here, "R", "escalc.R"))

DEFAULTS <- list(level = 0.95, add = 0.5, add_to = "only0", drop00 = TRUE)
given <- jsonlite::fromJSON(file.path(here, "cases.json"), simplifyVector = FALSE)$datasets
tables <- c("bcg", "beta_blockers", "magnesium", "covid_corticosteroids", "cochrane_logo", "rosiglitazone_mi",
            "rosiglitazone_death", "aspirin", "streptokinase", "clasp", "topical_nsaids", "diuretics", "catheter",
            "tiotropium", "bcg_two_by_two", "zero_patterns")
means <- c("stroke_stay", "nedocromil", "fibromyalgia", "co2")
reported <- c("passive_smoking_se", "purine_se", "facilitation", "wilderness", "teacher", "tiotropium_sgrq")
subjects <- rbind(expand.grid(dataset = tables, measure = c("OR", "RR", "RD"), stringsAsFactors = FALSE),
                  expand.grid(dataset = means, measure = c("SMD", "MD"), stringsAsFactors = FALSE),
                  data.frame(dataset = reported, measure = "GEN"))

# Pooled studies with yi, vi and, for two groups, a n1 c n2.
studies_of <- function(dataset, measure) {
  studies <- given[[dataset]]$studies
  e <- study_effects(studies, c(list(measure = measure), DEFAULTS))
  d <- cells_table(studies)
  d$n1 <- ifelse(d$format == "two_by_two", d$ai + d$bi, d$n1i)
  d$n2 <- ifelse(d$format == "two_by_two", d$ci + d$di, d$n2i)
  list(e = cbind(e, d[e$row + 1, c("ai", "n1", "ci", "n2")]), all = d)
}

## --- small-study effects ---

half <- function(df) qt(0.975, df)
row_of <- function(id, k, est, se, stat, df) {
  list(id = id, k = k, est = est, se = se, stat = stat, df = if (is.finite(df)) df else NULL,
       ci_lb = est - half(df) * se, ci_ub = est + half(df) * se)
}
limit_of <- function(b, se, df) list(limit = b, limit_se = se, limit_lb = b - half(df) * se, limit_ub = b + half(df) * se)

line <- function(id, y, x, w, limit = TRUE) {
  if (length(y) < 3) return(list(id = id, k = length(y), est = NULL))
  fit <- summary(lm(y ~ x, weights = w))
  b <- coef(fit)
  row <- c(row_of(id, length(y), b[2, 1], b[2, 2], b[2, 3], fit$df[2]), list(dispersion = fit$sigma^2), reference = "t")
  if (limit) c(row, limit_of(b[1, 1], b[1, 2], fit$df[2])) else row
}

# REML to the last digits: a tight threshold where Fisher scoring gets there.
tight <- function(y, v, ...) {
  for (threshold in c(1e-14, 1e-12, 1e-10)) {
    fit <- try(suppressWarnings(rma(y, v, ..., control = list(threshold = threshold, maxiter = 1000))), silent = TRUE)
    if (!inherits(fit, "try-error")) return(fit)
  }
}
mixed <- function(id, y, v, tau2, test) {
  fit <- tight(y, v, mods = ~ sqrt(v), method = tau2, test = test)
  df <- if (test == "t") length(y) - 2 else Inf
  c(row_of(id, length(y), fit$b[2], fit$se[2], fit$zval[2], df), list(tau2 = fit$tau2), limit_of(fit$b[1], fit$se[1], df))
}

rank_row <- function(id, x, y) {
  ties <- anyDuplicated(x) > 0 || anyDuplicated(y) > 0
  exact <- length(x) < 50 && !ties
  found <- suppressWarnings(cor.test(x, y, method = "kendall", exact = exact))
  normal <- suppressWarnings(cor.test(x, y, method = "kendall", exact = FALSE))
  list(id = id, k = length(x), est = unname(found$estimate), stat = unname(normal$statistic), pval = found$p.value,
       reference = if (exact) "exact" else "normal")
}
begg <- function(id, y, v) {
  w <- 1 / v
  rank_row(id, (y - sum(w * y) / sum(w)) / sqrt(v - 1 / sum(w)), v)
}
schwarzer <- function(t) {
  n <- t$n1 + t$n2
  d <- t$ai + t$ci
  psi <- sum(t$ai * (t$n2 - t$ci) / n) / sum(t$ci * (t$n1 - t$ai) / n)
  moments <- mapply(function(n1, n2, d) {
    x <- max(0, d - n2):min(n1, d)
    l <- dhyper(x, n1, n2, d, log = TRUE) + x * log(psi)
    p <- exp(l - max(l)) / sum(exp(l - max(l)))
    c(sum(p * x), sum(p * (x - sum(p * x))^2))
  }, t$n1, t$n2, d)
  rank_row("Schwarzer", (t$ai - moments[1, ]) / sqrt(moments[2, ]), 1 / moments[2, ])
}

tests_of <- function(s, measure, tau2) {
  e <- s$e
  rows <- list(line("Egger", e$yi, sqrt(e$vi), 1 / e$vi), mixed("Thompson_t", e$yi, e$vi, tau2, "t"),
               mixed("Thompson_z", e$yi, e$vi, tau2, "z"), begg("Begg", e$yi, e$vi))
  if (measure %in% c("SMD")) rows <- c(rows, list(line("Pustejovsky", e$yi, sqrt(1 / e$n1 + 1 / e$n2), 1 / e$vi)))
  if (!measure %in% c("OR", "RR", "RD")) return(rows)
  n <- e$n1 + e$n2
  d <- e$ai + e$ci
  t <- e[d > 0 & d < n, ]
  n <- t$n1 + t$n2
  d <- t$ai + t$ci
  Z <- if (measure == "RR") (t$ai * n - t$n1 * d) / (n - d) else t$ai - t$n1 * d / n
  V <- if (measure == "RR") t$n1 * t$n2 * d / (n * (n - d)) else t$n1 * t$n2 * d * (n - d) / (n^2 * (n - 1))
  if (measure != "RD") rows <- c(rows, list(line("Harbord", Z / V, 1 / sqrt(V), V),
                                            line("Peters", t$yi, 1 / n, 1 / (1 / d + 1 / (n - d)))))
  rows <- c(rows, list(line("Macaskill_FPV", t$yi, n, 1 / (1 / d + 1 / (n - d)), FALSE),
                       line("Macaskill_FIV", e$yi, e$n1 + e$n2, 1 / e$vi, FALSE)))
  if (measure != "RD") rows <- c(rows, list(schwarzer(t)))
  ess <- 4 * e$n1 * e$n2 / (e$n1 + e$n2)
  if (measure == "OR") rows <- c(rows, list(line("Deeks", e$yi, 1 / sqrt(ess), ess)))
  a <- s$all
  as <- data.frame(y = asin(sqrt(a$ai / a$n1)) - asin(sqrt(a$ci / a$n2)), v = 1 / (4 * a$n1) + 1 / (4 * a$n2))
  as <- as[complete.cases(as), ]
  c(rows, list(mixed("Ruecker_t", as$y, as$v, tau2, "t"), begg("Ruecker_rank", as$y, as$v)))
}
with_p <- function(row) {
  if (is.null(row$stat)) return(row["id"])
  p <- if (!is.null(row$pval)) row$pval else 2 * pt(-abs(row$stat), if (is.null(row$df)) Inf else row$df)
  list(id = row$id, pval = p)
}

## --- trim and fill ---

trim_case <- function(e, estimator, side, tau2) {
  ee <- rma(e$yi, e$vi, method = "EE")
  tf <- try(trimfill(ee, estimator = estimator, side = if (side == "auto") NULL else side, maxiter = 1000), silent = TRUE)
  if (inherits(tf, "try-error") || is.na(tf$k0)) return(NULL)
  fill <- which(tf$fill)
  sign <- if (tf$side == "left") 1 else -1
  fill <- fill[order(-sign * tf$yi[fill])]
  refit <- tight(c(e$yi, tf$yi[fill]), c(e$vi, tf$vi[fill]), method = tau2)
  # metafor puts a negative estimate into the standard error (which may then not exist), Pooled the 0 that it reports; and
  # metafor's REML stops just above a maximum at 0.
  se_k0 <- if (tf$k0 > 0) list(se_k0 = tf$se.k0)
  spread <- if (refit$tau2 > 1e-10 * min(e$vi)) list(tau2 = refit$tau2, I2 = refit$I2)
  c(se_k0, spread, list(estimator = estimator, side = tf$side, k = nrow(e), k0 = tf$k0, pval_k0 = if (estimator == "R0") tf$p.k0 else NULL,
       filled = lapply(fill, function(i) list(yi = tf$yi[i], vi = tf$vi[i], sei = sqrt(tf$vi[i]))),
       est = refit$b[1], se = refit$se, stat = refit$zval, df = NULL, ci_lb = refit$ci.lb, ci_ub = refit$ci.ub,
       QE = refit$QE, QE_df = refit$k - 1))
}

## --- fail-safe N ---

null_studies <- function(n, v) if (n == 0) NULL else if (n == 1) 0 else as.numeric(scale(seq_len(n))) * sqrt(v)
# DerSimonian-Laird and the normal P, in four lines: rma() would build matrices of all the studies each time.
dl <- function(y, v) {
  w <- 1 / v
  Q <- sum(w * (y - sum(w * y) / sum(w))^2)
  tau2 <- max(0, (Q - length(y) + 1) / (sum(w) - sum(w^2) / sum(w)))
  w <- 1 / (v + tau2)
  list(est = sum(w * y) / sum(w), tau2 = tau2, pval = 2 * pnorm(-abs(sum(w * y) / sqrt(sum(w)))))
}
general <- function(e) {
  h <- 1 / mean(1 / e$vi)
  start <- dl(e$yi, e$vi)
  with <- function(n) dl(c(e$yi, null_studies(n, start$tau2 + h)), c(e$vi, rep(h, n)))
  n <- 0
  while (with(n)$pval < 0.05 && n < 3000) n <- n + 1
  if (n == 3000) return(list(id = "General", est = start$est))
  list(id = "General", n = n, est = start$est, est_n = with(n)$est, tau2_n = with(n)$tau2)
}
fail_safe_case <- function(e) {
  rosenthal <- fsn(e$yi, e$vi, type = "Rosenthal")
  orwin <- fsn(e$yi, e$vi, type = "Orwin", weighted = TRUE)
  rosenberg <- fsn(e$yi, e$vi, type = "Rosenberg")
  list(k = nrow(e), rows = list(list(id = "Rosenthal", n = rosenthal$fsnum),
                                list(id = "Orwin", n = orwin$fsnum, est = orwin$meanes, target = orwin$target),
                                list(id = "Rosenberg", n = rosenberg$fsnum, est = rosenberg$meanes), general(e)))
}
fail_safe_p <- function(e) {
  list(rows = list(list(pval = fsn(e$yi, e$vi, type = "Rosenthal")$pval), list(id = "Orwin"),
                   list(pval = fsn(e$yi, e$vi, type = "Rosenberg")$pval), list(id = "General")))
}

## --- PET-PEESE ---

uwls <- function(id, e) {
  fit <- summary(lm(yi ~ 1, weights = 1 / vi, data = e))
  b <- coef(fit)
  df <- fit$df[2]
  list(id = id, k = nrow(e), est = b[1, 1], se = b[1, 2], stat = b[1, 3], df = df, ci_lb = b[1, 1] - half(df) * b[1, 2],
       ci_ub = b[1, 1] + half(df) * b[1, 2], dispersion = fit$sigma^2)
}
intercept <- function(id, e, x) {
  fit <- summary(lm(e$yi ~ x, weights = 1 / e$vi))
  b <- coef(fit)
  df <- fit$df[2]
  list(id = id, k = nrow(e), est = b[1, 1], se = b[1, 2], stat = b[1, 3], df = df, ci_lb = b[1, 1] - half(df) * b[1, 2],
       ci_ub = b[1, 1] + half(df) * b[1, 2], slope = b[2, 1], slope_se = b[2, 2], dispersion = fit$sigma^2)
}
pet_case <- function(e) {
  pet <- intercept("PET", e, sqrt(e$vi))
  mean <- uwls("UWLS", e)
  powered <- e[sqrt(e$vi) <= abs(mean$est) / 2.8, ]
  one_sided <- pt(pet$stat * sign(mean$est), pet$df, lower.tail = FALSE)
  list(chosen = if (one_sided < 0.05) "PEESE" else "PET",
       rows = list(pet, intercept("PEESE", e, e$vi), mean, uwls("WAAP", if (nrow(powered) >= 2) powered else e)))
}

## --- excess significance ---

at_least <- function(p, O) {
  dist <- 1
  for (x in p) dist <- c(dist * (1 - x), 0) + c(0, dist * x)
  sum(dist[(O + 1):(length(p) + 1)])
}
excess_case <- function(e) {
  chi2 <- tes(e$yi, e$vi, test = "chi2")
  list(k = nrow(e), O = chi2$O, E = chi2$E, ratio = chi2$OEratio, theta = chi2$theta, chi2 = chi2$X2,
       studies = lapply(seq_len(nrow(e)), function(i) list(row = e$row[i], power = chi2$power[i])))
}
excess_p <- function(e) {
  chi2 <- tes(e$yi, e$vi, test = "chi2")
  binom <- tes(e$yi, e$vi, test = "binom")
  power <- function(theta) pnorm(qnorm(.975) - theta / sqrt(e$vi), lower.tail = FALSE) + pnorm(qnorm(.025) - theta / sqrt(e$vi))
  exact <- if (nrow(e) < 16) tes(e$yi, e$vi, test = "exact", progbar = FALSE)$pval else at_least(chi2$power, chi2$O)
  f <- function(x) at_least(power(x), chi2$O) - 0.10
  lim <- if (chi2$O > 0 && f(0) <= 0) sign(chi2$theta) * uniroot(f, c(0, 50 * sqrt(max(e$vi))), tol = 1e-300, maxiter = 1e5)$root
  list(pval_chi2 = chi2$pval, pval_binomial = binom$pval, pval = exact, theta_lim = lim)
}

## --- the cases ---

cases <- list()
add <- function(id, dataset, options, want, tolerance, expected) {
  if (is.null(expected)) return()
  wanted <- setNames(list(expected), want)
  cases[[length(cases) + 1]] <<- list(id = id, dataset = dataset, options = options, want = list(want),
                                      tolerance = tolerance, expected = wanted)
}
for (i in seq_len(nrow(subjects))) {
  dataset <- subjects$dataset[i]
  measure <- subjects$measure[i]
  name <- paste(dataset, measure)
  s <- studies_of(dataset, measure)
  if (nrow(s$e) < 3) next
  o <- list(measure = measure, tau2 = "DL", test = "z")
  rows <- tests_of(s, measure, "DL")
  add(paste(name, "small-study effects"), dataset, o, "small_study", 1e-12,
      list(k = nrow(s$e), tests = lapply(rows, function(r) r[names(r) != "pval"])))
  add(paste(name, "small-study effects, P"), dataset, o, "small_study", 1e-10, list(tests = lapply(rows, with_p)))
  if (dataset %in% c("bcg", "cochrane_logo", "beta_blockers", "teacher", "stroke_stay")) {
    reml <- modifyList(o, list(tau2 = "REML"))
    rows <- tests_of(s, measure, "REML")
    add(paste(name, "small-study effects, REML"), dataset, reml, "small_study", 1e-10,
        list(tests = lapply(rows, function(r) r[names(r) != "pval"])))
  }
  # metafor's J for SMD is off by 1e-13, which the spread of two adequately powered studies (stroke_stay) magnifies to
  # 1.6e-12: 50 digits give Pooled's 0.172590463093096632.
  add(paste(name, "PET-PEESE"), dataset, o, "pet_peese", if (measure == "SMD") 1e-11 else 1e-12, pet_case(s$e))
  add(paste(name, "excess significance"), dataset, o, "excess_significance", 1e-12, excess_case(s$e))
  add(paste(name, "excess significance, P"), dataset, o, "excess_significance", 1e-10, excess_p(s$e))
  add(paste(name, "fail-safe N"), dataset, o, "fail_safe", 1e-12, fail_safe_case(s$e))
  add(paste(name, "fail-safe N, P"), dataset, o, "fail_safe", 1e-10, fail_safe_p(s$e))
  for (estimator in c("L0", "R0", "Q0")) for (side in if (estimator == "L0") c("auto", "left", "right") else "auto") {
    tau2 <- if (side == "auto" && estimator == "L0" && measure != "RD") "REML" else "DL"
    add(paste(name, "trim and fill", estimator, side), dataset,
        modifyList(o, list(trim_fill = estimator, trim_side = side, tau2 = tau2)), "trim_fill",
        if (tau2 == "DL") 1e-12 else 1e-10, trim_case(s$e, estimator, side, tau2))
  }
}

## --- as JSON with 17 digits ---

json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    items <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(items, collapse = ", "), "]"))
    return(paste0("{", paste0('"', names(x), '": ', items, collapse = ", "), "}"))
  }
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.finite(x)) sprintf("%.17g", x) else "null"
}
source <- paste("tests/golden/R/bias.R: metafor 3.8-1 (trimfill, fsn, tes, rma with tight thresholds), base R (lm, cor.test),",
                "definitions in a few lines for Schwarzer's moments, the general fail-safe N and exact P for many studies")
writeLines(c("{", paste0('"source": "', source, '",'), '"cases": [', paste(vapply(cases, json, ""), collapse = ",\n"), "]}"),
           file.path(here, "analyses", "bias.json"))
