"""What the oracles of tests/golden/analyses share: data sets, made-up studies, and the file they write."""
import json

from mpmath import mpf

from effects import effects
from oracle import DEFAULTS, GOLDEN, dump

DATASETS = json.loads((GOLDEN / "cases.json").read_text())["datasets"]


def made(y, v_root):
    """Studies typed as an effect and its standard error."""
    return [{"label": f"S{i + 1}", "format": "estimate_se", "cells": {"yi": a, "sei": b}}
            for i, (a, b) in enumerate(zip(y, v_root))]


# Standard errors 1e8 apart; k = 2 and 3; no spread at all; tiny and huge units.
MADE = {
    "far_apart": made([0.1, 0.30000001, 5.0, -2.0], [1e-8, 1e-4, 1.0, 3.0]),
    "pair": made([0.1, 0.9], [0.2, 0.1]),
    "three": made([0.2, 0.9, -0.3], [0.1, 0.15, 0.5]),
    "agreeing": made([0.30, 0.31, 0.29, 0.30, 0.32], [0.2, 0.3, 0.25, 0.4, 0.2]),
    "tiny": made([1e-90, 5e-90, -2e-90, 3e-90], [1e-90, 2e-90, 1.5e-90, 1e-90]),
    "huge": made([1e90, 5e90, -2e90, 3e90], [1e90, 2e90, 1.5e90, 1e90]),
}


def studies_of(name):
    return MADE[name] if name in MADE else DATASETS[name]["studies"]


def case(id, name, options, want, tolerance, expected):
    """One case; made-up studies are written out."""
    where = {"studies": MADE[name]} if name in MADE else {"dataset": name}
    return {"id": id, **where, "options": options, "want": want, "tolerance": tolerance, "expected": expected}


def used(name, options):
    """(rows, yi, vi) of the studies that have an effect."""
    found = effects(studies_of(name), DEFAULTS | options)
    rows = [i for i, e in enumerate(found) if e is not None]
    return rows, [mpf(found[i][0]) for i in rows], [mpf(found[i][1]) for i in rows]


def write(subject, source, cases):
    lines = ",\n".join("  " + dump(c) for c in cases)
    text = f'{{ "source": {json.dumps(source)},\n "cases": [\n{lines}\n ] }}\n'
    (GOLDEN / "analyses" / f"{subject}.json").write_text(text)
    print(subject, len(cases))
