"""The NNF prediction interval (Nagashima, Noma & Furukawa 2019) -> tests/golden/analyses/nnf.json.

Another way than the engine's: P(Q >= q; tau2) from the eigenvalues and Talbot's inversion (tau2_intervals.py), its
Chebyshev interpolant in tau / (tau + s) and the derivative of that for the density, Clenshaw-Curtis over tau2, and for
each tau2 the normal against the closed form of the t tail. Nothing is drawn; `python3 tests/oracle/nnf.py draw` prints
the interval by 400,000 draws beside each, to two digits. Run: python3 tests/oracle/nnf.py
"""
import math
import random
import sys

from mpmath import mp, mpf

import tau2 as between
from answers import case, used, write
from tau2_intervals import below, q_of

SETS = [("bcg", "RR", 0.95), ("bcg", "RR", 0.8), ("cochrane_logo", "OR", 0.95), ("covid_corticosteroids", "OR", 0.95),
        ("clasp", "OR", 0.95), ("stroke_stay", "MD", 0.95), ("wilderness", "GEN", 0.95), ("purine_se", "HR", 0.95),
        ("purine_se", "HR", 0.99), ("aneurysm", "PLO", 0.95), ("three", "GEN", 0.95), ("agreeing", "GEN", 0.95),
        ("tiny", "GEN", 0.95), ("huge", "GEN", 0.95), ("pair", "GEN", 0.95), ("pair", "GEN", 0.8)]


def t_tail(t, df):
    """P(T > t), whole df: Abramowitz & Stegun 26.7.3 and 26.7.4."""
    theta = math.atan(t / math.sqrt(df))
    c, s = math.cos(theta), math.sin(theta)
    if df % 2:
        term, total = c, 0.0
        for j in range(3, df + 1, 2):
            total += term
            term *= (j - 1) / j * c * c
        inside = 2 / math.pi * (theta + s * total)
    else:
        term, total = 1.0, 0.0
        for j in range(2, df + 1, 2):
            total += term
            term *= (j - 1) / j * c * c
        inside = s * total
    return (1 - inside) / 2


def t_rule(df, step=0.05):
    """The t density over t = sinh(u), equally spaced in u."""
    count = int(40 / df / step) + int(4 / step)
    nodes = [(math.sinh(i * step), math.cosh(i * step)) for i in range(-count, count + 1)]
    weights = [c * math.exp(-(df + 1) / 2 * math.log1p(t * t / df)) for t, c in nodes]
    total = sum(weights)
    return [(t, w / total) for (t, _), w in zip(nodes, weights)]


