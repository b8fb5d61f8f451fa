# analyses/formulas.json: meta-regressions without intercept, and with restricted cubic splines whose basis is written
# out here from Harrell's book, fitted by metafor. Base R writes the JSON.
# Run: Rscript tests/golden/R/formulas.R

suppressMessages(library(metafor))
here <- dirname(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))))
invisible(Sys.setlocale("LC_COLLATE", "C"))

# Effects and standard errors with 10 digits, so that both sides start from the same doubles.
set_of <- function(d, groups, mods) {
  sei <- signif(sqrt(d$vi), 10)
  list(d = data.frame(yi = signif(c(d$yi), 10), sei = sei, vi = sei^2, d[c(groups, mods)]), groups = groups, mods = mods)
}
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
writing <- subset(dat.bangertdrowns2004, !is.na(length) & !is.na(meta))
SETS <- list(bcg = set_of(bcg, "alloc", "ablat"), writing = set_of(writing, character(), c("length", "meta")),
             smoking = set_of(transform(dat.hackshaw1998, year = year - 1990), "design", "year"))

SHARES <- list(NULL, NULL, c(.1, .5, .9), c(.05, .35, .65, .95), c(.05, .275, .5, .725, .95),
               c(.05, .23, .41, .59, .77, .95), c(.025, .1833, .3417, .5, .6583, .8167, .975))
rcs <- function(x, n = 4) {
  t <- quantile(x, SHARES[[n]], type = 7)
  p <- function(u) pmax(u, 0)^3
  curve <- function(j) (p(x - t[j]) - p(x - t[n - 1]) * (t[n] - t[j]) / (t[n] - t[n - 1]) +
                          p(x - t[n]) * (t[n - 1] - t[j]) / (t[n] - t[n - 1])) / (t[n] - t[1])^2
  cbind(x, sapply(seq_len(n - 2), curve))
}

FORMULAS <- list(bcg = c("alloc - 1", "0 + ablat + alloc", "rcs(ablat)"),
                 writing = c("rcs(length, 3)", "rcs(length, 4) + meta"),
                 smoking = c("rcs(year, 5)", "rcs(year, 6) + design", "rcs(year, 7)", "design + year - 1"))
MODES <- list(c("RE", "REML", "z"), c("RE", "REML", "HKSJ"), c("RE", "DL", "z"), c("EE", NA, "z"))

fit_tight <- function(d, formula, mode) {
  method <- if (mode[1] == "EE") "EE" else mode[2]
  test <- if (mode[3] == "HKSJ") "knha" else "z"
  for (threshold in c(1e-15, 1e-14, 1e-13, 1e-12, 1e-10)) {
    fit <- tryCatch(suppressWarnings(rma(yi, vi, mods = formula, data = d, method = method, test = test,
                                         control = list(threshold = threshold, maxiter = 10000))),
                    error = function(e) NULL)
    if (!is.null(fit)) return(fit)
  }
  stop("no fit")
}

num <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
member <- function(name, x) sprintf("\"%s\": %s", name, num(x))
text <- function(x) sprintf("\"%s\"", x)

studies <- function(set) {
  rows <- lapply(seq_len(nrow(set$d)), function(i) {
    r <- set$d[i, ]
    part <- function(names, value) paste0("{", paste(sprintf("\"%s\": %s", names, value), collapse = ", "), "}")
    sprintf("{\"label\": \"%d\", \"format\": \"estimate_se\", \"cells\": %s, \"groups\": %s, \"mods\": %s}", i,
            part(c("yi", "sei"), num(unlist(r[c("yi", "sei")]))),
            part(set$groups, text(vapply(r[set$groups], as.character, ""))),
            part(set$mods, num(unlist(r[set$mods]))))
  })
  paste0("[", gsub("{\"\": }", "{}", gsub("{: }", "{}", paste(rows, collapse = ", "), fixed = TRUE), fixed = TRUE), "]")
}

cases <- character()
for (name in names(FORMULAS)) for (formula in FORMULAS[[name]]) for (mode in MODES) {
  set <- SETS[[name]]
  fit <- fit_tight(set$d, as.formula(paste("~", formula)), mode)
  df <- if (mode[3] == "HKSJ") fit$k - fit$p else NA
  b <- sapply(seq_len(fit$p), function(j) paste0("{", paste(c(member("est", fit$beta[j]), member("se", fit$se[j]),
    member("stat", fit$zval[j]), member("df", df), member("pval", fit$pval[j]), member("ci_lb", fit$ci.lb[j]),
    member("ci_ub", fit$ci.ub[j])), collapse = ", "), "}"))
  top <- c(member("k", fit$k), member("p", fit$p), member("tau2", fit$tau2), member("QE", fit$QE),
           member("QEp", fit$QEp), member("QM", fit$QM), member("QM_df", fit$QMdf[1]), member("QMp", fit$QMp),
           member("I2", fit$I2), member("H2", fit$H2))
  options <- sprintf("{\"measure\": \"GEN\", \"model\": \"%s\", %s\"test\": \"%s\", \"moderators\": \"%s\"}", mode[1],
                     if (is.na(mode[2])) "" else sprintf("\"tau2\": \"%s\", ", mode[2]), mode[3], formula)
  cases <- c(cases, sprintf("{\"id\": \"%s %s %s\", \"studies\": %s, \"options\": %s, \"want\": [\"meta_regression\"], \"tolerance\": 1e-9, \"expected\": {\"meta_regression\": {%s, \"coefficients\": [%s]}}}",
    name, formula, paste(mode, collapse = " "), studies(set), options, paste(top, collapse = ", "), paste(b, collapse = ", ")))
}
source_text <- sprintf("tests/golden/R/formulas.R: %s with metafor %s and data of metadat; the spline basis as in Harrell 2015, 2.4.5", R.version.string, packageVersion("metafor"))
writeLines(c("{", sprintf("\"source\": \"%s\",", source_text), "\"cases\": [", paste(cases, collapse = ",\n"), "]}"),
           file.path(here, "analyses/formulas.json"))
