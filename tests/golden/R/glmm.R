# Likelihood models of counts by brute force, to hold analyses/glmm.json against. R has no lme4 here, and metafor's fits with it
# are good to four digits only; so this integrates and maximises by itself, from the definitions: Gauss-Legendre panels over
# the whole normal density of the true effects, derivatives by Richardson differences, Newton. Shares nothing with the engine.
# Run: Rscript tests/golden/R/glmm.R > tests/golden/analyses/glmm.json   (about ten minutes)

here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
sets <- jsonlite::fromJSON(file.path(here, "..", "cases.json"), simplifyVector = FALSE)$datasets

# --- numerical tools ---

# Gauss-Legendre on [-1, 1], by the eigenvalues of its recurrence.
gauss_legendre <- function(n) {
  b <- (1:(n - 1)) / sqrt(4 * (1:(n - 1))^2 - 1)
  J <- matrix(0, n, n)
  J[cbind(1:(n - 1), 2:n)] <- b
  J[cbind(2:n, 1:(n - 1))] <- b
  e <- eigen(J, symmetric = TRUE)
  list(x = e$values, w = 2 * e$vectors[1, ]^2)
}
GL <- gauss_legendre(20)
panels <- function(lo, hi, count) {
  edge <- seq(lo, hi, length.out = count + 1)
  half <- (hi - lo) / count / 2
  list(x = as.vector(outer(half * GL$x, edge[-1] - half, "+")), w = rep(half * GL$w, count))
}
log_sum <- function(l, w) { top <- max(l); top + log(sum(w * exp(l - top))) }

# Central differences, extrapolated three times.
gradient <- function(f, x, h) {
  sapply(seq_along(x), function(i) {
    d <- sapply(0:3, function(r) { s <- replace(0 * x, i, h[i] / 2^r); (f(x + s) - f(x - s)) / (2 * h[i] / 2^r) })
    for (m in 1:3) d <- (4^m * d[-1] - d[-length(d)]) / (4^m - 1)
    d
  })
}
hessian <- function(f, x, h) {
  H <- sapply(seq_along(x), function(j) {
    d <- sapply(0:2, function(r) {
      s <- replace(0 * x, j, h[j] / 2^r)
      (gradient(f, x + s, h) - gradient(f, x - s, h)) / (2 * h[j] / 2^r)
    })
    d <- matrix(d, nrow = length(x))
    for (m in 1:2) d <- (4^m * d[, -1, drop = FALSE] - d[, -ncol(d), drop = FALSE]) / (4^m - 1)
    d
  })
  H <- matrix(H, length(x))
  (H + t(H)) / 2
}
# Newton with a Hessian that is made again only at the end.
climb <- function(f, x, h) {
  x <- nlm(function(p) { v <- -f(p); if (is.finite(v)) v else 1e10 }, x, gradtol = 1e-8, steptol = 1e-10, iterlim = 500)$estimate
  H <- hessian(f, x, h)
  for (again in 1:4) x <- x - solve(H, gradient(f, x, h))
  list(x = x, ll = f(x), V = solve(-hessian(f, x, h)))
}

# --- likelihoods of one study; theta a vector ---

hypergeometric <- function(a, n1, c, n2) {
  j <- max(0, a + c - n2):min(n1, a + c)
  lw <- lchoose(n1, j) + lchoose(n2, a + c - j)
  function(theta) {
    l <- outer(theta, j - a) + rep(lw - lchoose(n1, a) - lchoose(n2, c), each = length(theta))
    top <- apply(l, 1, max)
    -(top + log(rowSums(exp(l - top))))
  }
}
conditional <- function(cells, model, measure) with(cells, {
  if (measure == "OR" && model == "GLMM_CMEL") hypergeometric(ai, n1i, ci, n2i)
  else if (measure == "OR") function(t) dbinom(ai, ai + ci, plogis(t + log(n1i / n2i)), log = TRUE)
  else if (measure == "IRR") function(t) dbinom(x1i, x1i + x2i, plogis(t + log(t1i / t2i)), log = TRUE)
  else if (measure == "PLO") function(t) dbinom(xi, ni, plogis(t), log = TRUE)
  else function(t) dpois(xi, ti * exp(t), log = TRUE)
})
arms <- function(cells, measure) with(cells, {
  if (measure == "OR") list(function(e) dbinom(ai, n1i, plogis(e), log = TRUE), function(e) dbinom(ci, n2i, plogis(e), log = TRUE))
  else list(function(e) dpois(x1i, t1i * exp(e), log = TRUE), function(e) dpois(x2i, t2i * exp(e), log = TRUE))
})
# How narrow the study makes its effect, for the width of the panels.
own_se <- function(cells, measure) with(cells, switch(measure,
  OR = sqrt(1 / (ai + .5) + 1 / (n1i - ai + .5) + 1 / (ci + .5) + 1 / (n2i - ci + .5)),
  IRR = sqrt(1 / (x1i + .5) + 1 / (x2i + .5)), PLO = sqrt(1 / (xi + .5) + 1 / (ni - xi + .5)), IRLN = sqrt(1 / (xi + .5))))

