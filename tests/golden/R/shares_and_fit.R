# metafor -> analyses/fit_statistics.json (AIC, BIC, AICc, limits of H2), analyses/beyond.json (predict() and the formula
# of Mathur & VanderWeele) and analyses/proportions.json (PFT, IRFT, intervals of single proportions by
# binom.test() and prop.test()). Run: Rscript tests/golden/R/shares_and_fit.R
suppressMessages(library(metafor))
here <- file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "..")
given <- jsonlite::fromJSON(file.path(here, "cases.json"), simplifyVector = FALSE)$datasets
column <- function(name, id) vapply(given[[name]]$studies, function(s) as.numeric(s$cells[[id]]), 0)

# JSON at 17 significant digits, which jsonlite does not write.
to_json <- function(x) {
  if (is.list(x) && is.null(names(x))) return(paste0("[", paste(vapply(x, to_json, ""), collapse = ","), "]"))
  if (is.list(x)) return(paste0("{", paste0('"', names(x), '":', vapply(x, to_json, ""), collapse = ","), "}"))
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.finite(x)) sprintf("%.17g", x) else "null"
}
write_cases <- function(subject, what, cases) {
  text <- paste0(what, "; metafor ", packageVersion("metafor"), ", R ", getRversion(), ", by R/shares_and_fit.R")
  writeLines(c("{", paste0('"source": ', to_json(text), ","), '"cases": [', paste(vapply(cases, to_json, ""), collapse = ",\n"), "]", "}"),
             file.path(here, "analyses", paste0(subject, ".json")))
  cat(subject, length(cases), "cases\n")
}

## --- effects of two groups ---

sets <- list(bcg = c("OR", "RR"), aspirin = c("OR", "RR"), clasp = "OR", covid_corticosteroids = "OR", cochrane_logo = "OR",
             diuretics = "OR", stroke_stay = "MD", nedocromil = "MD", bcg_first_two = "RR", teacher = "GEN", wilderness = "GEN")
effects_of <- function(name, measure) {
  x <- function(id) column(name, id)
  if (measure == "GEN") return(list(yi = x("yi"), vi = x("sei")^2))
  if (measure == "MD") return(escalc("MD", m1i = x("m1i"), sd1i = x("sd1i"), n1i = x("n1i"), m2i = x("m2i"), sd2i = x("sd2i"), n2i = x("n2i")))
  escalc(measure, ai = x("ai"), n1i = x("n1i"), ci = x("ci"), n2i = x("n2i"))
}

fits <- list()
for (name in names(sets)) for (measure in sets[[name]]) for (tau2 in c("EE", "DL", "HE", "SJ", "HS", "REML", "ML")) {
  d <- effects_of(name, measure)
  control <- list(threshold = 1e-9, maxiter = 10000, tau2.max = 1e6)
  r <- rma(c(d$yi), c(d$vi), method = tau2, control = control)
  # metafor stops a little short of tau2 = 0, with a likelihood that is a little too small.
  if (tau2 %in% c("REML", "ML") && r$tau2 < 1e-6 * min(d$vi)) next
  s <- fitstats(r)[, if (tau2 == "REML") "REML" else 1]
  expected <- list(ll = s[[1]], AIC = s[[3]], BIC = s[[4]], AICc = s[[5]])
  if (!tau2 %in% c("EE", "REML", "ML")) {
    h <- confint(r, control = list(tol = 1e-15, tau2.max = 1e6))$random["H^2", ]
    expected <- c(expected, list(H2 = h[[1]], H2_lb = h[[2]], H2_ub = h[[3]]))
  }
  options <- list(measure = measure, model = if (tau2 == "EE") "EE" else "RE", test = "z")
  if (tau2 != "EE") options$tau2 <- tau2
  fits[[length(fits) + 1]] <- list(id = paste(name, measure, tau2), dataset = name, options = options, want = list("summary"),
                                   tolerance = 1e-10, expected = list(summary = expected))
}
write_cases("fit_statistics", "fitstats() and confint()", fits)

## --- beyond a threshold ---

