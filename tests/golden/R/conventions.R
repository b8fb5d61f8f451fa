# The defaults of other programs by metafor's rma() -> analyses/conventions.json; where a program is not metafor, its rule is
# written out below: prediction intervals, I2 from Q, IQWiG's choice between two intervals, RevMan 5's tau2.
# Run: Rscript tests/golden/R/conventions.R   (R 4.2 with metafor 3.8-1 and jsonlite)
suppressMessages(library(metafor))
here <- file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "..")
given <- jsonlite::fromJSON(file.path(here, "cases.json"), simplifyVector = FALSE)$datasets
tight <- list(threshold = 1e-12, tol = 1e-15, maxiter = 10000, stepadj = 0.5)
table_of <- function(name) do.call(rbind, lapply(given[[name]]$studies, function(s) as.data.frame(s$cells)))

effects_of <- function(d, measure) {
  if (measure == "GEN") return(data.frame(yi = d$yi, vi = d$sei^2))
  if (measure == "MD") return(escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = d))
  escalc(measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d)
}
around <- function(e, d, measure) {   # Q around the Mantel-Haenszel estimate
  mu <- rma.mh(ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d, measure = measure)$beta[1]
  sum((e$yi - mu)^2 / e$vi)
}
row_of <- function(id, res, Q, pi = NULL, I2 = c("tau2", "Q"), tau2_ci = FALSE, se = res$se, ci = c(res$ci.lb, res$ci.ub)) {
  df <- res$k - 1
  out <- list(id = id, k = res$k, est = res$beta[1], se = se, ci_lb = ci[1], ci_ub = ci[2], pi_lb = NULL, pi_ub = NULL,
              tau2 = res$tau2, QE = Q, QE_df = df, I2 = if (I2 == "tau2") res$I2 else max(0, 100 * (Q - df) / Q), I2_from = I2)
  if (!is.null(pi)) { half <- qt(.975, pi$df) * sqrt(res$tau2 + pi$se^2); out$pi_lb <- out$est - half; out$pi_ub <- out$est + half }
  if (tau2_ci) { q <- confint(res, control = list(tol = 1e-15, maxiter = 1e5, tau2.max = 1e4))$random[1, ]; out$tau2_lb <- q[2]; out$tau2_ub <- q[3] }
  out
}
random_rows <- function(d, measure) {
  e <- effects_of(d, measure)
  fit <- function(method, test, ...) rma(yi, vi, data = e, method = method, test = test, control = tight, ...)
  reml <- fit("REML", "z"); hk <- fit("REML", "knha"); Q <- reml$QE; k <- reml$k
  wald <- reml$se
  tables <- measure %in% c("OR", "RR", "RD")
  Q_mh <- if (tables) around(e, d, measure) else Q
  w <- 1 / e$vi
  old <- fit("FE", "z")
  old <- rma(yi, vi, data = e, tau2 = max(0, (Q_mh - (k - 1)) / (sum(w) - sum(w^2) / sum(w))), test = "z")
  pm <- fit("PM", "knha"); pm_floor <- fit("PM", "adhoc"); dl <- fit("DL", "z")
  iqwig <- if (pm$ci.ub - pm$ci.lb >= dl$ci.ub - dl$ci.lb) pm else pm_floor
  pm_wald <- 1 / sqrt(sum(1 / (e$vi + pm$tau2)))
  list(row_of("revman5", old, Q_mh, I2 = "Q"),
       row_of("revman_web", hk, Q, list(df = k - 1, se = hk$se), "tau2", TRUE),
       row_of("metafor", reml, Q, list(df = Inf, se = wald), "tau2", TRUE),
       row_of("meta", reml, Q, list(df = k - 1, se = wald), "Q", TRUE),
       row_of("stata", reml, Q, list(df = k - 2, se = wald), "tau2"),
       row_of("jasp", hk, Q, list(df = k - 1, se = hk$se), "tau2", TRUE),
       row_of("iqwig6", iqwig, Q, list(df = k - 1, se = pm_wald), "Q"))
}
common_rows <- function(d, measure) {
  e <- effects_of(d, measure)
  ee <- rma(yi, vi, data = e, method = "EE"); hk <- rma(yi, vi, data = e, method = "EE", test = "knha")
  mh <- ee; Q_mh <- ee$QE
  if (measure %in% c("OR", "RR")) {
    mh <- rma.mh(ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d, measure = measure)
    Q_mh <- around(e, d, measure)
  }
  as_mh <- function(id) { x <- row_of(id, mh, Q_mh, I2 = "Q"); x$tau2 <- 0; x }
  list(as_mh("revman5"), as_mh("revman_web"), row_of("metafor", ee, ee$QE, I2 = "Q"), as_mh("meta"), as_mh("stata"),
       row_of("jasp", hk, ee$QE, I2 = "Q"), row_of("iqwig6", ee, ee$QE, I2 = "Q"))
}
number <- function(x) if (is.character(x)) sprintf('"%s"', x) else sprintf("%.17g", x)
text_of <- function(row) {
  # What a program does not print is null.
  for (name in c("pi_lb", "pi_ub")) if (is.null(row[[name]])) row[name] <- list(NULL)
  paste0("{ ", paste0('"', names(row), '": ', sapply(row, function(x) if (is.null(x)) "null" else number(x)), collapse = ", "), " }")
}
plan <- list(c("bcg", "RR"), c("bcg", "OR"), c("covid_corticosteroids", "OR"), c("cochrane_logo", "RR"), c("stroke_stay", "MD"),
             c("wilderness", "GEN"), c("teacher", "GEN"))
cases <- unlist(lapply(plan, function(p) lapply(c("RE", "EE"), function(model) {
  d <- table_of(p[1])
  rows <- if (model == "RE") random_rows(d, p[2]) else common_rows(d, p[2])
  sprintf('  { "id": "%s %s %s conventions", "dataset": "%s", "options": { "measure": "%s", "model": "%s" }, "want": ["conventions"], "tolerance": 1e-7,\n    "expected": { "conventions": { "random": %s, "rows": [\n      %s ] } } }',
          p[1], p[2], model, p[1], p[2], model, tolower(model == "RE"), paste(sapply(rows, text_of), collapse = ",\n      "))
})))
writeLines(paste0('{ "source": "metafor 3.8-1 rma(), rma.mh(), confint(); the rules of other programs written out in R/conventions.R",\n"cases": [\n',
                  paste(cases, collapse = ",\n"), "\n] }"), file.path(here, "analyses", "conventions.json"))