# Over z in [-12, 12]: panels of three standard errors of the study, 20 points each.
z_rule <- function(tau, se) panels(-12, 12, max(12, ceiling(24 * tau / min(3 * se, 3))))
marginal <- function(l, mu, tau, se) {
  if (tau == 0) return(l(mu))
  z <- z_rule(tau, se)
  log_sum(l(mu + tau * z$x) + dnorm(z$x, log = TRUE), z$w)
}
over_level <- function(f, level) optimize(f, level + c(-8, 8), maximum = TRUE, tol = 1e-9)$objective

# --- models: the maximum, at tau2 = 0 and inside ---

record <- function(inside, zero, k, tau_at) {
  better <- !is.null(inside) && inside$ll > zero$ll + 1e-9
  best <- if (better) inside else zero
  tau <- if (better) inside$x[tau_at] else 0
  list(k = k, est = best$x[1], se = sqrt(best$V[1, 1]), tau2 = tau^2, ll = best$ll,
       se_tau2 = if (better) 2 * abs(tau) * sqrt(best$V[tau_at, tau_at]) else NA,
       est_common = zero$x[1], se_common = sqrt(zero$V[1, 1]), ll_common = zero$ll)
}
says_something <- function(cells, measure) with(cells, switch(measure,
  OR = ai + ci > 0 && ai + ci < n1i + n2i, IRR = x1i + x2i > 0, TRUE))
level_of <- function(cells, measure) with(cells, if (measure == "OR") log((ai + ci + .5) / (n1i + n2i - ai - ci + .5)) else
  log((x1i + x2i + .5) / (t1i + t2i)))

