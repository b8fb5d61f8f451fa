"""Studies as typed -> yi, vi in 50 digits, formula by formula from the sources named.

Counts: Cochrane Handbook 6.4; Fleiss 1993; Yusuf 1985 (PETO), Yule 1900, 1912 (PHI YUQ YUY), Ruecker 2009 (AS). Rates:
Rothman 2008, ch. 14. Means: Hedges 1981 (exact J), Bonett 2008 (SMDH SMCRH), Hedges 1999 (ROM), Nakagawa 2015 (VR CVR).
Correlations: Fisher 1921, Olkin & Pratt 1958. Pairs: Becker 1988, Gibbons 1993, Lajeunesse 2011. Intervals: Handbook
6.3.1, 6.3.2. The textbook forms on purpose, not the rearranged ones of the engine; 50 digits bear their cancellation.
A study that cannot be used gives None. Inputs are taken as the exact binary doubles that the engines see.
"""
from mpmath import asin, atanh, exp, gamma, hyp2f1, log, mpf, pi, sin, sqrt, tanh

from dist import normal_quantile

RATIOS = ("RR", "OR", "HR", "PETO", "IRR", "PLN", "IRLN", "MNLN", "ROM", "VR", "CVR", "D2ORL", "D2ORN", "ROMC")
VARIANCE_ONLY = ("RD", "IRD", "PR", "IR")  # the estimate never moves
AS_THEY_ARE = ("AS", "PHI", "IRSD", "PAS", "IRS")  # nothing is ever added


def display_of(measure):
    """From the analysis scale to the one people read; beyond the end of the scale, the end."""
    special = {"PLO": lambda x: 1 / (1 + exp(-x)), "PAS": lambda x: sin(min(max(x, 0), pi / 2)) ** 2,
               "IRS": lambda x: max(x, mpf(0)) ** 2, "ZCOR": tanh}
    return special.get(measure, exp if measure in RATIOS else (lambda x: x))


def cell(study, name):
    value = study["cells"].get(name)
    return None if value is None else mpf(value)


COLUMNS = {"counts": "ai n1i ci n2i", "two_by_two": "ai bi ci di", "means": "m1i sd1i n1i m2i sd2i n2i",
           "rates": "x1i t1i x2i t2i", "proportion": "xi ni", "rate": "xi ti", "mean": "mi sdi ni",
           "correlation": "ri ni", "paired": "m1i sd1i m2i sd2i ni ri"}


def cells(study):
    """The cells of a study in the order of its format, None when one is empty."""
    values = [cell(study, name) for name in COLUMNS[study["format"]].split()]
    return None if None in values else values


def counted(study):
    """(counts that zeros matter to, what they are of): a b c d / x1 x2 with t1 t2 / x m / x with t. None: impossible."""
    kind, values = study["format"], cells(study)
    if values is None:
        return None
    if kind == "counts":
        a, n1, c, n2 = values
        return None if n1 <= 0 or n2 <= 0 or a > n1 or c > n2 or a < 0 or c < 0 else ((a, n1 - a, c, n2 - c), ())
    if kind == "rates":
        return (values[0], values[2]), (values[1], values[3])
    if kind == "proportion":
        return (values[0], values[1] - values[0]), ()
    if kind == "rate":
        return (values[0],), (values[1],)
    return tuple(values), ()


def no_information(t):
    if len(t) == 2:
        return t == (0, 0)
    a, b, c, d = t
    return (a == 0 and c == 0) or (b == 0 and d == 0)


def corrected(t, options, any_zero):
    """The counts after the continuity correction of `add_to`."""
    rule = options["add_to"]
    act = rule == "all" or (rule == "if0all" and any_zero) or (rule == "only0" and 0 in t)
    return tuple(x + mpf(options["add"]) for x in t) if act else t


def log_risk_ratio(t):
    a, b, c, d = t
    if a == 0 or c == 0:
        return None
    return log(a / (a + b)) - log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def log_odds_ratio(t):
    a, b, c, d = t
    return None if 0 in t else (log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d)


def peto(t):
    a, b, c, d = t
    n1, n2, x, y = a + b, c + d, a + c, b + d
    n = n1 + n2
    if x == 0 or y == 0:
        return None
    v = x * y * n1 * n2 / (n**2 * (n - 1))
    return (a - x * n1 / n) / v, 1 / v


def phi(t):
    """Yule 1912, p. 603, for one sample of n."""
    a, b, c, d = t
    n = a + b + c + d
    r1, r2, c1, c2 = (a + b) / n, (c + d) / n, (a + c) / n, (b + d) / n
    if c1 == 0 or c2 == 0:
        return None
    y = (a * d - b * c) / n**2 / sqrt(r1 * r2 * c1 * c2)
    rows, cols = (r1 - r2), (c1 - c2)
    skew = y * (1 + y**2 / 2) * rows * cols / sqrt(r1 * r2 * c1 * c2)
    v = (1 - y**2 + skew - mpf(3) / 4 * y**2 * (rows**2 / (r1 * r2) + cols**2 / (c1 * c2))) / n
    return y, v if v > mpf(10) ** -40 else mpf(0)  # what is left of an exact 0


