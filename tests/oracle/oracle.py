"""Second yardstick: the cases of tests/golden/cases.json in 50-digit arithmetic -> tests/golden/expected/oracle.json.

Written from the papers named beside the formulas, not from either engine. Run: python3 tests/oracle/oracle.py
"effects" holds, per data set and the options that matter to a single study, columns over the studies used (`row` counts
from 0); "cases" holds the pooled summary and the weights of each case.
"""
import json
from pathlib import Path

from mpmath import mpf, nstr, sqrt

from dist import normal_quantile
from effects import effects, participants
from pool import display, pool
from tau2 import ESTIMATORS

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
DEFAULTS = {"measure": "RR", "model": "RE", "tau2": "REML", "test": "HKSJ_se", "level": 0.95, "prediction": "V",
            "add": 0.5, "add_to": "only0", "drop00": True}
STUDY_OPTIONS = ("measure", "add", "add_to", "drop00", "level")


def estimator(cache, key, y, v):
    """tau2 by estimator name, each computed once per set of effects."""
    def get(name):
        if (key, name) not in cache:
            cache[key, name] = ESTIMATORS[name](y, v)
        return cache[key, name]
    return get


def people(studies, used):
    sizes = [participants(studies[i]) for i in used]
    return None if None in sizes else sum(sizes)


def study_columns(used, y, v, options):
    z = normal_quantile((1 - mpf(options["level"])) / 2)
    rows = []
    for i, yi, vi in zip(used, y, v):
        row = {"row": i, "yi": yi, "vi": vi, "sei": sqrt(vi), "ci_lb": yi - z * sqrt(vi), "ci_ub": yi + z * sqrt(vi)}
        shown = display(options["measure"], row | {"est": yi}, ("est", "ci_lb", "ci_ub"))
        rows.append(row | {"display_" + n: x for n, x in shown.items()})
    return {name: [r[name] for r in rows] for name in rows[0]}


def solve(case, datasets, cache):
    """(key of the effects, their columns, the case's own result)."""
    studies = datasets[case["dataset"]]["studies"]
    options = DEFAULTS | case["options"]
    found = effects(studies, options)
    used = [i for i, e in enumerate(found) if e is not None]
    y, v = [found[i][0] for i in used], [found[i][1] for i in used]
    key = " ".join([case["dataset"], *(json.dumps(options[n]).strip('"') for n in STUDY_OPTIONS)])
    summary, weight = pool(y, v, options, estimator(cache, key.rsplit(" ", 1)[0], y, v))
    summary |= {"k": len(y), "participants": people(studies, used),
                "display": display(options["measure"], summary, ("est", "ci_lb", "ci_ub", "pi_lb", "pi_ub"))}
    return key, study_columns(used, y, v, options), {"effects": key, "weight": weight, "summary": summary}


def dump(x):
    """JSON with 18 significant digits: one more than decides a double."""
    if isinstance(x, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {dump(v)}" for k, v in x.items()) + "}"
    if isinstance(x, list):
        return "[" + ", ".join(map(dump, x)) + "]"
    return nstr(x, 18, min_fixed=-5, max_fixed=18) if isinstance(x, mpf) else json.dumps(x)


def block(name, entries):
    return f'"{name}": {{\n' + ",\n".join(f"{json.dumps(k)}: {dump(v)}" for k, v in entries.items()) + "\n}"


def main():
    given = json.loads((GOLDEN / "cases.json").read_text())
    columns, results, cache = {}, {}, {}
    for case in given["cases"]:
        key, columns[key], results[case["id"]] = solve(case, given["datasets"], cache)
    text = "{" + block("effects", columns) + ",\n" + block("cases", results) + "}\n"
    (GOLDEN / "expected" / "oracle.json").write_text(text)


if __name__ == "__main__":
    main()