fit_one <- function(studies, model, measure) {          # one curve a study
  studies <- Filter(function(s) says_something(s, measure), studies)
  l <- lapply(studies, conditional, model, measure)
  se <- sapply(studies, own_se, measure)
  ll <- function(p) sum(mapply(function(l, se) marginal(l, p[1], abs(p[2]), se), l, se))
  start <- if (measure == "PLO" || measure == "IRLN") with(list(d = do.call(rbind, lapply(studies, unlist))), if (measure == "PLO")
    qlogis(sum(d[, 1]) / sum(d[, 2])) else log(sum(d[, 1]) / sum(d[, 2]))) else 0
  zero <- climb(function(p) ll(c(p, 0)), start, 0.02)
  grid <- c(.05, .2, .6, 1.5)
  at <- grid[which.max(sapply(grid, function(t) ll(c(zero$x, t))))]
  inside <- tryCatch(climb(ll, c(zero$x, at), c(0.02, 0.05 * at)), error = function(e) NULL)
  record(inside, zero, length(studies), 2)
}
fit_fixed <- function(studies, measure) {               # levels profiled out
  studies <- Filter(function(s) says_something(s, measure), studies)
  a <- lapply(studies, arms, measure)
  se <- sapply(studies, own_se, measure)
  level <- sapply(studies, level_of, measure)
  ll <- function(p) sum(sapply(seq_along(a), function(i) over_level(function(v) marginal(function(t) a[[i]][[1]](v + t / 2) +
    a[[i]][[2]](v - t / 2), p[1], abs(p[2]), se[i]), level[i])))
  zero <- climb(function(p) ll(c(p, 0)), 0, 0.05)
  grid <- c(.05, .2, .6, 1.5)
  at <- grid[which.max(sapply(grid, function(t) ll(c(zero$x, t))))]
  inside <- if (at > .05 || ll(c(zero$x, .05)) > zero$ll) climb(ll, c(zero$x, at), c(0.05, 0.05 * at)) else NULL
  record(inside, zero, length(studies), 2)
}
fit_random <- function(studies, measure) {              # levels integrated out
  a <- lapply(studies, arms, measure)
  se <- sapply(studies, own_se, measure)
  level <- sapply(studies, level_of, measure)
  ll <- function(p) sum(sapply(seq_along(a), function(i) {
    inner <- panels(-9, 9, max(8, ceiling(18 * abs(p[4]) / min(3 * se[i] / 2, 3))))
    at <- p[3] + p[4] * inner$x
    over <- function(t) sapply(t, function(t) log_sum(a[[i]][[1]](at + t / 2) + a[[i]][[2]](at - t / 2) +
      dnorm(inner$x, log = TRUE), inner$w))
    marginal(over, p[1], abs(p[2]), se[i])
  }))
  start <- c(mean(level), max(sd(level), .3))
  zero <- climb(function(p) ll(c(p[1], 0, p[2], p[3])), c(0, start), c(.05, .05, .05))
  at <- c(.1, .5)[which.max(sapply(c(.1, .5), function(t) ll(c(zero$x[1], t, zero$x[2:3]))))]
  inside <- if (ll(c(zero$x[1], at, zero$x[2:3])) > zero$ll)
    climb(ll, c(zero$x[1], at, zero$x[2:3]), c(.05, .05 * at, .05, .05)) else NULL
  out <- record(inside, zero, length(studies), 2)
  out$sigma2 <- (if (is.null(inside)) zero$x[3] else inside$x[4])^2
  if (out$sigma2 < 1e-12) out$sigma2 <- 0               # nlm stops beside the edge, Newton within rounding of it
  out
}
# An effect of its own for every study, levels still integrated out: QE_LRT against one effect for all, and QE_Wld, the Wald
# test of the contrasts with the first study.
fit_saturated <- function(studies, measure) {
  a <- lapply(studies, arms, measure)
  se <- sapply(studies, own_se, measure)
  level <- sapply(studies, level_of, measure)
  k <- length(a)
  ll <- function(p, sigma = p[k + 2]) sum(sapply(seq_len(k), function(i) {
    inner <- panels(-9, 9, max(8, ceiling(18 * abs(sigma) / min(3 * se[i] / 2, 3))))
    at <- p[k + 1] + sigma * inner$x
    log_sum(a[[i]][[1]](at + p[i] / 2) + a[[i]][[2]](at - p[i] / 2) + dnorm(inner$x, log = TRUE), inner$w)
  }))
  own <- sapply(studies, function(s) with(s, if (measure == "OR") log((ai + .5) / (n1i - ai + .5)) - log((ci + .5) / (n2i - ci + .5)) else
    log((x1i + .5) / t1i) - log((x2i + .5) / t2i)))
  all <- climb(ll, c(own, mean(level), max(sd(level), .3)), rep(.05, k + 2))
  one <- climb(function(p) ll(c(rep(p[1], k), p[2:3])), c(mean(own), mean(level), max(sd(level), .3)), c(.05, .05, .05))
  theta <- all$x[1:k]
  C <- cbind(-1, diag(k - 1))
  V <- C %*% all$V[1:k, 1:k] %*% t(C)
  list(QE_LRT = 2 * (all$ll - one$ll), QE_LRT_df = k - 1, QE_Wld = sum((C %*% theta) * solve(V, C %*% theta)), QE_Wld_df = k - 1)
}
fit_beta_binomial <- function(studies, measure) {
  d <- as.data.frame(do.call(rbind, lapply(studies, function(s) unlist(s[c("ai", "n1i", "ci", "n2i")]))))
  arm <- function(y, n, p, M) sum(lchoose(n, y) + lbeta(p * M + y, (1 - p) * M + n - y) - lbeta(p * M, (1 - p) * M))
  risk <- switch(measure, OR = plogis, RR = exp, RD = identity)
  ll <- function(p) { r <- plogis(p[3]); M <- (1 - r) / r
    arm(d$ai, d$n1i, risk(p[2] + p[1]), M) + arm(d$ci, d$n2i, risk(p[2]), M) }
  flat <- function(p) sum(dbinom(d$ai, d$n1i, risk(p[2] + p[1]), log = TRUE) + dbinom(d$ci, d$n2i, risk(p[2]), log = TRUE))
  start <- switch(measure, OR = qlogis, RR = log, RD = identity)(c(sum(d$ai) / sum(d$n1i), sum(d$ci) / sum(d$n2i)))
  small <- if (measure == "RD") .03 * min(start) else .01
  zero <- climb(flat, c(start[1] - start[2], start[2]), c(small, small))
  # Towards rho = 0 the curve is flat in logit(rho), and Newton has nothing to solve.
  inside <- tryCatch(climb(ll, c(zero$x, qlogis(.01)), c(2 * small, 2 * small, .05)), error = function(e) list(ll = -Inf))
  common <- list(est_common = zero$x[1], se_common = sqrt(zero$V[1, 1]), ll_common = zero$ll)
  if (inside$ll < zero$ll + 1e-9)
    return(c(list(k = nrow(d), est = zero$x[1], se = sqrt(zero$V[1, 1]), tau2 = NA, ll = zero$ll, se_tau2 = NA, rho = 0, se_rho = NA), common))
  rho <- plogis(inside$x[3])
  c(list(k = nrow(d), est = inside$x[1], se = sqrt(inside$V[1, 1]), tau2 = NA, ll = inside$ll, se_tau2 = NA, rho = rho,
         se_rho = rho * (1 - rho) * sqrt(inside$V[3, 3])), common)
}
fit_firth <- function(studies) {
  k <- length(studies)
  d <- do.call(rbind, lapply(studies, function(s) unlist(s[c("ai", "n1i", "ci", "n2i")])))
  y <- c(d[, 1], d[, 3]); n <- c(d[, 2], d[, 4])
  X <- cbind(rep(1:0, each = k), rbind(diag(k), diag(k)))
  b <- c(0, qlogis((d[, 1] + d[, 3] + .5) / (d[, 2] + d[, 4] + 1)))
  for (round in 1:3000) {
    p <- plogis(X %*% b)[, 1]; W <- n * p * (1 - p)
    I <- crossprod(X, W * X); h <- W * rowSums((X %*% solve(I)) * X)
    b <- b + solve(I, crossprod(X, y - n * p + h * (.5 - p)))[, 1]
  }
  list(k = k, est = b[1], se = sqrt(solve(I)[1, 1]), tau2 = 0, se_tau2 = NA, ll = sum(dbinom(y, n, p, log = TRUE)) +
    determinant(I)$modulus[1] / 2)
}
# The interval and test of the penalised likelihood ratio: the levels at their best for each log odds ratio.
fit_firth_profile <- function(studies) {
  at <- fit_firth(studies)
  d <- do.call(rbind, lapply(studies, function(s) unlist(s[c("ai", "n1i", "ci", "n2i")])))
  k <- nrow(d); y <- c(d[, 1], d[, 3]); n <- c(d[, 2], d[, 4])
  X <- cbind(rep(1:0, each = k), rbind(diag(k), diag(k)))
  ratio <- function(mu) {
    b <- c(mu, qlogis((d[, 1] + d[, 3] + .5) / (d[, 2] + d[, 4] + 1)) - mu / 2)
    for (round in 1:5000) {
      p <- plogis(X %*% b)[, 1]; W <- n * p * (1 - p)
      I <- crossprod(X, W * X); h <- W * rowSums((X %*% solve(I)) * X)
      step <- solve(I[-1, -1], crossprod(X[, -1], y - n * p + h * (.5 - p)))[, 1]
      b[-1] <- b[-1] + step
      if (max(abs(step)) < 1e-14) break
    }
    p <- plogis(X %*% b)[, 1]; I <- crossprod(X, n * p * (1 - p) * X)
    2 * (at$ll - sum(dbinom(y, n, p, log = TRUE)) - determinant(I)$modulus[1] / 2)
  }
  limit <- function(sign) uniroot(function(x) ratio(at$est + sign * x) - qchisq(.95, 1), c(.3, 6) * at$se, extendInt = "upX", tol = 1e-13)$root
  stat <- sign(at$est) * sqrt(ratio(0))
  list(est = at$est, se = at$se, stat = stat, pval = 2 * pnorm(-abs(stat)), ci_lb = at$est - limit(-1), ci_ub = at$est + limit(1))
}

