"""RTET in 20 digits: the bivariate normal probability as an integral over one margin, and the variance by the delta
method with numerical derivatives. Run: python3 tests/oracle/tetrachoric.py"""
from mpmath import erfc, erfinv, exp, findroot, mp, mpf, pi, quad, sqrt

from answers import case, studies_of, write


def above(z):
    return erfc(z / sqrt(mpf(2))) / 2


def joint(hx, hy, r):
    """P(Z1 > hx, Z2 > hy)."""
    rest = sqrt(1 - r * r)
    points = [hx, hx + 1, hx + 3, hx + 7, hx + 14]
    return quad(lambda x: exp(-x * x / 2) * above((hy - r * x) / rest), points) / sqrt(2 * pi)


def correlation(a, b, c, d):
    n = a + b + c + d
    cut = lambda share: sqrt(mpf(2)) * erfinv(1 - 2 * share)
    hx, hy = cut((a + b) / n), cut((a + c) / n)
    return findroot(lambda r: joint(hx, hy, r) - a / n, (mpf("-0.999"), mpf("0.999")), solver="anderson",
                    tol=mpf(10) ** -36)


def tetrachoric(*cells):
    """r, and its variance sum cell (d r / d cell)^2 (r does not change when all cells grow alike)."""
    slopes = []
    for i in range(4):
        h = cells[i] * mpf(10) ** -5
        up, down = (correlation(*(x + s * h * (j == i) for j, x in enumerate(cells))) for s in (1, -1))
        slopes.append((up - down) / (2 * h))
    return correlation(*cells), sum(x * s * s for x, s in zip(cells, slopes))


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
    write("tetrachoric", "20-digit arithmetic by tests/oracle/tetrachoric.py; numerical derivatives, so 8 digits",
          cases)


if __name__ == "__main__":
    main()
