"""Ways of typing a study in 50 digits -> tests/golden/analyses/formats.json. Run: python3 tests/oracle/formats.py

Every conversion written out from its paper, quantiles by bisection of the tail. `cells` is what a study becomes, yi and
vi what is pooled under the measure; the notes are those of the study, by code.
"""
from mpmath import log, mpf, sqrt

from answers import write
from dist import normal_quantile, t_quantile


def z(tail):
    return normal_quantile(mpf(tail))


def t(tail, df):
    return t_quantile(mpf(tail), mpf(df))


# --- medians ---

def luo_wan_shi(low, q1, median, q3, high, n):
    n = mpf(n)
    xi, eta = 2 * z(mpf("0.625") / (n + mpf("0.25"))), 2 * z((n / 4 + mpf("0.375")) / (n + mpf("0.25")))
    if q1 is None:
        w = 4 / (4 + n ** mpf("0.75"))
        return w * (low + high) / 2 + (1 - w) * median, (high - low) / xi
    if low is None:
        w = mpf("0.7") + mpf("0.39") / n
        return w * (q1 + q3) / 2 + (1 - w) * median, (q3 - q1) / eta
    w1, w2 = mpf("2.2") / (mpf("2.2") + n ** mpf("0.75")), mpf("0.7") - mpf("0.72") / n ** mpf("0.55")
    mean = w1 * (low + high) / 2 + w2 * (q1 + q3) / 2 + (1 - w1 - w2) * median
    w = 1 / (1 + mpf("0.07") * n ** mpf("0.6"))
    return mean, w * (high - low) / xi + (1 - w) * (q3 - q1) / eta


def skewed(low, q1, median, q3, high, n):
    n = mpf(n)
    t1 = None if low is None else abs(low + high - 2 * median) / (high - low)
    t2 = None if q1 is None else abs(q1 + q3 - 2 * median) / (q3 - q1)
    if t2 is None:
        return t1 > 1 / log(n + 9) + mpf("2.5") / (n + 1)
    if t1 is None:
        return t2 > mpf("2.65") / sqrt(n) - 6 / n ** 2
    return max(mpf("2.65") * log(mpf("0.6") * n) / sqrt(n) * t1, t2) > 3 / sqrt(n) - 40 / n ** 3


ARMS = [[1, 3, 5, 8, 14, 25], [2, 4, 6, 9, 15, 40], [7, 10, 14, 21, 30, 60], [2, 4, 5.5, 9, 11, 8],
        [1.5, 2.5, 4, 7, 20, 150], [-1, 1, 2, 6, 7, 30], [2, 5, 8, 12, 20, 20], [1, 4, 9, 13, 25, 60],
        [0, 4, 9, 14, 19, 5], [1, 2, 3, 4, 9, 2000]]
KINDS = {"iqr": (1, 2, 3), "range": (0, 2, 4), "five": (0, 1, 2, 3, 4)}
NAMES = ["min", "q1", "med", "q3", "max"]


def of_kind(arm, kind):
    return [mpf(x) if i in KINDS[kind] or i == 5 else None for i, x in enumerate(arm)]


def median_cells(arm, kind, group):
    """Columns of one arm: med1i q1_1i … n1i, or medi q1i … ni for one group."""
    def name(i):
        return f"{NAMES[i]}{'_' if NAMES[i][0] == 'q' and group else ''}{group}i"
    return {name(i): arm[i] for i in KINDS[kind]} | {f"n{group}i": arm[5]}


def medians():
    for kind, two, one in (("iqr", "medians_iqr", "median_iqr"), ("range", "medians_range", "median_range"),
                           ("five", "five_number", "five_number_one")):
        for i, arm in enumerate(ARMS):
            other = ARMS[(i + 1) % len(ARMS)]
            (m1, s1), (m2, s2) = luo_wan_shi(*of_kind(arm, kind)), luo_wan_shi(*of_kind(other, kind))
            became = {"m1i": m1, "sd1i": s1, "n1i": arm[5], "m2i": m2, "sd2i": s2, "n2i": other[5]}
            remarks = skewed(*of_kind(arm, kind)) + skewed(*of_kind(other, kind))
            yield ("MD", two, median_cells(arm, kind, 1) | median_cells(other, kind, 2), became,
                   (m1 - m2, s1 ** 2 / arm[5] + s2 ** 2 / other[5]), ["summary_skewed"] * remarks)
            yield ("MN", one, median_cells(arm, kind, ""), {"mi": m1, "sdi": s1, "ni": arm[5]}, (m1, s1 ** 2 / arm[5]),
                   ["summary_skewed"] * skewed(*of_kind(arm, kind)))


