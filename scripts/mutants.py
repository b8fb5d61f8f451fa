#!/usr/bin/env python3
"""Mutation testing of the core: would the tests notice if an operator or a constant were another one?

Finds every place in core/tau2, core/model, core/base and core/analysis/summary.cpp where one of the changes below is
possible (libclang knows the types), draws so many by seed, writes them all into one copy of the tree as
`(pooled_mutant == 17 ? a - b : a + b)`, compiles that once, and runs the tests for each: the goldens and the sweep of the
border against the native command first, their digits to the last bit, Catch for what they let pass. A mutant that does not compile is no mutant; one
that ends, fails or hangs (ten times the usual time) is killed.

    scripts/mutants.sh [number of mutants, 400] [seed, 1]      the whole run; what was judged before is not run again

Results: build/mutants/results.tsv, and on the last lines the share killed and the survivors.
"""

import hashlib
import os
import pickle
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import clang.cindex as ci

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build/mutants"
TREE = WORK / "tree"
BUILD = WORK / "build"
JOBS = int(os.environ.get("POOLED_JOBS", os.cpu_count() or 1))
SUBJECTS = ["core/tau2/*.cpp", "core/model/*.cpp", "core/base/*.cpp", "core/analysis/summary.cpp"]

ARITHMETIC = {"+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"]}
COMPARISON = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="]}
LOGIC = {"&&": ["||"], "||": ["&&"]}
ASSIGNMENT = {"+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="]}
BUILTIN = {**ARITHMETIC, **COMPARISON, **LOGIC, **ASSIGNMENT}

HEADER = """#pragma once
#include <cstdlib>
inline const int pooled_mutant = std::getenv("POOLED_MUTANT") ? std::atoi(std::getenv("POOLED_MUTANT")) : 0;
"""


class Mutant:
    """One change: where, from what to what, and how its text is made of its parts."""

    def __init__(self, path, start, end, line, was, now, parts, plain=False):
        self.path, self.start, self.end, self.line = path, start, end, line
        self.was, self.now, self.parts, self.plain = was, now, parts, plain
        self.id = 0

    def name(self):
        return f"{self.path}:{self.line}\t{self.was} -> {self.now}\t{self.start}"


def arithmetic_type(cursor):
    kinds = ci.TypeKind
    kind = cursor.type.get_canonical().kind
    return kinds.BOOL.value <= kind.value <= kinds.LONGDOUBLE.value


def binary(path, source, cursor, children, eigen):
    left, right = children[0], children[-1]
    between = source[left.extent.end.offset : right.extent.start.offset].decode().strip()
    table = ARITHMETIC if eigen else BUILTIN
    parts = [(left.extent.start.offset, left.extent.end.offset), (right.extent.start.offset, right.extent.end.offset)]
    for now in table.get(between, []):
        yield Mutant(path, *extent(cursor), between, now, [parts[0], now, parts[1]], not eigen)


def extent(cursor):
    return cursor.extent.start.offset, cursor.extent.end.offset, cursor.extent.start.line


def literal(path, source, cursor):
    start, end, line = extent(cursor)
    text = source[start:end].decode()
    if not re.fullmatch(r"[0-9.]+(e[-+]?\d+)?[uUlLfF]*", text):
        return
    yield Mutant(path, start, end, line, text, f"{text} + 1", [f"({text} + 1)"], True)
    if float(re.sub("[uUlLfF]", "", text)) != 0:
        zero = "0.0" if cursor.kind == ci.CursorKind.FLOATING_LITERAL else re.sub(r"\d+", "0", text, count=1)
        yield Mutant(path, start, end, line, text, "0", [zero], True)


def unary(path, source, cursor, child):
    start, end, line = extent(cursor)
    sign = source[start : child.extent.start.offset].decode().strip()
    if sign in ("-", "!"):
        yield Mutant(path, start, end, line, sign, "nothing", [(child.extent.start.offset, end)], True)


def call(path, source, cursor, children):
    start, end, line = extent(cursor)
    head = re.match(rb"std::(min|max)\b(<\w+>)?", source[start:end])
    if head and children:
        was = head.group(1).decode()
        now = {"min": "max", "max": "min"}[was]
        kept = head.group(2).decode() if head.group(2) else ""
        yield Mutant(path, start, end, line, was, now, [f"std::{now}{kept}", (start + head.end(), end)], True)


def mutants_at(path, source, cursor):
    kinds, children = ci.CursorKind, list(cursor.get_children())
    if cursor.kind in (kinds.BINARY_OPERATOR, kinds.COMPOUND_ASSIGNMENT_OPERATOR) and len(children) == 2:
        if arithmetic_type(cursor):
            yield from binary(path, source, cursor, children, False)
    elif cursor.kind == kinds.CALL_EXPR and re.fullmatch(r"operator[-+*/]", cursor.spelling) and len(children) == 3:
        yield from binary(path, source, cursor, children, True)
    elif cursor.kind == kinds.UNARY_OPERATOR and len(children) == 1 and arithmetic_type(cursor):
        yield from unary(path, source, cursor, children[0])
    elif cursor.kind in (kinds.INTEGER_LITERAL, kinds.FLOATING_LITERAL):
        yield from literal(path, source, cursor)
    elif cursor.kind == kinds.CALL_EXPR:
        yield from call(path, source, cursor, children)