def yule(t, power):
    """Q of the odds ratio, Y of its square root."""
    if 0 in t:
        return None
    a, b, c, d = t
    ratio = (a * d / (b * c)) ** power
    y = (ratio - 1) / (ratio + 1)
    return y, (power * (1 - y**2) / 2) ** 2 * (1 / a + 1 / b + 1 / c + 1 / d)


def scaled(effect, factor):
    return None if effect is None else (factor * effect[0], factor**2 * effect[1])


def quarter(*sizes):
    return sum(1 / (4 * n) for n in sizes)


def rate_ratio(raw, x, t):
    return None if 0 in x else (log(x[0] / t[0] / (x[1] / t[1])), 1 / x[0] + 1 / x[1])


def share(x):
    return x[0] / (x[0] + x[1])


# measure -> (counts as observed, counts after the correction, person-times) -> (yi, vi) or None
COUNT_MEASURES = {
    "RR": lambda raw, t, _: log_risk_ratio(t),
    "OR": lambda raw, t, _: log_odds_ratio(t),
    "RD": lambda raw, t, _: (share(raw[:2]) - share(raw[2:]),
                             sum(x * y / (x + y) ** 3 for x, y in (t[:2], t[2:]))),
    "PETO": lambda raw, t, _: peto(t),
    "AS": lambda raw, t, _: (asin(sqrt(share(t[:2]))) - asin(sqrt(share(t[2:]))), quarter(t[0] + t[1], t[2] + t[3])),
    "PHI": lambda raw, t, _: phi(t),
    "YUQ": lambda raw, t, _: yule(t, mpf(1)),
    "YUY": lambda raw, t, _: yule(t, mpf(1) / 2),
    "OR2DL": lambda raw, t, _: scaled(log_odds_ratio(t), sqrt(mpf(3)) / pi),
    "OR2DN": lambda raw, t, _: scaled(log_odds_ratio(t), 100 / mpf(165)),
    "IRR": rate_ratio,
    "IRD": lambda raw, x, t: (raw[0] / t[0] - raw[1] / t[1], x[0] / t[0] ** 2 + x[1] / t[1] ** 2),
    "IRSD": lambda raw, x, t: (sqrt(x[0] / t[0]) - sqrt(x[1] / t[1]), quarter(*t)),
    "PR": lambda raw, x, _: (share(raw), share(x) * (1 - share(x)) / (x[0] + x[1])),
    "PLN": lambda raw, x, _: None if x[0] == 0 else (log(share(x)), 1 / x[0] - 1 / (x[0] + x[1])),
    "PLO": lambda raw, x, _: None if 0 in x else (log(x[0] / x[1]), 1 / x[0] + 1 / x[1]),
    "PAS": lambda raw, x, _: (asin(sqrt(share(x))), quarter(x[0] + x[1])),
    "IR": lambda raw, x, t: (raw[0] / t[0], x[0] / t[0] ** 2),
    "IRLN": lambda raw, x, t: None if x[0] == 0 else (log(x[0] / t[0]), 1 / x[0]),
    "IRS": lambda raw, x, t: (sqrt(x[0] / t[0]), quarter(t[0])),
}


def count_effects(studies, options):
    measure = options["measure"]
    both = [counted(s) if s["format"] in COUNTED else None for s in studies]
    ratio = measure not in VARIANCE_ONLY + AS_THEY_ARE + ("PLN", "PLO", "IRLN")
    if options["drop00"] and ratio:
        both = [None if x is None or no_information(x[0]) else x for x in both]
    any_zero = any(x is not None and 0 in x[0] for x in both)

    def effect(x):
        if x is None:
            return None
        raw, times = x
        after = raw if measure in AS_THEY_ARE else corrected(raw, options, any_zero)
        return COUNT_MEASURES[measure](raw, after, times)

    return [effect(x) for x in both]


COUNTED = ("counts", "two_by_two", "rates", "proportion", "rate")


def factor_j(df):
    return gamma(df / 2) / (sqrt(df / 2) * gamma((df - 1) / 2))


