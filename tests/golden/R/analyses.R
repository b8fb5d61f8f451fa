# What the scripts for analyses/<subject>.json share. Run each by itself: Rscript tests/golden/R/influence.R
# (R 4.2 with metafor 3.8-1 and jsonlite; the tests themselves need no R).

suppressMessages(library(metafor))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
for (script in c("escalc", "rma")) source(file.path(here, paste0(script, ".R")))

DEFAULTS <- list(measure = "RR", model = "RE", tau2 = "REML", test = "HKSJ_se", level = 0.95, prediction = "V",
                 add = 0.5, add_to = "only0", drop00 = TRUE)
DATASETS <- jsonlite::fromJSON(file.path(here, "..", "cases.json"), simplifyVector = FALSE)$datasets

CLOSED <- c("DL", "HE", "HS", "HSk", "SJ")
tolerance_of <- function(o) if (o$model == "EE" || o$tau2 %in% CLOSED) 1e-12 else 1e-10

# A fit whose control also lets every fit that `refits` makes of it converge: refits(fit) must hold no NA.
fit_and_refit <- function(e, o, refits) {
  for (threshold in THRESHOLDS) {
    done <- tryCatch(suppressWarnings({
      fit <- rma(yi, vi, data = e, method = method_of(o), test = if (nrow(e) == 1) "z" else TESTS[[o$test]],
                 level = 100 * o$level,
                 control = list(threshold = threshold, tol = 1e-16, maxiter = 1e4, tau2.max = tau2_limit(e)))
      list(fit = fit, made = refits(fit))
    }), error = function(problem) NULL)
    if (!is.null(done) && !anyNA(unlist(done$made))) return(done)
  }
  stop("no threshold converges: ", o$measure, " ", o$tau2)
}

# data.frame -> list of rows, for jsonlite; NA = null.
rows_of <- function(d) lapply(seq_len(nrow(d)), function(i) as.list(d[i, , drop = FALSE]))

case_of <- function(dataset, options, want, expected, name = paste(want, collapse = "+")) {
  o <- modifyList(DEFAULTS, options)
  id <- paste(dataset, o$measure, o$model, if (o$model == "RE") o$tau2, o$test, name)
  list(id = gsub(" +", " ", id), dataset = dataset, options = options, want = as.list(want),
       tolerance = tolerance_of(o), expected = expected)
}

write_cases <- function(subject, source, cases) {
  text <- jsonlite::toJSON(list(source = source, cases = cases), auto_unbox = TRUE, digits = NA, na = "null", null = "null")
  # One case a line.
  text <- gsub("{\"id\":", "\n{\"id\":", text, fixed = TRUE)
  writeLines(text, file.path(here, "..", "analyses", paste0(subject, ".json")))
}

REAL <- list(
  c("bcg", "RR"), c("bcg", "OR"), c("bcg", "RD"), c("beta_blockers", "OR"), c("magnesium", "OR"),
  c("covid_corticosteroids", "RR"), c("cochrane_logo", "RR"), c("aspirin", "OR"), c("streptokinase", "RR"),
  c("clasp", "OR"), c("topical_nsaids", "RD"), c("stroke_stay", "MD"), c("fibromyalgia", "SMD"), c("facilitation", "SMD"),
  c("wilderness", "SMD"), c("teacher", "SMD"), c("purine_se", "HR"), c("anticoagulation", "IRR"), c("aneurysm", "PLO"),
  c("conscientiousness", "ZCOR"))
# Every set under a common effect, under REML and under one other estimator, with tests that take turns.
METHODS <- list(list(tau2 = "DL", test = "z"), list(tau2 = "PM", test = "HKSJ"), list(tau2 = "ML", test = "t"),
                list(tau2 = "HE", test = "HKSJ_se"))
options_for <- function(i) {
  reml <- list(tau2 = "REML", test = c("z", "HKSJ", "HKSJ_se", "t")[i %% 4 + 1])
  lapply(list(list(model = "EE", test = "z"), reml, METHODS[[i %% 4 + 1]]),
         function(o) c(list(measure = REAL[[i]][2]), o))
}
for_all <- function(make) {
  unlist(lapply(seq_along(REAL), function(i) lapply(options_for(i), function(options) {
    o <- modifyList(DEFAULTS, options)
    make(REAL[[i]][1], options, o, study_effects(DATASETS[[REAL[[i]][1]]]$studies, o))
  })), recursive = FALSE)
}
