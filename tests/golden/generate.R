# cases.json -> expected/{escalc,rma,confint,predict}.json at 17 significant digits, and versions.txt.
# Run: Rscript tests/golden/generate.R   (R 4.2 with metafor 3.8-1 and jsonlite; the tests themselves need no R)

suppressMessages(library(metafor))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
for (script in c("escalc", "rma", "confint", "predict")) source(file.path(here, "R", paste0(script, ".R")))

DEFAULTS <- list(measure = "RR", model = "RE", tau2 = "REML", test = "HKSJ_se", level = 0.95, prediction = "V",
                 add = 0.5, add_to = "only0", drop00 = TRUE)
given <- jsonlite::fromJSON(file.path(here, "cases.json"), simplifyVector = FALSE)

number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
columns <- c("row", "yi", "vi", "weight")
json_array <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
json_value <- function(x, name) if (name %in% columns) json_array(x) else number(x)
json_record <- function(r) {
  if (length(r) == 0) return("{}")
  paste0("{", paste0('"', names(r), '": ', mapply(json_value, r, names(r)), collapse = ", "), "}")
}
write_records <- function(name, records) {
  lines <- paste0('"', names(records), '": ', vapply(records, json_record, ""), collapse = ",\n")
  writeLines(c("{", lines, "}"), file.path(here, "expected", paste0(name, ".json")))
}

solve_case <- function(case) {
  o <- modifyList(DEFAULTS, case$options)
  e <- study_effects(given$datasets[[case$dataset]]$studies, o)
  fit <- fit_rma(e, o)
  if (is.null(fit)) return(list(escalc = e, rma = list(), confint = list(), predict = list()))
  list(escalc = e, rma = rma_record(fit, o), confint = confint_record(fit, e, o, tau2_limit(e)),
       predict = predict_record(fit, e, o))
}

effects_key <- function(case) {
  o <- modifyList(DEFAULTS, case$options)
  paste(case$dataset, o$measure, format(o$add), o$add_to, tolower(o$drop00))
}

results <- lapply(given$cases, solve_case)
ids <- vapply(given$cases, function(case) case$id, "")
keys <- vapply(given$cases, effects_key, "")
part <- function(name) setNames(lapply(results, `[[`, name), ids)
first <- !duplicated(keys)
write_records("escalc", setNames(lapply(results[first], function(r) as.list(r$escalc)), keys[first]))
for (name in c("rma", "confint", "predict")) write_records(name, part(name))
versions <- vapply(c("metafor", "jsonlite"), function(p) paste(p, packageVersion(p)), "")
writeLines(c(R.version.string, versions), file.path(here, "versions.txt"))
