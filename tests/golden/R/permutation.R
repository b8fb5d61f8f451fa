# analyses/permutation.json: exact permutation tests of metafor.
# Run: Rscript tests/golden/R/permutation.R

source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "regression_data.R"))

one_case <- function(name, keep, text, tau2, test) {
  set <- SETS[[name]]
  set$data <- set$data[keep, ]
  formula <- if (text == "") ~ 1 else as.formula(paste("~", text))
  fit <- fit_tight(set$data, tau2, test, formula)
  # Only comparisons of refits count here, so that these may stop earlier.
  loose <- rma(yi, vi, mods = formula, data = set$data, method = tau2, test = METAFOR_TESTS[[test]],
               control = list(threshold = 1e-9, tol = 1e-10, maxiter = 1000))
  exact <- suppressWarnings(permutest(loose, exact = TRUE, progbar = FALSE))
  coefficients <- rows(data.frame(stat = fit$zval, pval = fit$pval, pval_perm = exact$pval))
  record <- list(permuted = if (text == "") "signs" else "moderators", k = fit$k, exact = TRUE,
                 permutations = exact$exact.iter, coefficients = coefficients)
  if (text != "") record <- c(record, list(QM = fit$QM, QMp = fit$QMp, QMp_perm = exact$QMp))
  list(id = paste(name, deparse(keep), text, tau2, test), studies = border_studies(set),
       options = list(measure = set$measure, moderators = text, tau2 = tau2, test = test), want = list("permutation"),
       tolerance = 1e-10, expected = list(permutation = record))
}

cases <- list(
  one_case("bcg_RR", 1:6, "", "DL", "z"), one_case("bcg_RR", 1:9, "", "REML", "z"), one_case("teacher", 1:9, "", "DL", "HKSJ"),
  one_case("writing", 1:8, "", "HE", "t"), one_case("adherence", 1:8, "", "PM", "z"),
  one_case("bcg_RR", 1:6, "ablat", "DL", "z"), one_case("bcg_RR", 4:9, "ablat", "REML", "z"),
  one_case("bcg_OR", 1:6, "ablat + year", "HE", "z"), one_case("bcg_RR", 1:8, "alloc", "DL", "z"),
  one_case("teacher", 1:6, "weeks", "DL", "HKSJ"), one_case("teacher", 1:10, "tester", "DL", "z"),
  one_case("writing", 1:6, "length", "SJ", "z"), one_case("adherence", 1:10, "controls", "DL", "t"),
  one_case("periodontal", 1:10, "outcome", "DL", "z"), one_case("passive_smoking", 1:6, "year", "HS", "z"))
write_cases("permutation", paste("tests/golden/R/permutation.R:", R.version.string, "with metafor",
  packageVersion("metafor"), "permutest(exact = TRUE) and data of metadat."), cases)
