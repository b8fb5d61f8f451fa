"""Between-study variance in 50 digits: moments, global REML maximum, Paule-Mandel, Q-profile, standard errors."""
from mpmath import log, mpf, pi, sqrt

from dist import bisect, chi2_quantile


def weights(v, tau2):
    return [1 / (x + tau2) for x in v]


def mean(y, w):
    return sum(a * b for a, b in zip(w, y)) / sum(w)


def generalised_q(y, v, tau2):
    """sum w (y - mu)^2, from residuals."""
    w = weights(v, tau2)
    mu = mean(y, w)
    return sum(a * (b - mu) ** 2 for a, b in zip(w, y))


def moment_scale(v):
    """C of DerSimonian & Laird: E(Q) = k - 1 + C tau2."""
    w = weights(v, 0)
    return sum(w) - sum(x * x for x in w) / sum(w)


def dersimonian_laird(y, v):
    return max(mpf(0), (generalised_q(y, v, 0) - (len(y) - 1)) / moment_scale(v))


def crossing(y, v, target):
    """tau2 at which the falling generalised Q equals target; None when it is already below it at 0."""
    if generalised_q(y, v, 0) <= target:
        return None
    hi = max(v)
    while generalised_q(y, v, hi) > target:
        hi *= 2
    return bisect(lambda t: generalised_q(y, v, t) - target, mpf(0), hi)


def paule_mandel(y, v):
    """Paule & Mandel 1982: generalised Q = k - 1."""
    return crossing(y, v, mpf(len(y) - 1)) or mpf(0)


def q_profile(y, v, level):
    """Viechtbauer 2007. ((lower, upper), empty): the set is empty when even tau2 = 0 gives too small a Q."""
    tail, df = (1 - mpf(level)) / 2, len(y) - 1
    upper = crossing(y, v, chi2_quantile(1 - tail, df))
    if upper is None:
        return (None, None), True
    return (crossing(y, v, chi2_quantile(tail, df)) or mpf(0), upper), False


def log_likelihood(y, v, tau2, restricted):
    """Full, or restricted with the constant + 1/2 ln k (1/2 ln|X'X|) as metafor's logLik()."""
    w, k = weights(v, tau2), len(y)
    full = -k * log(2 * pi) / 2 + sum(log(x) for x in w) / 2 - generalised_q(y, v, tau2) / 2
    return full + (log(2 * pi) + log(mpf(k)) - log(sum(w))) / 2 if restricted else full


def restricted_score(y, v, tau2):
    """d/dtau2 of the restricted log-likelihood, times 2."""
    w = weights(v, tau2)
    mu, s1, s2 = mean(y, w), sum(w), sum(x * x for x in w)
    return sum((a * (b - mu)) ** 2 for a, b in zip(w, y)) - s1 + s2 / s1


def reml_maxima(y, v, points=400):
    """Every local maximum: downward sign changes of the score on a log grid, bisected; 0 where it starts below 0."""
    top = 10 * max((max(y) - min(y)) ** 2, max(v)) * len(y)
    bottom = min(min(v), top) * mpf(10) ** -6
    grid = [mpf(0)] + [bottom * (top / bottom) ** (mpf(i) / points) for i in range(points + 1)]
    score = [restricted_score(y, v, t) for t in grid]
    maxima = [mpf(0)] if score[0] <= 0 else []
    for i in range(points + 1):
        if score[i] > 0 >= score[i + 1]:
            maxima.append(bisect(lambda t: restricted_score(y, v, t), grid[i], grid[i + 1]))
    return maxima


def restricted_maximum(y, v):
    return max(reml_maxima(y, v), key=lambda t: log_likelihood(y, v, t, True))


ESTIMATORS = {"DL": dersimonian_laird, "REML": restricted_maximum, "PM": paule_mandel}


def se_dl(v, tau2):
    """Moments variance of Q over C (Biggerstaff & Tweedie 1997)."""
    w, df, c = weights(v, 0), len(v) - 1, moment_scale(v)
    s1, s2, s3 = (sum(x**n for x in w) for n in (1, 2, 3))
    return sqrt(2 * df + 4 * c * tau2 + 2 * (s2 - 2 * s3 / s1 + s2**2 / s1**2) * tau2**2) / c


def se_reml(v, tau2):
    """Inverse expected information, 2 / tr(PP)."""
    s1, s2, s3 = (sum(x**n for x in weights(v, tau2)) for n in (1, 2, 3))
    return sqrt(2 / (s2 - 2 * s3 / s1 + s2**2 / s1**2))


def se_pm(v, tau2):
    """Morris 1983, empirical Bayes."""
    k = len(v)
    return sqrt(2 * mpf(k) ** 2 / (k - 1)) / sum(weights(v, tau2))


STANDARD_ERRORS = {"DL": se_dl, "REML": se_reml, "PM": se_pm}
