"""Normal, t and chi-square in 50 digits: tails from their defining integrals, quantiles by bisection on the tails."""
from functools import lru_cache

from mpmath import betainc, erfc, gammainc, mp, mpf, sqrt

mp.dps = 50


def bisect(f, lo, hi):
    """The sign change of f in [lo, hi], to the last of the 50 digits. f(lo) > 0 >= f(hi)."""
    for _ in range(1000):
        mid = (lo + hi) / 2
        if mid in (lo, hi) or hi - lo <= abs(hi) * mpf(10) ** -48:
            break
        if f(mid) > 0:
            lo = mid
        else:
            hi = mid
    return (lo + hi) / 2


def normal_tail(z):
    return erfc(z / sqrt(mpf(2))) / 2


def t_tail(t, df):
    """P(T > t) for t >= 0: half the regularised incomplete beta function at df / (df + t^2)."""
    return betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2


def chi2_tail(x, df):
    return gammainc(mpf(df) / 2, x / 2, regularized=True)


def upper_quantile(tail, p):
    """x >= 0 with tail(x) = p, for a tail that falls from above p at 0."""
    hi = mpf(1)
    while tail(hi) > p:
        hi *= 2
    return bisect(lambda x: tail(x) - p, mpf(0), hi)


@lru_cache(None)
def normal_quantile(p):
    return upper_quantile(normal_tail, p)


@lru_cache(None)
def t_quantile(p, df):
    return upper_quantile(lambda t: t_tail(t, df), p)


@lru_cache(None)
def chi2_quantile(p, df):
    """x with P(X > x) = p."""
    return upper_quantile(lambda x: chi2_tail(x, df), p)