def means_effect(values, measure):
    m1, sd1, n1, m2, sd2, n2 = values
    df = n1 + n2 - 2
    pooled = sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / df)

    def standardised(sd, df, n, j=True):
        d = (m1 - m2) / sd * (factor_j(df) if j else 1)
        return d, 1 / n1 + 1 / n2 + d**2 / (2 * n)

    def unequal():
        s2 = (sd1**2 + sd2**2) / 2
        d = factor_j(df) * (m1 - m2) / sqrt(s2)
        return d, d**2 * (sd1**4 / (n1 - 1) + sd2**4 / (n2 - 1)) / (8 * s2**2) + (
            sd1**2 / (n1 - 1) + sd2**2 / (n2 - 1)) / s2

    cv = lambda: (sd1 / m1) ** 2 / n1 + (sd2 / m2) ** 2 / n2
    shift = 1 / (2 * (n1 - 1)) - 1 / (2 * (n2 - 1))
    spread = 1 / (2 * (n1 - 1)) + 1 / (2 * (n2 - 1))
    return {
        "MD": lambda: (m1 - m2, sd1**2 / n1 + sd2**2 / n2),
        "SMD": lambda: standardised(pooled, df, n1 + n2),
        "SMD1": lambda: standardised(sd2, n2 - 1, n2),
        "SMDH": unequal,
        "ROM": lambda: (log(m1 / m2), cv()),
        "VR": lambda: (log(sd1 / sd2) + shift, spread),
        "CVR": lambda: (log(sd1 / m1) - log(sd2 / m2) + shift, cv() + spread),
        "D2ORL": lambda: scaled(standardised(pooled, df, n1 + n2, j=False), pi / sqrt(mpf(3))),
        "D2ORN": lambda: scaled(standardised(pooled, df, n1 + n2, j=False), mpf(165) / 100),
    }[measure]()


def mean_effect(values, measure):
    m, sd, n = values
    return (m, sd**2 / n) if measure == "MN" else (log(m), (sd / m) ** 2 / n)


def correlation_effect(values, measure):
    r, n = values
    if measure == "ZCOR":
        return atanh(r), 1 / (n - 3)
    if measure == "UCOR" and r != 0:
        r = r * hyp2f1(mpf(1) / 2, mpf(1) / 2, (n - 2) / 2, 1 - r**2)
    return r, (1 - r**2) ** 2 / (n - 1)


def paired_effect(values, measure):
    m1, sd1, m2, sd2, n, r = values
    sdd2 = sd1**2 + sd2**2 - 2 * r * sd1 * sd2
    if measure.startswith("SMC") and n <= 2:
        return None  # J(1) does not exist
    j = factor_j(n - 1) if n > 2 else None
    raw, change = (j * (m1 - m2) / sd1, j * (m1 - m2) / sqrt(sdd2)) if j else (None, None)
    return {
        "MC": lambda: (m1 - m2, sdd2 / n),
        "SMCC": lambda: (change, 1 / n + change**2 / (2 * n)),
        "SMCR": lambda: (raw, 2 * (1 - r) / n + raw**2 / (2 * n)),
        "SMCRH": lambda: (raw, sdd2 / (sd1**2 * (n - 1)) + raw**2 / (2 * (n - 1))),
        "ROMC": lambda: (log(m1 / m2),
                         ((sd1 / m1) ** 2 + (sd2 / m2) ** 2 - 2 * r * sd1 * sd2 / (m1 * m2)) / n),
    }[measure]()


def participants(study):
    """None where the format does not say."""
    kind = study["format"]
    values = cells(study) if kind in COLUMNS else None
    if values is None or kind in ("rates", "rate"):
        return None
    sizes = {"counts": lambda v: v[1] + v[3], "two_by_two": sum, "means": lambda v: v[2] + v[5],
             "proportion": lambda v: v[1], "mean": lambda v: v[2], "correlation": lambda v: v[1],
             "paired": lambda v: v[4]}
    return sizes[kind](values)


def interval_effect(study, measure):
    values = [cell(study, name) for name in ("est", "ci_lb", "ci_ub")]
    if any(v is None for v in values):
        return None
    percent = cell(study, "level") or mpf(95)
    if measure in RATIOS:
        values = [log(v) for v in values]
    est, lb, ub = values
    return est, ((ub - lb) / (2 * normal_quantile((1 - percent / 100) / 2))) ** 2


def se_effect(study):
    yi, sei = cell(study, "yi"), cell(study, "sei")
    return None if yi is None or sei is None else (yi, sei**2)


def effects(studies, options):
    """[(yi, vi) or None] in the order of the studies; vi = 0 is no usable variance."""
    by_format = {"means": means_effect, "mean": mean_effect, "correlation": correlation_effect, "paired": paired_effect}
    out = []
    for study, counts in zip(studies, count_effects(studies, options)):
        kind = study["format"]
        if kind in COUNTED:
            e = counts
        elif kind in by_format:
            e = None if cells(study) is None else by_format[kind](cells(study), options["measure"])
        else:
            e = interval_effect(study, options["measure"]) if kind == "estimate_ci" else se_effect(study)
        out.append(e if e is not None and e[1] > 0 else None)
    return out
