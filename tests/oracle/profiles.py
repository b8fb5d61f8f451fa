"""Profile likelihood of mu, from its definition: the highest log-likelihood over tau2 at each mu, and where it falls to
the cut. 30 digits: every step of the outer search is a whole inner search."""
from mpmath import log, mp, mpf

from dist import chi2_quantile
from tau2 import local_maxima, maximum, mean, weights


def log_likelihood(y, v, mu, tau2):
    """Without the constant."""
    return -sum(log(x + tau2) + (b - mu) ** 2 / (x + tau2) for x, b in zip(v, y)) / 2


def highest(y, v, mu):
    """max over tau2 of the log-likelihood at this mu."""
    def score(tau2):
        return sum(((b - mu) / (x + tau2)) ** 2 - 1 / (x + tau2) for x, b in zip(v, y))
    # mu among the effects, so that the grid of tau2 reaches as far as the residuals do.
    maxima = local_maxima(list(y) + [mu], v, score, 120)
    return max(log_likelihood(y, v, mu, t) for t in maxima)


def end(inside, start, step):
    """The outermost point of the set {inside} beyond `start`, which is in it."""
    far = step
    while inside(start + far):
        far *= 2
    # The set may have gaps: the last point of a fine grid that is inside, then bisection to 22 digits.
    points = [start + 2 * far * mpf(i) / 60 for i in range(61)]
    last = max(i for i in range(61) if inside(points[i]))
    lo, hi = points[last], points[last + 1]
    while abs(hi - lo) > mpf(10) ** -22 * abs(step):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if inside(mid) else (lo, mid)
    return (lo + hi) / 2


def profile_likelihood(y, v, level):
    """(lower, upper, 2 (ll - ll at mu = 0)). Hardy & Thompson 1996."""
    digits, mp.dps = mp.dps, 30
    try:
        tau2 = maximum(False)(y, v)
        mu = mean(y, weights(v, tau2))
        top = log_likelihood(y, v, mu, tau2)
        cut = top - chi2_quantile(1 - mpf(level), 1) / 2
        inside = lambda x: highest(y, v, x) >= cut
        step = 1 / mp.sqrt(sum(weights(v, tau2)))
        return end(inside, mu, -step), end(inside, mu, step), 2 * (top - highest(y, v, mpf(0)))
    finally:
        mp.dps = digits
