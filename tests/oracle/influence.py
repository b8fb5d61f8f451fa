"""Case diagnostics in 50-digit arithmetic, for the cases of tests/golden/analyses/influence.json (made by influence.R).

metafor takes the difference of two pooled effects, so that the change made by a study of little weight keeps few digits.
Numbers of the file that are further than its tolerance from the ones here are replaced by them. Formulas: Viechtbauer &
Cheung 2010; Baujat et al. 2002. Run: python3 tests/oracle/influence.py, after influence.R
A residual so small that rounding the effect itself to a double moves it beyond the tolerance is left out.
"""
import json

from mpmath import mpf, sqrt

from effects import effects
from oracle import DEFAULTS, GOLDEN, dump
from tau2 import ESTIMATORS, generalised_q, mean, weights

HARTUNG_KNAPP = {"HKSJ": lambda q: q, "HKSJ_se": lambda q: max(q, mpf(1))}


def fit(y, v, options):
    """tau2, mu, sum of weights, Hartung-Knapp factor."""
    tau2 = mpf(0) if options["model"] == "EE" or len(y) == 1 else ESTIMATORS[options["tau2"]](y, v)
    w = weights(v, tau2)
    factor = HARTUNG_KNAPP.get(options["test"], lambda q: mpf(1))
    c = mpf(1) if len(y) == 1 else factor(generalised_q(y, v, tau2) / (len(y) - 1))
    return tau2, mean(y, w), sum(w), c


def diagnostics(y, v, options):
    tau2, mu, sum_w, c = fit(y, v, options)
    variance, rows, points = c / sum_w, [], []
    for i, (yi, vi) in enumerate(zip(y, v)):
        y_del, v_del = y[:i] + y[i + 1:], v[:i] + v[i + 1:]
        t, mu_del, sum_w_del, c_del = fit(y_del, v_del, options)
        var_del, change, p = c_del / sum_w_del, mu - mu_del, 1 / (vi + tau2) / sum_w
        rows.append({
            "rstudent": (yi - mu_del) / sqrt(c_del * (vi + t) + var_del),
            "dffits": change / sqrt(c_del * p * (vi + t)), "cook_d": change**2 / variance, "cov_r": var_del / variance,
            "tau2_del": t, "QE_del": generalised_q(y_del, v_del, 0), "hat": p, "weight": 100 * p,
            "residual": (yi, yi - mu_del), "dfbs": change / sqrt(c_del / sum(weights(v, t))), "rstandard": (yi - mu) / sqrt((vi + tau2) * (1 - p))})
        points.append({"x": (yi - mu)**2 / (vi + tau2), "y": change**2 / var_del})
    return rows, points


def blurred(yi, residual, tolerance):
    """Whether the last bit of the effect decides digits of the residual that would be compared."""
    return 4 * 2.3e-16 * abs(yi) > tolerance * abs(residual)


def replace(rows, exact, tolerance):
    """Takes over what is off, and says how much that was and how much there is."""
    off = total = 0
    for row, right in zip(rows, exact):
        if "residual" in right and blurred(*right.pop("residual"), tolerance):
            del right["rstudent"]
            row.pop("rstudent", None)
        for name, x in right.items():
            total += 1
            if abs(mpf(row[name]) - x) <= tolerance / 2 * abs(x):
                continue
            row[name] = x
            off += 1
    return off, total


def main():
    path = GOLDEN / "analyses" / "influence.json"
    datasets = json.loads((GOLDEN / "cases.json").read_text())["datasets"]
    given = json.loads(path.read_text())
    off = total = 0
    for case in given["cases"]:
        options = DEFAULTS | case["options"]
        found = [e for e in effects(datasets[case["dataset"]]["studies"], options) if e is not None]
        rows, points = diagnostics([e[0] for e in found], [e[1] for e in found], options)
        for name, exact in (("influence", rows), ("baujat", points)):
            expected = case["expected"][name]
            more = replace(expected["rows"] if name == "influence" else expected, exact, case["tolerance"])
            off, total = off + more[0], total + more[1]
    source = given["source"].split("; where")[0] + "; where metafor loses digits, tests/oracle/influence.py"
    lines = ",\n".join(dump(case) for case in given["cases"])
    path.write_text(f'{{"source": {json.dumps(source)}, "cases": [\n{lines}\n]}}\n')
    print(f"of {total} numbers {off} replaced")


if __name__ == "__main__":
    main()
