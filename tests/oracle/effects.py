"""Studies as typed -> yi, vi in 50 digits, formula by formula from the sources named.

Counts: Cochrane Handbook 6.4; Fleiss 1993. Means: Hedges 1981 (exact J). Intervals: Handbook 6.3.1, 6.3.2.
A study that cannot be used gives None. Inputs are taken as the exact binary doubles that the engines see.
"""
from mpmath import gamma, log, mpf, sqrt

from dist import normal_quantile

RATIOS = ("RR", "OR", "HR")


def cell(study, name):
    value = study["cells"].get(name)
    return None if value is None else mpf(value)


def table(study):
    """a b c d of a study typed as counts, None when a cell is empty or impossible."""
    values = [cell(study, name) for name in ("ai", "n1i", "ci", "n2i")]
    if any(v is None for v in values):
        return None
    a, n1, c, n2 = values
    return None if n1 <= 0 or n2 <= 0 or a > n1 or c > n2 or a < 0 or c < 0 else (a, n1 - a, c, n2 - c)


def no_information(t):
    a, b, c, d = t
    return (a == 0 and c == 0) or (b == 0 and d == 0)


def corrected(t, options, any_zero):
    """The four cells after the continuity correction of `add_to`."""
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


def risk_difference(raw, t):
    """The estimate never moves, only its variance uses the corrected cells (as RevMan and meta; metafor moves both)."""
    a, b, c, d = raw
    e, f, g, h = t
    return a / (a + b) - c / (c + d), e * f / (e + f) ** 3 + g * h / (g + h) ** 3


def counts_effects(studies, options):
    measure = options["measure"]
    tables = [table(s) if s["format"] == "counts" else None for s in studies]
    if options["drop00"] and measure != "RD":
        tables = [None if t is None or no_information(t) else t for t in tables]
    any_zero = any(t is not None and 0 in t for t in tables)

    def effect(t):
        if t is None:
            return None
        after = corrected(t, options, any_zero)
        if measure == "RD":
            return risk_difference(t, after)
        return (log_risk_ratio if measure == "RR" else log_odds_ratio)(after)

    return [effect(t) for t in tables]


def means_effect(study, measure):
    values = [cell(study, name) for name in ("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")]
    if any(v is None for v in values):
        return None
    m1, sd1, n1, m2, sd2, n2 = values
    if measure == "MD":
        return m1 - m2, sd1**2 / n1 + sd2**2 / n2
    df = n1 + n2 - 2
    pooled = sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / df)
    j = gamma(df / 2) / (sqrt(df / 2) * gamma((df - 1) / 2))
    g = j * (m1 - m2) / pooled
    return g, 1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2))


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
    from_counts = counts_effects(studies, options)
    out = []
    for study, counted in zip(studies, from_counts):
        kind = study["format"]
        if kind == "counts":
            e = counted
        elif kind == "means":
            e = means_effect(study, options["measure"])
        else:
            e = interval_effect(study, options["measure"]) if kind == "estimate_ci" else se_effect(study)
        out.append(e if e is not None and e[1] > 0 else None)
    return out
