"""Between-study variance in 50 digits: moments, global ML and REML maxima, Paule-Mandel, Q-profile, standard errors."""
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


def median_paule_mandel(y, v):
    """Viechtbauer 2021: generalised Q = the median of chi-square(k - 1)."""
    return crossing(y, v, chi2_quantile(mpf(1) / 2, len(y) - 1)) or mpf(0)


def general_moments(y, v, a):
    """DerSimonian & Kacker 2007, equation 6: fixed weights a."""
    s1, s2, mu = sum(a), sum(x * x for x in a), mean(y, a)
    q = sum(x * (b - mu) ** 2 for x, b in zip(a, y))
    expected = sum(x * b for x, b in zip(a, v)) - sum(x * x * b for x, b in zip(a, v)) / s1
    return max(mpf(0), (q - expected) / (s1 - s2 / s1))


def hedges(y, v):
    """Unbiased variance of the effects minus the mean of their variances."""
    k, centre = len(y), sum(y) / len(y)
    return max(mpf(0), sum((b - centre) ** 2 for b in y) / (k - 1) - sum(v) / k)


def hunter_schmidt(y, v):
    return max(mpf(0), (generalised_q(y, v, 0) - len(y)) / sum(weights(v, 0)))


def hunter_schmidt_small(y, v):
    """Brannick et al. 2019."""
    k = mpf(len(y))
    return max(mpf(0), (k / (k - 1) * generalised_q(y, v, 0) - k) / sum(weights(v, 0)))


def crude_variance(y):
    centre = sum(y) / len(y)
    return sum((b - centre) ** 2 for b in y) / len(y)


def sidik_jonkman(y, v):
    """Sidik & Jonkman 2005: ratios r = v / tau0^2, then sum (y - mu)^2 / (r + 1) / (k - 1)."""
    first = crude_variance(y)
    if first == 0:
        return mpf(0)
    w = [1 / (x / first + 1) for x in v]
    mu = mean(y, w)
    return sum(a * (b - mu) ** 2 for a, b in zip(w, y)) / (len(y) - 1)


def two_step(first):
    return lambda y, v: general_moments(y, v, weights(v, first(y, v)))


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


def score(y, v, tau2, restricted):
    """d/dtau2 of the profile or restricted log-likelihood, times 2."""
    w = weights(v, tau2)
    mu, s1, s2 = mean(y, w), sum(w), sum(x * x for x in w)
    return sum((a * (b - mu)) ** 2 for a, b in zip(w, y)) - s1 + (s2 / s1 if restricted else 0)


def local_maxima(y, v, f, points=400):
    """Downward sign changes of f(tau2) on a log grid, bisected; 0 where it starts below 0."""
    top = 10 * max((max(y) - min(y)) ** 2, max(v)) * len(y)
    bottom = min(min(v), top) * mpf(10) ** -6
    grid = [mpf(0)] + [bottom * (top / bottom) ** (mpf(i) / points) for i in range(points + 1)]
    value = [f(t) for t in grid]
    maxima = [mpf(0)] if value[0] <= 0 else []
    for i in range(points + 1):
        if value[i] > 0 >= value[i + 1]:
            maxima.append(bisect(f, grid[i], grid[i + 1]))
    return maxima


def maximum(restricted):
    def estimate(y, v):
        maxima = local_maxima(y, v, lambda t: score(y, v, t, restricted))
        return max(maxima, key=lambda t: log_likelihood(y, v, t, restricted))
    return estimate


ESTIMATORS = {"DL": dersimonian_laird, "REML": maximum(True), "PM": paule_mandel, "ML": maximum(False),
              "EB": paule_mandel, "DLIT": paule_mandel, "PMM": median_paule_mandel, "HE": hedges, "SJ": sidik_jonkman,
              "HS": hunter_schmidt, "HSk": hunter_schmidt_small, "DL2": two_step(dersimonian_laird),
              "CA2": two_step(hedges)}


def se_dl(y, v, tau2):
    """Moments variance of Q over C (Biggerstaff & Tweedie 1997)."""
    w, df, c = weights(v, 0), len(v) - 1, moment_scale(v)
    s1, s2, s3 = (sum(x**n for x in w) for n in (1, 2, 3))
    return sqrt(2 * df + 4 * c * tau2 + 2 * (s2 - 2 * s3 / s1 + s2**2 / s1**2) * tau2**2) / c


def se_reml(y, v, tau2):
    """Inverse expected information, 2 / tr(PP)."""
    s1, s2, s3 = (sum(x**n for x in weights(v, tau2)) for n in (1, 2, 3))
    return sqrt(2 / (s2 - 2 * s3 / s1 + s2**2 / s1**2))


def se_pm(y, v, tau2):
    """Morris 1983, empirical Bayes."""
    k = len(v)
    return sqrt(2 * mpf(k) ** 2 / (k - 1)) / sum(weights(v, tau2))


def se_ml(y, v, tau2):
    """Inverse expected information, 2 / sum w^2."""
    return sqrt(2 / sum(x * x for x in weights(v, tau2)))


def se_quadratic(v, tau2, a):
    """SE of (y'Py - const) / tr(P), P = diag(a) - aa'/sum(a), var(y) = diag(v + tau2): sqrt(2 tr(PSPS)) / tr(P)."""
    k, total = len(v), sum(a)
    p = [[(a[i] if i == j else 0) - a[i] * a[j] / total for j in range(k)] for i in range(k)]
    trace = sum(p[i][j] ** 2 * (v[i] + tau2) * (v[j] + tau2) for i in range(k) for j in range(k))
    return sqrt(2 * trace) / sum(p[i][i] for i in range(k))


def se_he(y, v, tau2):
    return se_quadratic(v, tau2, [mpf(1)] * len(v))


def se_two_step(first):
    """The weights of the second step taken as fixed, as metafor's GENQ."""
    return lambda y, v, tau2: se_quadratic(v, tau2, weights(v, first(y, v)))


def se_hs(y, v, tau2):
    """metafor: the moments variance of Q over sum w."""
    return se_dl(y, v, tau2) * moment_scale(v) / sum(weights(v, 0))


def se_hsk(y, v, tau2):
    return se_hs(y, v, tau2) * len(v) / (len(v) - 1)


def se_sj(y, v, tau2):
    """tau0^2 / (k - 1) times the SD of the generalised Q at tau0^2."""
    first = crude_variance(y)
    if first == 0:
        return None
    a = weights(v, first)
    trace_p = sum(a) - sum(x * x for x in a) / sum(a)
    return first / (len(v) - 1) * se_quadratic(v, tau2, a) * trace_p


STANDARD_ERRORS = {"DL": se_dl, "REML": se_reml, "PM": se_pm, "EB": se_pm, "DLIT": se_pm, "PMM": se_pm, "ML": se_ml,
                   "HE": se_he, "SJ": se_sj, "HS": se_hs, "HSk": se_hsk, "DL2": se_two_step(dersimonian_laird),
                   "CA2": se_two_step(hedges)}