shares <- list()
for (name in names(sets)) for (measure in sets[[name]]) for (tau2 in c("DL", "SJ")) for (threshold in c(0.5, 0.9, 1, 2.5)) for (rule in c("V", "HTS", "S")) {
  d <- effects_of(name, measure)
  k <- length(d$yi)
  if (rule == "HTS" && k < 3) next
  r <- rma(c(d$yi), c(d$vi), method = tau2, test = "z")
  q <- if (measure %in% c("OR", "RR")) log(threshold) else threshold
  df <- c(V = k - 1, HTS = k - 2, S = Inf)[[rule]]
  t <- (q - c(r$beta)) / sqrt(r$tau2 + r$se^2)
  expected <- list(threshold = threshold, threshold_analysis = q, prob_above = pt(t, df, lower.tail = FALSE), prob_below = pt(t, df))
  if (r$tau2 > 0) {
    z <- (q - c(r$beta)) / sqrt(r$tau2)
    se <- dnorm(z) * sqrt(r$se^2 / r$tau2 + r$se.tau2^2 * (q - c(r$beta))^2 / (4 * r$tau2^3))
    p <- pnorm(z, lower.tail = FALSE)
    half <- qnorm(0.975) * se
    expected <- c(expected, list(share_above = p, share_below = pnorm(z), se = se, above = list(est = p, ci_lb = max(0, p - half), ci_ub = min(1, p + half))))
  } else expected <- c(expected, list(share_above = as.numeric(c(r$beta) > q), se = NA))
  options <- list(measure = measure, tau2 = tau2, test = "z", prediction = rule, threshold = threshold)
  shares[[length(shares) + 1]] <- list(id = paste(name, measure, tau2, threshold, rule), dataset = name, options = options,
                                       want = list("beyond"), tolerance = 1e-12, expected = list(beyond = expected))
}
write_cases("beyond", "rma(), pt(), pnorm() and the delta method", shares)

## --- one proportion, one rate ---

single <- list()
add_single <- function(name, measure, options, tolerance, expected, want = list("summary"))
  single[[length(single) + 1]] <<- list(id = paste(c(name, measure, unlist(options)), collapse = " "), dataset = name,
    options = c(list(measure = measure), options), want = want, tolerance = tolerance, expected = expected)

for (name in c("aneurysm", "adherence", "zero_proportions")) {
  if (!all(c("xi", "ni") %in% names(given[[name]]$studies[[1]]$cells))) next
  x <- column(name, "xi"); n <- column(name, "ni")
  d <- escalc("PFT", xi = x, ni = n)
  for (tau2 in c("DL", "SJ")) for (test in c("z", "t")) {
    r <- rma(yi, vi, data = d, method = tau2, test = test)
    back <- function(v) transf.ipft.hm(v, targs = list(ni = n))
    effects <- mapply(function(e, yi, vi) c(e, list(yi = yi, vi = vi)), lapply(x / n, function(p) list(display = list(est = p))), c(d$yi), c(d$vi), SIMPLIFY = FALSE)
    add_single(name, "PFT", list(tau2 = tau2, test = test), 1e-12,
      list(effects = effects, summary = list(est = c(r$beta), se = r$se, display = list(est = back(c(r$beta)), ci_lb = back(r$ci.lb), ci_ub = back(r$ci.ub)))))
  }
  for (measure in c("PR", "PLO", "PAS", "PFT", "PLN")) for (level in c(0.95, 0.9)) {
    exact <- lapply(seq_along(x), function(i) { b <- binom.test(round(x[i]), n[i], conf.level = level)$conf.int; list(display = list(est = x[i] / n[i], ci_lb = b[1], ci_ub = b[2])) })
    score <- lapply(seq_along(x), function(i) { z <- qnorm(1 - (1 - level) / 2); p <- x[i] / n[i]
      roots <- (p + z^2 / 2 / n[i] + c(-1, 1) * z * sqrt(p * (1 - p) / n[i] + z^2 / 4 / n[i]^2)) / (1 + z^2 / n[i])
      list(display = list(ci_lb = if (x[i] == 0) 0 else roots[1], ci_ub = if (x[i] == n[i]) 1 else roots[2])) })
    add_single(name, measure, list(study_ci = "clopper_pearson", level = level), 1e-10, list(effects = exact))
    add_single(name, measure, list(study_ci = "wilson", level = level), 1e-12, list(effects = score))
  }
}
for (name in c("catheter_rate", "stroke_rate", "zero_rate")) {
  x <- column(name, "xi"); t <- column(name, "ti")
  d <- escalc("IRFT", xi = x, ti = t)
  r <- rma(yi, vi, data = d, method = "DL", test = "z")
  size <- 1 / mean(1 / t)
  back <- function(v) transf.iirft(v, ti = size)
  add_single(name, "IRFT", list(tau2 = "DL", test = "z"), 1e-12,
    list(effects = mapply(function(rate, yi, vi) list(display = list(est = rate), yi = yi, vi = vi), x / t, c(d$yi), c(d$vi), SIMPLIFY = FALSE),
         summary = list(est = c(r$beta), se = r$se, display = list(est = back(c(r$beta)), ci_lb = back(r$ci.lb), ci_ub = back(r$ci.ub)))))
}
write_cases("proportions", "escalc(), rma(), transf.ipft.hm(), transf.iirft(), binom.test()", single)