def is_constant(source, cursor):
    """What the compiler works out itself holds no run-time choice."""
    if cursor.kind == ci.CursorKind.STATIC_ASSERT:
        return True
    start, end, _ = extent(cursor)
    declares = cursor.kind in (ci.CursorKind.VAR_DECL, ci.CursorKind.FUNCTION_DECL)
    return declares and re.match(rb"(static |inline )*(constexpr|consteval)\b", source[start:end]) is not None


def walk(path, source, cursor, inside):
    for child in cursor.get_children():
        file = child.location.file
        if file is None or Path(file.name).resolve() != ROOT / path or is_constant(source, child):
            continue
        body = inside or child.kind in (ci.CursorKind.COMPOUND_STMT, ci.CursorKind.LAMBDA_EXPR)
        if body:
            for mutant in mutants_at(path, source, child):
                if b"//" not in source[mutant.start : mutant.end]:
                    yield mutant
        yield from walk(path, source, child, body)


def found_mutants(paths):
    index = ci.Index.create()
    flags = ["-x", "c++", "-std=c++20", f"-I{ROOT}", "-isystem", str(ROOT / "build/native/deps")]
    for path in paths:
        unit = index.parse(str(path), args=flags)
        source = path.read_bytes()
        found = {}
        for mutant in walk(str(path.relative_to(ROOT)), source, unit.cursor, False):
            found.setdefault((mutant.start, mutant.end, mutant.was, mutant.now), mutant)
        yield from found.values()


def all_mutants():
    """Numbered from 1. Found once for each state of the sources: libclang takes two minutes."""
    paths = sorted(file for pattern in SUBJECTS for file in ROOT.glob(pattern))
    state = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
    known = WORK / f"places-{state}.pickle"
    if not known.exists():
        mutants = list(found_mutants(paths))
        for i, mutant in enumerate(mutants):
            mutant.id = i + 1
        WORK.mkdir(parents=True, exist_ok=True)
        known.write_bytes(pickle.dumps(mutants))
    return pickle.loads(known.read_bytes())


class Rewriting:
    """The text of one file with its mutants, those inside others included; line numbers stay."""

    def __init__(self, source, mutants):
        self.source = source
        self.sites = {}
        for mutant in mutants:
            self.sites.setdefault((mutant.start, mutant.end), []).append(mutant)

    def text(self, start, end, outer=None):
        inside = [s for s in self.sites if start <= s[0] and s[1] <= end and s != outer]
        out, at = b"", start
        for site in sorted(inside, key=lambda s: (s[0], -s[1])):
            if site[0] < at:
                continue
            out += self.source[at : site[0]] + self.choice(site)
            at = site[1]
        return out + self.source[at:end]

    def choice(self, site):
        mutants = self.sites[site]
        plain = mutants[0].plain
        close = b"" if plain else b".eval()"
        out = b"(" + self.text(*site, outer=site) + b")" + close
        for mutant in mutants:
            now = b" ".join(p.encode() if isinstance(p, str) else b"(" + self.text(*p, outer=site) + b")"
                            if mutant.was not in ("min", "max") else self.text(*p, outer=site) for p in mutant.parts)
            flat = now.replace(b"\n", b" ")
            out = b"(pooled_mutant == %d ? (%s)%s : %s)" % (mutant.id, flat, close, out)
        return out


def write_tree(mutants):
    if not TREE.exists():
        for folder in ("core", "wasm", "tests"):
            shutil.copytree(ROOT / folder, TREE / folder, ignore=shutil.ignore_patterns("node_modules", "*.mjs", "web"))
        (TREE / "web/src/core").mkdir(parents=True)
        for file in ("CMakeLists.txt", "CMakePresets.json", "web/src/core/types.ts"):
            shutil.copy2(ROOT / file, TREE / file)
        (WORK / "mutant.h").write_text(HEADER)
    for path in sorted({m.path for m in mutants}):
        mine = [m for m in mutants if m.path == path]
        source = (ROOT / path).read_bytes()
        text = Rewriting(source, mine).text(0, len(source))
        if (TREE / path).read_bytes() != text:
            (TREE / path).write_bytes(text)


def run_quietly(command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)


