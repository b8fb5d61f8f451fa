# Times of metafor on the jobs of tests/bench/native.cpp, one line of JSON each: medians of three, or of one where a
# call takes more than two seconds. Resampling is timed on a part and scaled: `from` says on how much.
suppressMessages(library(metafor))
show <- function(job, us, from = NA)
  cat(sprintf('{"engine":"metafor","job":"%s","us":%.4g%s}\n', job, us,
              if (is.na(from)) "" else sprintf(',"from":%d', from)))
seconds <- function(expr) {
  call <- substitute(expr)
  where <- parent.frame()
  once <- function() system.time(eval(call, where))[["elapsed"]]
  first <- once()
  if (first > 2) return(first)
  times <- max(1, ceiling(0.05 / max(first, 1e-4)))
  median(replicate(3, system.time(for (i in seq_len(times)) eval(call, where))[["elapsed"]] / times))
}
data <- function(k) { i <- seq_len(k); list(yi = sin(i) + i %% 3, vi = 0.1 + (i %% 7) / 10) }
for (k in c(13, 100, 1000)) {
  d <- data(k)
  show(paste0("REML k=", k), 1e6 * seconds(rma(d$yi, d$vi, method = "REML")))
  show(paste0("DL k=", k), 1e6 * seconds(rma(d$yi, d$vi, method = "DL")))
}
d <- data(13)
for (m in c("HE", "HS", "SJ", "ML", "EB", "PM", "PMM"))
  show(paste0(m, " k=13"), 1e6 * seconds(rma(d$yi, d$vi, method = m)))
fit <- rma(d$yi, d$vi, method = "REML")
show("HC k=13", 1e6 * seconds(hc(rma(d$yi, d$vi, method = "DL"))))
e <- data(15)
part <- 300
show("GOSH EE k=15", 1e6 * seconds(gosh(rma(e$yi, e$vi, method = "EE"), subsets = part, progbar = FALSE)) * 32752 / part, part)
show("GOSH RE k=15", 1e6 * seconds(gosh(rma(e$yi, e$vi, method = "REML"), subsets = part, progbar = FALSE)) * 32752 / part, part)
show("permutation 1000 k=13", 1e6 * seconds(permutest(fit, exact = FALSE, iter = 100, progbar = FALSE)) * 10, 100)
b <- dat.bcg
show("summary k=13", 1e6 * seconds(rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = b, test = "adhoc")))
show("leave_one_out k=13", 1e6 * seconds(leave1out(rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = b))))
show("influence k=13", 1e6 * seconds(influence(rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = b))))
show("cumulative k=13", 1e6 * seconds(cumul(rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = b))))
show("trim_fill k=13", 1e6 * seconds(trimfill(rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = b))))
# Models of the counts want packages that may not be here.
wants <- c(UM.FS = "lme4", CM.EL = "BiasedUrn")
for (m in names(wants)) if (requireNamespace(wants[[m]], quietly = TRUE))
  show(paste0(c(UM.FS = "GLMM_UMFS", CM.EL = "GLMM_CMEL")[[m]], " k=13"), 1e6 * seconds(
    rma.glmm(measure = "OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = b, model = m)))
