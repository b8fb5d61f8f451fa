"""Quantile estimation (McGrath et al. 2020, Stat Methods Med Res 29:2520) with 30 digits, by another road than the core:
quantiles by bisection of the distribution functions, minima as roots of the numerical derivative of the sum of squares.
Prints the numbers of tests/core/data/test_quantile_fit.cpp."""

from mpmath import betainc, erfinv, exp, findroot, gamma, gammainc, log, mp, mpf, nstr, sqrt

mp.dps = 30


def z(p):
    return sqrt(2) * erfinv(2 * p - 1)


def solve_increasing(f, low, high):
    return findroot(f, (low, high), solver="anderson", tol=mpf(10) ** -56, maxsteps=500)


def gamma_quantile(p, a):
    return solve_increasing(lambda x: gammainc(a, 0, x, regularized=True).real - p, mpf(10) ** -30, a + 40 * sqrt(a) + 40)


def beta_quantile(p, a, b):
    return solve_increasing(lambda x: betainc(a, b, 0, x, regularized=True).real - p, mpf(10) ** -30, 1 - mpf(10) ** -30)


def best_scale(unit, q):
    return sum(u * x for u, x in zip(unit, q)) / sum(u * u for u in unit)


def normal(ps, q):
    zs = [z(p) for p in ps]
    z_mean, q_mean = sum(zs) / len(zs), sum(q) / len(q)
    sd = sum((a - z_mean) * (b - q_mean) for a, b in zip(zs, q)) / sum((a - z_mean) ** 2 for a in zs)
    mean = q_mean - sd * z_mean
    return mean, sd, sum((mean + sd * a - b) ** 2 for a, b in zip(zs, q))


POSITIVE = {
    "log-normal": (lambda p, s: exp(s * z(p)), lambda s: (exp(s * s / 2), exp(s * s / 2) * sqrt(exp(s * s) - 1))),
    "gamma": (lambda p, s: gamma_quantile(p, 1 / s**2), lambda s: (1 / s**2, 1 / s)),
    "Weibull": (lambda p, s: (-log(1 - p)) ** s, lambda s: (gamma(1 + s), sqrt(gamma(1 + 2 * s) - gamma(1 + s) ** 2))),
}


def positive(family, ps, q):
    quantile, moments = POSITIVE[family]

    def distance(s):
        unit = [quantile(p, s) for p in ps]
        c = best_scale(unit, q)
        return sum((c * u - x) ** 2 for u, x in zip(unit, q))

    best = min((mpf(10) ** (mpf(k) / 8) for k in range(-12, 2)), key=distance)
    step = mpf(10) ** -9
    slope = lambda s: (distance(s * (1 + step)) - distance(s * (1 - step))) / step
    s = findroot(slope, (best / mpf(10) ** 0.13, best * mpf(10) ** 0.13), solver="anderson", tol=1e-40, maxsteps=300)
    c = best_scale([quantile(p, s) for p in ps], q)
    mean, sd = moments(s)
    return c * mean, c * sd, distance(s)


def beta_fit(ps, q):
    mean, sd, _ = normal(ps, q)
    size = mean * (1 - mean) / sd**2 - 1
    distance = lambda a, b: sum((beta_quantile(p, a, b) - x) ** 2 for p, x in zip(ps, q))
    h = mpf(10) ** -8
    by_a = lambda a, b: (distance(a + h, b) - distance(a - h, b)) / h
    by_b = lambda a, b: (distance(a, b + h) - distance(a, b - h)) / h
    a, b = findroot([by_a, by_b], (mean * size, (1 - mean) * size), tol=mpf(10) ** -30, maxsteps=60)
    return a / (a + b), sqrt(a * b / (a + b + 1)) / (a + b), distance(a, b)


def show(name, ps, q, with_beta=False):
    ps, q = [mpf(p) for p in ps], [mpf(x) for x in q]
    fits = {"normal": normal(ps, q), **{family: positive(family, ps, q) for family in POSITIVE}}
    if with_beta:
        fits["beta"] = beta_fit(ps, q)
    for family, (mean, sd, distance) in sorted(fits.items(), key=lambda fit: fit[1][2]):
        print(name, family, nstr(mean, 16), nstr(sd, 16), nstr(distance, 5))


QUARTERS = [mpf(1) / 4, mpf(1) / 2, mpf(3) / 4]


def ends(n):
    return [1 / mpf(n), mpf(1) / 2, 1 - 1 / mpf(n)]


def five(n):
    return [1 / mpf(n), *QUARTERS, 1 - 1 / mpf(n)]


if __name__ == "__main__":
    show("range 2 4 9, n 100", ends(100), [2, 4, 9])
    show("quartiles 4 6 9", QUARTERS, [4, 6, 9])
    show("quartiles 10 14 21", QUARTERS, [10, 14, 21])
    show("quartiles 1 2 6", QUARTERS, [1, 2, 6])
    show("quartiles 2 6 9", QUARTERS, [2, 6, 9])
    show("five 1 3 5 9 25, n 50", five(50), [1, 3, 5, 9, 25])
    show("five 0 2 5 8 14, n 40", five(40), [0, 2, 5, 8, 14])
    show("quartiles .55 .8 .93", QUARTERS, ["0.55", "0.8", "0.93"], True)