# --- standard errors, intervals, tests of means ---

def two_means(m1, s1, n1, m2, s2, n2):
    return {"m1i": m1, "sd1i": s1, "n1i": n1, "m2i": m2, "sd2i": s2, "n2i": n2}


def md(c):
    return c["m1i"] - c["m2i"], c["sd1i"] ** 2 / c["n1i"] + c["sd2i"] ** 2 / c["n2i"]


def means():
    for m1, e1, n1, m2, e2, n2 in ((5, 0.5, 16, 6, 1, 25), (-3.2, 0.01, 2, 4, 12.5, 300), (1e6, 300, 12, 9e5, 1e4, 7)):
        x = [mpf(v) for v in (m1, e1, n1, m2, e2, n2)]
        c = two_means(x[0], x[1] * sqrt(x[2]), n1, x[3], x[4] * sqrt(x[5]), n2)
        yield "MD", "means_se", {"m1i": m1, "se1i": e1, "n1i": n1, "m2i": m2, "se2i": e2, "n2i": n2}, c, md(c), []
        yield ("MN", "mean_se", {"mi": m1, "sem": e1, "ni": n1}, {"mi": m1, "sdi": c["sd1i"], "ni": n1},
               (x[0], x[1] ** 2), [])
        for level in (None, 90, 99.5):
            tail = (1 - mpf(95 if level is None else level) / 100) / 2
            lb1, ub1, lb2, ub2 = m1 - 3 * e1, m1 + 2 * e1, m2 - 2 * e2, m2 + 2.5 * e2
            s1 = (mpf(ub1) - mpf(lb1)) / (2 * t(tail, n1 - 1)) * sqrt(mpf(n1))
            s2 = (mpf(ub2) - mpf(lb2)) / (2 * t(tail, n2 - 1)) * sqrt(mpf(n2))
            c = two_means(x[0], s1, n1, x[3], s2, n2)
            yield ("MD", "means_ci", {"m1i": m1, "lb1i": lb1, "ub1i": ub1, "n1i": n1, "m2i": m2, "lb2i": lb2,
                                      "ub2i": ub2, "n2i": n2, "level": level}, c, md(c), [])
            yield ("MN", "mean_ci", {"mi": m1, "ci_lb": lb1, "ci_ub": ub1, "ni": n1, "level": level},
                   {"mi": m1, "sdi": s1, "ni": n1}, (x[0], s1 ** 2 / n1), [])


def differences():
    for d, n1, n2 in ((3.8, 25, 22), (-0.04, 3, 2), (150, 900, 1200)):
        for p in (0.008, 0.93, 1e-12):
            se = abs(mpf(d)) / t(mpf(p) / 2, n1 + n2 - 2)
            yield "MD", "means_md_p", {"md": d, "pval": p, "n1i": n1, "n2i": n2}, None, (mpf(d), se ** 2), []
        se = abs(mpf(d)) / mpf(2.78)
        stat = -2.78 if d < 0 else 2.78
        yield "MD", "means_md_t", {"md": d, "stat": stat, "n1i": n1, "n2i": n2}, None, (mpf(d), se ** 2), []
        s = mpf(d * 0.3) if d > 0 else mpf(-d * 0.3)
        yield "MD", "means_md_se", {"md": d, "se_md": abs(d * 0.3), "n1i": n1, "n2i": n2}, None, (mpf(d), s ** 2), []
        lb, ub = d - 1.5, d + 1.25
        se = (mpf(ub) - mpf(lb)) / (2 * t(mpf("0.05"), n1 + n2 - 2))
        yield ("MD", "means_md_ci", {"md": d, "ci_lb": lb, "ci_ub": ub, "n1i": n1, "n2i": n2, "level": 90}, None,
               (mpf(d), se ** 2), [])


# --- designs ---

