"""Inputs and their answers in 50 digits for tests/core/test_precision.cpp -> tests/oracle/precision.tsv.

A line is: what is computed, its arguments as doubles to the last bit, the answer to 24 digits. The formulas are those of
the other oracles, which share nothing with the engine. Run: python3 tests/oracle/precision.py (python3-mpmath, minutes)
"""
import random
from pathlib import Path

from mpmath import betainc, exp, gammainc, log, loggamma, mp, mpf, nstr, pi, quad, sqrt

import tau2 as between
from dist import bisect, chi2_quantile, chi2_tail, normal_quantile, normal_tail, t_quantile, t_tail
from effects import effects
from tau2_intervals import moments

mp.dps = 50
draw = random.Random(20261130)
TAILS = [1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 1e-3, 0.005, 0.025, 0.05, 0.1, 0.25, 0.4, 0.499]
FREEDOM = [0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 5.5, 9.0, 12.0, 29.0, 30.5, 99.0, 1000.0, 12345.0]


def spread(low, high):
    """A number anywhere between, on the log scale."""
    return float(exp(draw.uniform(float(log(low)), float(log(high)))))


def normal():
    for z in [0.0, *(spread(1e-8, 37) for _ in range(60))]:
        yield "P of z", [z], 2 * normal_tail(mpf(z))
    for p in TAILS + [spread(1e-12, 0.5) for _ in range(40)]:
        yield "normal quantile", [p], normal_quantile(mpf(p))


def student():
    for df in FREEDOM:
        for t in (spread(1e-3, 3), spread(0.5, 40), spread(1, 1e4)):
            yield "P of t", [t, df], 2 * t_tail(mpf(t), mpf(df))
        for p in [0.005, 0.025, 0.05, 0.25, spread(1e-9, 0.4), spread(1e-4, 0.49)]:
            yield "t quantile", [p, df], t_quantile(mpf(p), mpf(df))


def chi_square():
    for df in FREEDOM:
        for x in (df * spread(0.2, 5), df + float(sqrt(2 * df)) * draw.uniform(0, 8)):
            yield "chi-square upper tail", [x, df], chi2_tail(mpf(x), mpf(df))
            yield "chi-square lower tail", [x, df], gammainc(mpf(df) / 2, 0, mpf(x) / 2, regularized=True)
        for p in [0.005, 0.025, 0.05, 0.5, 0.95, spread(1e-9, 0.4)]:
            yield "chi-square upper quantile", [p, df], chi2_quantile(mpf(p), mpf(df))
            lower = lambda x: gammainc(mpf(df) / 2, 0, x / 2, regularized=True)
            top = chi2_quantile(mpf("1e-3"), mpf(df)) * 10
            yield "chi-square lower quantile", [p, df], bisect(lambda x: mpf(p) - lower(x), mpf(0), top)


def fisher_and_beta():
    for df1 in (1.0, 2.0, 3.0, 7.0, 20.0):
        for df2 in (1.0, 3.0, 8.5, 30.0, 400.0):
            for x in (spread(0.05, 3), spread(1, 60)):
                share = mpf(df2) / (mpf(df2) + mpf(df1) * mpf(x))
                answer = betainc(mpf(df2) / 2, mpf(df1) / 2, 0, share, regularized=True)
                yield "F upper tail", [x, df1, df2], answer
    for a in (0.5, 1.0, 3.0, 17.0, 180.0):
        for b in (0.5, 1.0, 4.0, 60.0, 1400.0):
            below = lambda x: betainc(mpf(a), mpf(b), 0, x, regularized=True)
            for p in (0.005, 0.025, 0.5):
                yield "beta lower quantile", [p, a, b], bisect(lambda x: mpf(p) - below(x), mpf(0), mpf(1))
                yield "beta upper quantile", [p, a, b], bisect(lambda x: 1 - mpf(p) - below(x), mpf(0), mpf(1))


def small_samples():
    for m in [1.5, 2.0, 3.0, 4.0, *(float(round(spread(5, 1e6))) for _ in range(60)), 1e7]:
        half = mpf(m) / 2
        yield "exact J", [m], exp(loggamma(half) - loggamma(half - mpf(1) / 2)) / sqrt(half)
    for _ in range(60):
        names = ("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")
        sizes = [float(round(spread(4, 3000))) for _ in range(2)]
        cells = [draw.gauss(10, 2), spread(1, 6), sizes[0], draw.gauss(9, 2), spread(1, 6), sizes[1]]
        yield from measured("SMD", "means", names, cells)
    for _ in range(60):
        cells = [draw.uniform(-0.95, 0.95), float(round(spread(6, 2000)))]
        yield from measured("UCOR", "correlation", ("ri", "ni"), cells)


def measured(measure, way, names, cells):
    studies = [{"label": "", "format": way, "cells": dict(zip(names, cells))}]
    options = {"measure": measure, "model": "RE", "level": 0.95, "add": 0.5, "add_to": "only0", "drop00": True}
    yi, vi = effects(studies, options)[0][:2]
    yield f"{measure}, effect", cells, yi
    yield f"{measure}, variance", cells, vi