# --- output ---

number <- function(x) if (is.null(x) || !is.finite(x)) "null" else sprintf("%.17g", x)
fields <- function(r, names) paste0("\"", names, "\": ", sapply(r[names], number), collapse = ", ")
case_of <- function(set, measure, model) {
  studies <- lapply(Filter(function(s) !identical(s$include, FALSE), sets[[set]]$studies), function(s) s$cells)
  studies <- Filter(function(s) !any(sapply(s, is.null)), studies)
  r <- switch(model, GLMM_UMFS = fit_fixed(studies, measure), BB = fit_beta_binomial(studies, measure), FIRTH = fit_firth(studies),
              FIRTH_PL = fit_firth_profile(studies), SATURATED = fit_saturated(studies, measure),
              GLMM_UMRS = if (measure %in% c("OR", "IRR")) fit_random(studies, measure) else fit_one(studies, model, measure),
              fit_one(studies, model, measure))
  message(set, " ", measure, " ", model, " ", paste(names(r), signif(unlist(r), 12), collapse = " "))
  if (model == "FIRTH_PL")
    return(sprintf("  { \"id\": \"%s %s FIRTH PL\", \"dataset\": \"%s\", \"options\": { \"measure\": \"%s\", \"model\": \"FIRTH\", \"test\": \"PL\" },\n    \"want\": [\"summary\"], \"tolerance\": 1e-7, \"expected\": { \"summary\": { %s } } }",
                   set, measure, set, measure, fields(r, names(r))))
  if (model == "SATURATED")
    return(sprintf("  { \"id\": \"%s %s GLMM_UMRS QE\", \"dataset\": \"%s\", \"options\": { \"measure\": \"%s\", \"model\": \"GLMM_UMRS\", \"test\": \"z\" },\n    \"want\": [\"glmm\"], \"tolerance\": 1e-7, \"expected\": { \"glmm\": { %s } } }",
                   set, measure, set, measure, fields(r, names(r))))
  details <- intersect(names(r), c("ll", "est_common", "se_common", "ll_common", "sigma2", "rho", "se_rho"))
  sprintf("  { \"id\": \"%s %s %s\", \"dataset\": \"%s\", \"options\": { \"measure\": \"%s\", \"model\": \"%s\", \"test\": \"z\" },\n    \"want\": [\"summary\", \"glmm\"], \"tolerance\": 1e-7, \"expected\": { \"summary\": { %s }, \"glmm\": { %s } } }",
          set, measure, model, set, measure, model, fields(r, c("k", "est", "se", "tau2", "se_tau2", "ll")), fields(r, details))
}
small <- c("covid_corticosteroids", "cochrane_logo", "bcg_first_two")
rare <- c(small, "catheter", "rosiglitazone_death", "bcg")
two <- c(rare, "clasp", "diuretics", "magnesium", "topical_nsaids", "tiotropium", "aspirin", "streptokinase")
rates <- c("anticoagulation", "catheter_rates", "zero_rates")
plan <- rbind(expand.grid(set = rare, measure = "OR", model = "GLMM_CMEL"),
              expand.grid(set = two, measure = "OR", model = c("GLMM_CMAL", "BB", "FIRTH")),
              expand.grid(set = c(rare, "clasp", "diuretics", "magnesium", "tiotropium", "aspirin"), measure = c("RR", "RD"), model = "BB"),
              expand.grid(set = two, measure = "OR", model = "FIRTH_PL"),
              expand.grid(set = c(small, "clasp"), measure = "OR", model = "SATURATED"),
              expand.grid(set = rates, measure = "IRR", model = "SATURATED"),
              expand.grid(set = rates, measure = "IRR", model = c("GLMM_CMEL", "GLMM_UMFS", "GLMM_UMRS")),
              expand.grid(set = c("aneurysm", "adherence"), measure = "PLO", model = "GLMM_UMRS"),
              expand.grid(set = c("catheter_rate", "stroke_rate", "zero_rate"), measure = "IRLN", model = "GLMM_UMRS"),
              expand.grid(set = c(rare, "clasp", "diuretics"), measure = "OR", model = "GLMM_UMFS"),
              expand.grid(set = c(small, "clasp", "diuretics"), measure = "OR", model = "GLMM_UMRS"))
chosen <- Sys.getenv("ONLY")
if (nzchar(chosen)) plan <- plan[grepl(chosen, paste(plan$set, plan$measure, plan$model)), ]
cases <- mapply(case_of, as.character(plan$set), as.character(plan$measure), as.character(plan$model))
cat("{ \"source\": \"tests/golden/R/glmm.R: Gauss-Legendre panels, Richardson differences and Newton in R 4.2, from the definitions\",\n\"cases\": [\n",
    paste(cases, collapse = ",\n"), "\n] }\n", sep = "")
