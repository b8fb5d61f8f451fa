# What a funnel plot draws, by metafor's rma() and R's own quantiles -> analyses/funnel.json.
# Run: Rscript tests/golden/R/funnel.R   (R 4.2 with metafor 3.8-1 and jsonlite)
suppressMessages(library(metafor))
here <- file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "..")
given <- jsonlite::fromJSON(file.path(here, "cases.json"), simplifyVector = FALSE)$datasets
table_of <- function(name) do.call(rbind, lapply(given[[name]]$studies, function(s) as.data.frame(s$cells)))
effects_of <- function(d, measure) {
  if (measure == "GEN") return(data.frame(yi = d$yi, vi = d$sei^2))
  if (measure == "MD") return(escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = d))
  if (measure == "PLO") return(escalc("PLO", xi = xi, ni = ni, data = d))
  escalc(measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d)
}
number <- function(x) if (is.na(x)) "null" else sprintf("%.17g", x)
object <- function(x) paste0("{ ", paste0('"', names(x), '": ', sapply(x, number), collapse = ", "), " }")
list_of <- function(rows) paste0("[", paste(sapply(rows, object), collapse = ", "), "]")
case_of <- function(name, measure, level) {
  e <- effects_of(table_of(name), measure)
  compares <- measure != "PLO"
  sei <- sqrt(e$vi); z <- qnorm(1 - (1 - level) / 2); top <- max(sei)
  fit <- function(method) rma(e$yi, e$vi, method = method, test = "z", level = 100 * level, control = list(tol = 1e-15, maxiter = 1e4))
  ee <- fit("EE"); dl <- fit("DL")
  line <- function(res, tau2) c(est = res$beta[1], ci_lb = res$ci.lb, ci_ub = res$ci.ub, tau2 = tau2)
  power <- pnorm(-z, ee$beta[1] / sei) + pnorm(z, ee$beta[1] / sei, lower.tail = FALSE)
  if (!compares) power[] <- NA
  studies <- lapply(seq_along(sei), function(i) c(row = i - 1, yi = as.numeric(e$yi[i]), sei = sei[i], power = power[i]))
  contours <- if (compares) lapply(c(.1, .05, .01), function(a) { q <- qnorm(1 - a / 2); c(alpha = a, z = q, lb = -q * top, ub = q * top) })
  # 1 - .9 is just below .1
  sei_at <- function(p) if (p <= (1 - level) * (1 + 1e-12)) NA else
    abs(ee$beta[1]) / uniroot(function(d) pnorm(d - z) + pnorm(-d - z) - p, c(0, z + 9), tol = 1e-15)$root
  powers <- if (compares) lapply(9:1 / 10, function(p) c(power = p, sei = sei_at(p)))
  sprintf('  { "id": "%s %s %s", "dataset": "%s", "options": { "measure": "%s", "model": "RE", "tau2": "DL", "test": "z", "level": %s }, "want": ["funnel"], "tolerance": 1e-10,\n    "expected": { "funnel": { "studies": %s, "common": %s, "random": %s,\n      "limits": %s, "no_effect": %s, "contours": %s, "powers": %s, "sei_min": %s, "sei_max": %s, "median_power": %s, "alpha": %s } } }',
          name, measure, level, name, measure, level, list_of(studies), object(line(ee, 0)), object(line(dl, dl$tau2)),
          object(c(z = z, sei = top, lb = ee$beta[1] - z * top, ub = ee$beta[1] + z * top)), if (compares) "0" else "null", list_of(contours), list_of(powers),
          number(min(sei)), number(top), number(median(power)), number(1 - level))
}
plan <- list(list("bcg", "RR", .95), list("bcg", "OR", .9), list("cochrane_logo", "OR", .95), list("stroke_stay", "MD", .95),
             list("teacher", "GEN", .99), list("wilderness", "GEN", .95), list("aneurysm", "PLO", .95))
writeLines(paste0('{ "source": "metafor 3.8-1 rma() and escalc(), qnorm() and pnorm() of R 4.2, by R/funnel.R",\n"cases": [\n',
                  paste(sapply(plan, function(p) do.call(case_of, p)), collapse = ",\n"), "\n] }"), file.path(here, "analyses", "funnel.json"))