def ordinary():
    """Effects and variances as they come: a few to twenty studies, spread more or less than chance."""
    for _ in range(40):
        size = spread(0.7, 8)
        v = [spread(0.005, 0.5) for _ in range(draw.randint(2, 20))]
        yield [draw.gauss(0.3, size * x**0.5) for x in v], v


def offset():
    for y, v in [next(ordinary()) for _ in range(8)]:
        yield [1e8 + x for x in y], v


def far_apart():
    for _ in range(8):
        v = [1e-10, 1e10, *(spread(1e-10, 1e10) for _ in range(draw.randint(1, 8)))]
        yield [draw.gauss(0, 3 * x**0.5) for x in v], v


ESTIMATORS = {**between.ESTIMATORS, "GENQ": moments}
for same_as_PM in ("EB", "DLIT"):
    del ESTIMATORS[same_as_PM]


def heterogeneity(sets, suffix):
    for y, v in sets:
        given = [x for pair in zip(y, v) for x in pair]
        exact_y, exact_v = [mpf(x) for x in y], [mpf(x) for x in v]
        for name, estimate in ESTIMATORS.items():
            found = estimate(exact_y, exact_v)
            yield f"tau2 {name}{suffix}", given, found
            if name == "REML":
                yield f"estimate, REML{suffix}", given, between.mean(exact_y, between.weights(exact_v, found))
        (low, high), empty = between.q_profile(exact_y, exact_v, 0.95)
        if not empty:
            yield f"Q-profile, lower limit{suffix}", given, low
            yield f"Q-profile, upper limit{suffix}", given, high
        for restricted in (True, False):
            name = "restricted" if restricted else "full"
            at = exact_v[0]
            yield f"log-likelihood, {name}{suffix}", given, between.log_likelihood(exact_y, exact_v, at, restricted)


def choose(n, x):
    return loggamma(n + 1) - loggamma(x + 1) - loggamma(n - x + 1)


def binomial(x, n, theta):
    return choose(n, x) + x * theta - n * log(1 + exp(theta))


def hypergeometric(a, n1, c, n2, theta):
    m = a + c
    terms = [choose(n1, j) + choose(n2, m - j) + j * theta for j in map(mpf, range(int(max(0, m - n2)), int(min(m, n1)) + 1))]
    return choose(n1, a) + choose(n2, c) + a * theta - log(sum(map(exp, terms)))


def integral(height, mu, tau2):
    """log of the integral of exp(height(theta)) over theta ~ N(mu, tau2), in pieces around the peak."""
    if tau2 == 0:
        return height(mu)
    whole = lambda theta: exp(height(theta) - (theta - mu) ** 2 / (2 * tau2)) / sqrt(2 * pi * tau2)
    grid = [mu + sqrt(tau2) * mpf(i) / 8 for i in range(-96, 97)]
    peak = max(grid, key=whole)
    pieces = [peak + sqrt(tau2) * mpf(x) for x in (-14, -9, -6, -4, -2.5, -1.5, -0.75, 0, 0.75, 1.5, 2.5, 4, 6, 9, 14)]
    return log(quad(whole, pieces))


def likelihoods():
    mp.dps = 30
    for _ in range(24):
        n1, n2 = (float(round(spread(5, 200))) for _ in range(2))
        a, c = (float(draw.randint(0, int(n) // 2)) for n in (n1, n2))
        if a + c == 0:
            continue
        mu, tau2, level = draw.gauss(0, 1), draw.choice([0.0, spread(1e-6, 1e-2), spread(0.01, 4)]), draw.gauss(-1, 0.7)
        exact = [mpf(x) for x in (a, n1, c, n2)]
        f = lambda theta: hypergeometric(*exact, theta)
        yield "GLMM, conditional", [a, n1, c, n2, mu, tau2], integral(f, mpf(mu), mpf(tau2))
        g = lambda theta: binomial(*exact[:2], level + theta / 2) + binomial(*exact[2:], level - theta / 2)
        yield "GLMM, two arms", [a, n1, c, n2, mu, tau2, level], integral(g, mpf(mu), mpf(tau2))
        h = lambda theta: binomial(*exact[:2], theta)
        yield "GLMM, one group", [a, n1, mu - 1, tau2], integral(h, mpf(mu - 1), mpf(tau2))


def main():
    path = Path(__file__).with_name("precision.tsv")
    with path.open("w") as file:
        for lines in (normal(), student(), chi_square(), fisher_and_beta(), small_samples(), heterogeneity(ordinary(), ""),
                      heterogeneity(offset(), ", effects near 1e8"),
                      heterogeneity(far_apart(), ", variances over 20 orders"), likelihoods()):
            for name, given, answer in lines:
                file.write("\t".join([name, " ".join(map(repr, given)), nstr(answer, 24)]) + "\n")
            file.flush()


if __name__ == "__main__":
    main()