def chebyshev(n):
    """Points on [0, 1], the differentiation matrix and Clenshaw-Curtis weights."""
    x = [(1 - math.cos(math.pi * j / n)) / 2 for j in range(n + 1)]
    c = [(2 if j in (0, n) else 1) * (-1) ** j for j in range(n + 1)]
    d = [[c[i] / c[j] / (x[i] - x[j]) if i != j else 0.0 for j in range(n + 1)] for i in range(n + 1)]
    for i in range(n + 1):
        d[i][i] = -sum(d[i])
    w = []
    for j in range(n + 1):
        s = sum((1 if 2 * m == n else 2) / (1 - 4 * m * m) * math.cos(2 * m * j * math.pi / n)
                for m in range(1, n // 2 + 1))
        w.append((1 if j in (0, n) else 2) / (2 * n) * (1 + s))
    return x, d, w


class Predictive:
    def __init__(self, y, v, n):
        self.k, a = len(y), [1 / x for x in v]
        q = q_of(y, a)
        between_ = sum(a) - sum(x * x for x in a) / sum(a)
        self.unit = math.sqrt(max(q, mpf(self.k - 1)) / between_)
        self.centre = between.mean(y, a)
        self.t_nodes = t_rule(self.k - 1)
        self.y = [float((x - self.centre) / self.unit) for x in y]
        self.v = [float(x / mpf(self.unit) ** 2) for x in v]
        x, d, w = chebyshev(n)
        tau = [t / (1 - t) if t < 1 else math.inf for t in x]
        H = [float(1 - below(a, v, (mpf(t) * self.unit) ** 2, q)) if t < math.inf else 1.0 for t in tau]
        self.H0 = H[0]
        # The last point is tau = infinity, where the density in x is (1 - x)^(k - 2) at most: kept for k = 2.
        self.mass = [w[i] * sum(d[i][j] * H[j] for j in range(n + 1)) for i in range(n + 1)]
        self.at = [self.given(t) for t in tau[:-1]]
        self.far = self.mass.pop()

    def given(self, tau):
        w = [1 / (x + tau * tau) for x in self.v]
        mu = sum(a * b for a, b in zip(w, self.y)) / sum(w)
        V = sum(a * (b - mu) ** 2 for a, b in zip(w, self.y)) / (self.k - 1) / sum(w)
        return tau, mu, math.sqrt(V)

    def tail(self, x):
        """P(theta > x), standard units."""
        total = self.H0 * self.tail_given(self.at[0], x) + self.far / 2
        return total + sum(m * self.tail_given(p, x) for m, p in zip(self.mass, self.at))

    def tail_given(self, point, x):
        tau, mu, s = point
        if tau == 0:
            return t_tail((x - mu) / s, self.k - 1)
        if tau > s:
            return sum(w * math.erfc((x - mu + s * t) / tau / math.sqrt(2)) / 2 for t, w in self.t_nodes)
        step = 0.25
        count = int(9 / step) + 1
        return sum(math.exp(-(i * step) ** 2 / 2) * t_tail((x - mu - tau * i * step) / s, self.k - 1)
                   for i in range(-count, count + 1)) * step / math.sqrt(2 * math.pi)

    def limit(self, p):
        lo, hi = -1.0, 1.0
        while self.tail(lo) < p:
            lo *= 2
        while self.tail(hi) > p:
            hi *= 2
        # Illinois: false position that cannot get stuck.
        f_lo, f_hi, side = self.tail(lo) - p, self.tail(hi) - p, 0
        while hi - lo > 1e-13 * max(1, abs(hi)):
            x = (lo * f_hi - hi * f_lo) / (f_hi - f_lo)
            f = self.tail(x) - p
            if abs(f) < 1e-15 or x in (lo, hi):
                lo = hi = x
            elif f > 0:
                lo, f_lo, f_hi, side = x, f, f_hi / 2 if side > 0 else f_hi, 1
            else:
                hi, f_hi, f_lo, side = x, f, f_lo / 2 if side < 0 else f_lo, -1
        return float(self.centre + mpf(self.unit) * (lo + hi) / 2)

    def drawn(self, level, count=400000):
        """The bootstrap itself, from the points' distribution function."""
        cumulative, total = [], self.H0
        for m in self.mass:
            total += m
            cumulative.append(total)
        rng, out = random.Random(1), []
        for _ in range(count):
            u = rng.random()
            at = next((i for i, c in enumerate(cumulative) if c >= u), len(self.at) - 1) if u > self.H0 else 0
            tau, mu, s = self.at[at]
            t = rng.gauss(0, 1) / math.sqrt(rng.gammavariate((self.k - 1) / 2, 2) / (self.k - 1))
            out.append(mu + tau * rng.gauss(0, 1) - s * t)
        out.sort()
        cut = int(count * (1 - level) / 2)
        return [float(self.centre + mpf(self.unit) * out[i]) for i in (cut, count - 1 - cut)]


def main():
    mp.dps, cases = 25, []
    for name, measure, level in SETS:
        _, y, v = used(name, {"measure": measure, "level": level})
        n = 96
        p = Predictive(y, v, n)
        lb, ub = p.limit(1 - (1 - level) / 2), p.limit((1 - level) / 2)
        print(name, measure, level, lb, ub, flush=True)
        if sys.argv[1:] == ["draw"]:
            print("  drawn", *p.drawn(level))
            coarse = Predictive(y, v, 64)
            print("  off", coarse.limit(1 - (1 - level) / 2) / lb - 1, coarse.limit((1 - level) / 2) / ub - 1)
        options = {"measure": measure, "test": "z", "tau2": "DL", "prediction": "NNF", "level": level}
        cases.append(case(f"{name}.{measure}.NNF.{level}", name, options, ["summary"], 1e-8,
                          {"summary": {"pi_lb": lb, "pi_ub": ub, "pi_df": len(y) - 1}}))
    if sys.argv[1:] != ["draw"]:
        write("nnf", "tests/oracle/nnf.py: the exact confidence distribution of tau2 from eigenvalues and an inverted "
              "Laplace transform in 25 digits, integrated by Clenshaw-Curtis", cases)


if __name__ == "__main__":
    main()