def designs():
    for r in (0.78, -0.3, 0):
        typed = {"m1_pre": 15.2, "sd1_pre": 6.4, "m1_post": 16.2, "sd1_post": 7.1, "n1i": 129, "m2_pre": 15.7,
                 "sd2_pre": 7, "m2_post": 17.2, "sd2_post": 6.9, "n2i": 135, "ri": r}
        x = {k: mpf(v) for k, v in typed.items()}

        def sd(g):
            a, b = x[f"sd{g}_pre"], x[f"sd{g}_post"]
            return sqrt(a * a + b * b - 2 * x["ri"] * a * b)
        c = two_means(x["m1_post"] - x["m1_pre"], sd(1), 129, x["m2_post"] - x["m2_pre"], sd(2), 135)
        yield "MD", "means_baseline", typed, c, md(c), []
    typed = {"m1ai": 12, "sd1ai": 3.5, "n1ai": 20, "m1bi": 14.5, "sd1bi": 4, "n1bi": 31, "m2i": 10, "sd2i": 3,
             "n2i": 25}
    n = mpf(51)
    mean = (20 * mpf(12) + 31 * mpf(14.5)) / n
    var = (19 * mpf(3.5) ** 2 + 30 * mpf(4) ** 2 + 20 * mpf(31) / n * mpf(2.5) ** 2) / (n - 1)
    c = two_means(mean, sqrt(var), 51, mpf(10), mpf(3), 25)
    yield "MD", "means_combined", typed, c, md(c), []
    effect = 1 + (mpf(29.8) - 1) * mpf(0.02)
    c = two_means(mpf(5), mpf(2), 295 / effect, mpf(6), mpf(3), 330 / effect)
    yield ("MD", "means_cluster", {"m1i": 5, "sd1i": 2, "n1i": 295, "m2i": 6, "sd2i": 3, "n2i": 330, "cluster": 29.8,
                                   "icc": 0.02}, c, md(c), [])
    c = two_means(mpf(5), mpf(2), 40, mpf(6), mpf(3), mpf(60) / 3)
    yield ("MD", "means_shared", {"m1i": 5, "sd1i": 2, "n1i": 40, "m2i": 6, "sd2i": 3, "n2i": 60, "shared": 3}, c,
           md(c), [])
    var = mpf(3) ** 2 + mpf(4) ** 2 - 2 * mpf(0.6) * 12
    yield ("MD", "crossover", {"m1i": 10, "sd1i": 3, "m2i": 8.5, "sd2i": 4, "ni": 17, "ri": 0.6}, None,
           (mpf(1.5), var / 17), [])
    yield ("MD", "means_change", {"m1i": 1, "sd1i": 4.5, "n1i": 129, "m2i": 1.5, "sd2i": 4.2, "n2i": 135}, None,
           (mpf(-0.5), mpf(4.5) ** 2 / 129 + mpf(4.2) ** 2 / 135), None)


# --- counts ---

def rd(a, n1, c, n2):
    p, q = mpf(a) / n1, mpf(c) / n2
    return p - q, p * (1 - p) / n1 + q * (1 - q) / n2


def counts():
    for p1, n1, p2, n2, a, c, notes in ((32.5, 40, 12.2, 41, 13, 5, []),
                                        (33, 10, 20, 10, 3, 2, ["percent_fits_no_count"]),
                                        (33, 1000, 41.7, 12, 330, 5, ["percent_fits_several"]),
                                        (14.29, 7, 66.667, 9, 1, 6, [])):
        yield ("RD", "counts_percent", {"pct1i": p1, "n1i": n1, "pct2i": p2, "n2i": n2},
               {"ai": a, "n1i": n1, "ci": c, "n2i": n2}, rd(a, n1, c, n2), notes)
        p = mpf(a) / n1
        yield ("PR", "proportion_percent", {"pcti": p1, "ni": n1}, {"xi": a, "ni": n1}, (p, p * (1 - p) / n1), notes)
    effect = 1 + (mpf(29.8) - 1) * mpf(0.02)
    x = [mpf(v) / effect for v in (63, 295, 84, 330)]
    yield ("RD", "counts_cluster", {"ai": 63, "n1i": 295, "ci": 84, "n2i": 330, "cluster": 29.8, "icc": 0.02},
           dict(zip(("ai", "n1i", "ci", "n2i"), x)), rd(*x), [])
    x = [mpf(5), mpf(40), mpf(13) / 3, mpf(60) / 3]
    yield ("RD", "counts_shared", {"ai": 5, "n1i": 40, "ci": 13, "n2i": 60, "shared": 3},
           dict(zip(("ai", "n1i", "ci", "n2i"), x)), rd(*x), [])


# --- pairs ---

