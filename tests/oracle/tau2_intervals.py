"""Intervals of tau2 from the exact distribution of Q_a and from the likelihood, and GENQ, GENQM: 25 digits.

The distribution of Q_a: eigenvalues of S^1/2 (A - aa'/sum a) S^1/2 by mpmath's symmetric solver, then the Laplace
transform of a sum of weighted chi-squares, inverted by mpmath's Talbot rule (another way than the engine's, which has
neither eigenvalues nor that contour). Run: python3 tests/oracle/tau2_intervals.py
"""
from mpmath import exp, invertlaplace, log, matrix, mp, mpf, sqrt

import tau2 as between
from answers import case, used, write
from dist import bisect, chi2_quantile

SETS = [("bcg", "OR"), ("bcg", "RR"), ("cochrane_logo", "OR"), ("covid_corticosteroids", "OR"), ("aspirin", "OR"),
        ("clasp", "OR"), ("diuretics", "OR"), ("stroke_stay", "MD"), ("nedocromil", "MD"),
        ("teacher", "GEN"), ("wilderness", "GEN"), ("tiotropium_sgrq", "GEN"), ("purine_se", "HR"),
        ("bcg_first_two", "RR"), ("aneurysm", "PLO"), ("conscientiousness", "ZCOR"), ("far_apart", "GEN"),
        ("pair", "GEN"), ("three", "GEN"), ("agreeing", "GEN"), ("tiny", "GEN"), ("huge", "GEN")]


def eigenvalues(a, variance):
    root, total, k = [sqrt(x) for x in variance], sum(a), len(a)
    form = matrix(k)
    for i in range(k):
        for j in range(k):
            form[i, j] = root[i] * ((a[i] if i == j else 0) - a[i] * a[j] / total) * root[j]
    found = sorted(mp.eigsy(form, eigvals_only=True))
    return found[1:]  # the first is the 0 of the direction of the mean


def below(a, v, tau2, q):
    """P(Q_a <= q)."""
    # In units of q, so that 25 digits are 25 digits of any unit.
    values = [x / q for x in eigenvalues(a, [x + tau2 for x in v])]
    transform = lambda s: exp(-sum(log(1 + 2 * s * x) for x in values) / 2) / s
    return invertlaplace(transform, 1, method="talbot", degree=50)


def crossing(f, unit):
    """The tau2 at which the falling f is 0: doubling from `unit`, then 'anderson' in log tau2; 0 when f(0) <= 0."""
    if f(mpf(0)) <= 0:
        return mpf(0)
    lo, hi = unit, unit
    while f(lo) <= 0:
        lo /= 8
    while f(hi) > 0:
        hi *= 8
    return exp(mp.findroot(lambda x: f(exp(x)), (log(lo), log(hi)), solver="anderson", tol=mpf(10) ** -32,
                           maxsteps=60, verify=False))


def q_of(y, a):
    mu = between.mean(y, a)
    return sum(x * (b - mu) ** 2 for x, b in zip(a, y))


def exact_interval(y, v, a, level):
    q, tail, unit = q_of(y, a), (1 - mpf(level)) / 2, max(max(v), (max(y) - min(y)) ** 2)
    if below(a, v, mpf(0), q) < tail:
        return None, None
    # P(Q_a > q) rises with tau2: the lower limit is where it reaches the tail.
    return crossing(lambda t: tail - (1 - below(a, v, t, q)), unit), crossing(lambda t: below(a, v, t, q) - tail, unit)




def likelihood_interval(y, v, level, restricted):
    height = lambda t: between.log_likelihood(y, v, t, restricted)
    best = between.maximum(restricted)(y, v)
    cut = height(best) - chi2_quantile(1 - mpf(level), 1) / 2
    top = max(best, max(v))
    while height(top) > cut:
        top *= 2
    # Gaps are looked for on a grid; the outermost points inside it count.
    bottom = min(v) * mpf(10) ** -6
    grid = [mpf(0)] + [bottom * (top / bottom) ** (mpf(i) / 200) for i in range(201)] + [best]
    grid.sort()
    inside = [i for i, t in enumerate(grid) if height(t) >= cut]
    first, last = inside[0], inside[-1]
    lower = mpf(0) if first == 0 else bisect(lambda t: cut - height(t), grid[first - 1], grid[first])
    return lower, bisect(lambda t: height(t) - cut, grid[last], grid[last + 1])


def moments(y, v):
    return between.general_moments(y, v, [1 / sqrt(x) for x in v])


def median(y, v):
    a = [1 / sqrt(x) for x in v]
    q = q_of(y, a)
    return crossing(lambda t: below(a, v, t, q) - mpf(1) / 2, max(max(v), (max(y) - min(y)) ** 2))


def answers(name, measure, level):
    """(tau2 estimator, rule, expected summary)."""
    _, y, v = used(name, {"measure": measure, "level": level})
    for rule, a in (("BJ", [1 / x for x in v]), ("J", [1 / sqrt(x) for x in v])):
        lb, ub = exact_interval(y, v, a, level)
        yield "DL", rule, {"tau2_lb": lb, "tau2_ub": ub}
    for tau2, restricted in (("REML", True), ("ML", False)):
        lb, ub = likelihood_interval(y, v, level, restricted)
        yield tau2, "PL", {"tau2_lb": lb, "tau2_ub": ub}
    a = [1 / sqrt(x) for x in v]
    for tau2, estimate in (("GENQ", moments), ("GENQM", median)):
        found = estimate(y, v)
        w = between.weights(v, found)
        yield tau2, "QP", {"tau2": found, "se_tau2": between.se_quadratic(v, found, a), "est": between.mean(y, w),
                           "se": 1 / sqrt(sum(w))}


def main():
    mp.dps, cases = 25, []
    for name, measure in SETS:
        for level in (0.95,) if name not in ("bcg", "three", "stroke_stay") else (0.95, 0.99, 0.8):
            for tau2, rule, expected in answers(name, measure, level):
                options = {"measure": measure, "tau2": tau2, "tau2_ci": rule, "test": "z", "level": level}
                cases.append(case(f"{name}.{measure}.{tau2}.{rule}.{level}", name, options, ["summary"], 1e-10,
                                  {"summary": expected}))
    write("tau2_intervals", "50-digit arithmetic by tests/oracle/tau2_intervals.py: exact distribution of Q_a from its "
          "eigenvalues and an inverted Laplace transform (BJ, J, GENQM), likelihood ratio (PL), moments (GENQ)", cases)


if __name__ == "__main__":
    main()