def compile_tree():
    """What the compiler says; empty when all is built."""
    flags = f"-O1 -w -include {WORK}/mutant.h"
    if not (BUILD / "build.ninja").exists():
        run_quietly(["cmake", "-G", "Ninja", "-S", str(TREE), "-B", str(BUILD), "-DCMAKE_BUILD_TYPE=Debug",
                     f"-DCMAKE_CXX_FLAGS_DEBUG={flags}", "-DPOOLED_TESTS=ON"])
    targets = ["pooled", "pooled_tests"]
    done = subprocess.run(["ninja", "-C", str(BUILD), "-k", "0", "-j", str(JOBS), *targets], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout


def build(mutants):
    """Builds all; drops what does not compile, by the lines that the compiler names, until the rest does."""
    dropped = WORK / "dropped"
    known = set(dropped.read_text().splitlines()) if dropped.exists() else set()
    mutants = [m for m in mutants if m.name() not in known]
    while True:
        write_tree(mutants)
        said = compile_tree()
        if not said:
            return mutants
        named = set(re.findall(r"tree/(core/[\w/]+\.cpp):(\d+):\d+:(?: error|   required from)", said))
        lines = lambda m: range(m.line, m.line + (ROOT / m.path).read_bytes()[m.start : m.end].count(b"\n") + 1)
        left = [m for m in mutants if not any((m.path, str(n)) in named for n in lines(m))]
        print(f"{len(mutants) - len(left)} do not compile", flush=True)
        if len(left) == len(mutants):
            sys.exit(said[-5000:])
        with open(dropped, "a") as file:
            file.writelines(f"{m.name()}\n" for m in mutants if m not in left)
        mutants = left


# The files of tests that know the functions of the subjects themselves; `catch` runs all the others too.
UNITS = ["dist", "note", "solve", "wls", "quadrature", "printed", "tau2", "maximum", "interval", "standard", "model", "glmm",
         "mixture", "counts", "firth", "other_weights", "predictive", "regression", "precision"]
# The answers that are about the models themselves.
MODELS = ["counts", "glmm", "other_weights", "small_samples", "tau2_intervals", "fit_statistics", "formulas"]
STAGES = {
    "units": [str(BUILD / "pooled_tests"), "-a", "-#", ",".join(f"[#test_{name}]" for name in UNITS)],
    "golden": ["node", "tests/golden/golden.test.mjs"],
    "digits": ["node", "tests/golden/digits.test.mjs"],
    "models": ["node", "tests/golden/analyses.test.mjs", *MODELS],
    "torture": ["node", "tests/golden/torture.test.mjs"],
    "analyses": ["node", "tests/golden/analyses.test.mjs"],
    "sweep": ["node", "tests/border/sweep.test.mjs"],
    "catch": [str(BUILD / "pooled_tests"), "-a"],
}


# The page's digits are on record in tests/golden; those of this build, which no other compiler need share, here.
DIGITS = WORK / "digits.json"


# What a mutant has passed before it comes to a stage.
PASSED = {stage: [f"passed {each}" for each in list(STAGES)[:i]] for i, stage in enumerate(STAGES)}


def passes(stage, mutant, limit, **more):
    env = {**os.environ, "POOLED_MUTANT": str(mutant), "POOLED_COMMAND": str(BUILD / "pooled"), "POOLED_ENGINE": "native",
           "POOLED_DIGITS": str(DIGITS), **more}
    with open(WORK / f"log-{mutant}", "wb") as log:
        child = subprocess.Popen(STAGES[stage], cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            return child.wait(limit) == 0
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return False


def usual_time(stage):
    """Seconds of a stage without a mutant, where all must pass."""
    began = time.monotonic()
    if not passes(stage, 0, 1800):
        sys.exit(f"{stage} fails without any mutant: see {WORK}/log-0")
    return time.monotonic() - began


def judged_before(results):
    if not results.exists():
        return {}
    return {name: verdict for name, verdict in (line.rsplit("\t", 1) for line in results.read_text().splitlines())}


def judge(mutants, results):
    """Stage by stage, the quickest first; what ran before is not run again."""
    verdicts = judged_before(results)
    DIGITS.write_text("{}")
    passes("digits", 0, 1800, POOLED_WRITE="1")
    for stage in STAGES:
        left = [m for m in mutants if verdicts.get(m.name(), "") in ("", *PASSED[stage])]
        if not left:
            continue
        limit = 10 * usual_time(stage) + 20

        def one(mutant):
            verdict = f"passed {stage}" if passes(stage, mutant.id, limit) else stage
            verdicts[mutant.name()] = verdict
            with open(results, "a") as file:
                file.write(f"{mutant.name()}\t{verdict}\n")
            (WORK / f"log-{mutant.id}").unlink()

        with ThreadPoolExecutor(JOBS) as pool:
            list(pool.map(one, left))
        print(f"{stage}: {sum(verdicts[m.name()] == stage for m in left)} of {len(left)} killed", flush=True)
    return {m.name(): verdicts[m.name()] for m in mutants}


def main():
    number, seed = (int(x) for x in (sys.argv[1:] + ["400", "1"][len(sys.argv) - 1 :]))
    everything = all_mutants()
    drawn = random.Random(seed).sample(everything, min(number, len(everything)))
    print(f"{len(everything)} mutants are possible, {len(drawn)} drawn", flush=True)
    mutants = build(drawn)
    verdicts = judge(mutants, WORK / "results.tsv")
    survivors = [name for name, verdict in verdicts.items() if verdict not in STAGES]
    by = {stage: sum(v == stage for v in verdicts.values()) for stage in STAGES}
    killed = len(verdicts) - len(survivors)
    print("\n".join(sorted(survivors)))
    print(f"{len(verdicts)} mutants, {killed} killed ({100 * killed / len(verdicts):.1f}%): {by}")


main()