def pairs():
    n, s1, s2 = 16, mpf(3), mpf(4)
    for d, p in ((2.5, 0.03), (2.5, 0.4), (-1, 0.25)):
        stat = t(mpf(p) / 2, n - 1)
        for format, column, typed, size in (("paired_p", "pval", p, stat),
                                            ("paired_t", "stat", float(stat), mpf(float(stat))),
                                            ("paired_sd", "sd_d", float(abs(d) / stat * 4), None)):
            sd = mpf(typed) if size is None else abs(mpf(d)) / size * sqrt(mpf(n))
            r = (s1 ** 2 + s2 ** 2 - sd ** 2) / (2 * s1 * s2)
            cells = {"m1i": 8 + d, "sd1i": 3, "m2i": 8, "sd2i": 4, "ni": n, column: typed}
            if typed == float(stat) and d < 0:
                cells[column] = -typed
            if abs(r) <= 1:
                yield ("MC", format, cells, {"m1i": mpf(8 + d), "sd1i": 3, "m2i": 8, "sd2i": 4, "ni": n, "ri": r},
                       (mpf(d), sd ** 2 / n), [])
        se = mpf(abs(d)) / stat
        yield "MC", "paired_diff_p", {"md": d, "pval": p, "ni": n}, None, (mpf(d), se ** 2), []
        yield ("MC", "paired_diff_t", {"md": d, "stat": 1.75 if d > 0 else -1.75, "ni": n}, None,
               (mpf(d), (mpf(d) / mpf(1.75)) ** 2), [])
        yield "MC", "paired_diff_se", {"md": d, "se_md": 0.8, "ni": n}, None, (mpf(d), mpf(0.8) ** 2), []
        yield "MC", "paired_diff", {"md": d, "sd_d": 3.2, "ni": n}, None, (mpf(d), mpf(3.2) ** 2 / n), None
        se = mpf(4) / (2 * t(mpf("0.025"), n - 1))
        yield "MC", "paired_diff_ci", {"md": d, "ci_lb": d - 2, "ci_ub": d + 2, "ni": n}, None, (mpf(d), se ** 2), []


# --- effects as reported ---

def reported():
    for ratio, p, df in ((1.25, 0.18, None), (0.8, 0.35, None), (2.4, 0.029, None), (1.01, 0.95, None),
                         (0.5, 1e-40, None), (1.7, 0.04, 12), (1.7, 0.04, 2.5)):
        y = log(mpf(ratio))
        stat = z(mpf(p) / 2) if df is None else t(mpf(p) / 2, df)
        yield "OR", "estimate_p", {"est": ratio, "pval": p, "df": df}, None, (y, (y / stat) ** 2), []
        yield "MD", "estimate_p", {"est": ratio, "pval": p, "df": df}, None, (mpf(ratio), (mpf(ratio) / stat) ** 2), []
    for ratio, stat in ((1.25, 1.3), (0.8, -2.1), (2.4, 7)):
        y = log(mpf(ratio))
        yield "HR", "estimate_stat", {"est": ratio, "stat": stat}, None, (y, (y / mpf(stat)) ** 2), []
    for ratio, limit, level in ((1.5, 2.0, None), (1.5, 1.1, 90), (0.7, 0.2, 99), (0.7, 1.4, 95)):
        tail = (1 - mpf(95 if level is None else level) / 100) / 2
        y = log(mpf(ratio))
        se = abs(log(mpf(limit)) - y) / z(tail)
        yield "RR", "estimate_bound", {"est": ratio, "limit": limit, "level": level}, None, (y, se ** 2), []
    for o_e, v in ((-6.5, 20), (3.25, 0.75), (0, 4)):
        for measure in ("HR", "OR", "PETO"):
            yield measure, "o_e_v", {"o_e": o_e, "v": v}, None, (mpf(o_e) / v, 1 / mpf(v)), []
    yield "GEN", "estimate_var", {"yi": 0.25, "vi": 0.09}, None, (mpf(0.25), mpf(0.09)), None


def made():
    for measure, format, cells, became, (y, v), notes in (*medians(), *means(), *differences(), *designs(), *counts(),
                                                          *pairs(), *reported()):
        study = {"label": "S", "format": format, "cells": {k: x for k, x in cells.items() if x is not None}}
        effect = {"yi": y, "vi": v, "converted": notes is not None}
        if became is not None:
            effect["cells"] = became
        codes = ([] if notes is None else [*notes, "converted"]) + ["one_study"]
        yield study, measure, {"effects": [effect], "notes": [{"code": code} for code in codes]}


def cases():
    for i, (study, measure, expected) in enumerate(made()):
        yield {"id": f"{i + 1} {study['format']} {measure}", "studies": [study],
               "options": {"measure": measure, "model": "EE", "test": "z"}, "want": ["summary"], "tolerance": 1e-12,
               "expected": expected}


if __name__ == "__main__":
    write("formats", "tests/oracle/formats.py: 50-digit arithmetic (mpmath), formulas from the papers", list(cases()))
