"""RTET in 20 digits: the bivariate normal probability as an integral over one margin, and the variance as the inverse
Hessian of the multinomial likelihood of (hx, hy, r), taken numerically. Run: python3 tests/oracle/tetrachoric.py"""
from mpmath import diff, erfc, erfinv, exp, findroot, inverse, log, matrix, mp, mpf, pi, quad, sqrt

from answers import case, studies_of, write


def above(z):
    return erfc(z / sqrt(mpf(2))) / 2


def joint(hx, hy, r):
    """P(Z1 > hx, Z2 > hy)."""
    rest = sqrt(1 - r * r)
    return quad(lambda x: exp(-x * x / 2) * above((hy - r * x) / rest), [hx, hx + 1, hx + 3, hx + 7, hx + 14]) / sqrt(2 * pi)


def tetrachoric(a, b, c, d):
    n = a + b + c + d
    cut = lambda share: sqrt(mpf(2)) * erfinv(1 - 2 * share)
    hx, hy = cut((a + b) / n), cut((a + c) / n)
    r = findroot(lambda x: joint(hx, hy, x) - a / n, (mpf("-0.999"), mpf("0.999")), solver="anderson", tol=mpf(10) ** -34)

    def ll(x, y, rho):
        p11, px, py = joint(x, y, rho), above(x), above(y)
        return a * log(p11) + b * log(px - p11) + c * log(py - p11) + d * log(1 - px - py + p11)

    at, h = (hx, hy, r), matrix(3)
    for i in range(3):
        for j in range(3):
            order = tuple((i == q) + (j == q) for q in range(3))
            h[i, j] = -diff(ll, at, order)
    return r, inverse(h)[2, 2]


def main():
    mp.dps, cases = 20, []
    for name, rows in (("bcg", (0, 3, 6, 8)), ("aspirin", (0, 4)), ("covid_corticosteroids", (1, 5))):
        studies = studies_of(name)
        expected = [{} for _ in studies]
        for i in rows:
            a, n1, c, n2 = (mpf(studies[i]["cells"][x]) for x in ("ai", "n1i", "ci", "n2i"))
            yi, vi = tetrachoric(a, n1 - a, c, n2 - c)
            expected[i] = {"yi": yi, "vi": vi}
            print(name, i, flush=True)
        cases.append(case(f"{name}.RTET", name, {"measure": "RTET"}, ["summary"], 1e-8, {"effects": expected}))
    write("tetrachoric", "20-digit arithmetic by tests/oracle/tetrachoric.py; numerical Hessian, so 8 digits", cases)


if __name__ == "__main__":
    main()
