"""Henmi-Copas and Skovgaard's corrected likelihood ratio in 30 digits. Run: python3 tests/oracle/small_samples.py

HC: the conditional mean and variance of Q given R as traces of k x k matrices, written out as in the definition, and
P(T > t) by mpmath's quadrature. SKOV: r* from Skovgaard's general formula: covariances of scores as expectations by
Gauss-Hermite quadrature (exact, the scores are polynomials), informations as numerical derivatives of the
log-likelihood; none of the engine's closed forms.
"""
from mpmath import diff, exp, findroot, gammainc, log, matrix, mp, mpf, pi, quad, sqrt

import tau2 as between
from answers import case, used, write
from dist import normal_quantile, normal_tail
from tau2 import local_maxima, mean, weights

SETS = [("bcg", "OR"), ("bcg", "RR"), ("cochrane_logo", "OR"), ("covid_corticosteroids", "OR"), ("aspirin", "OR"),
        ("clasp", "OR"), ("diuretics", "OR"), ("stroke_stay", "MD"), ("teacher", "GEN"), ("wilderness", "GEN"),
        ("tiotropium_sgrq", "GEN"), ("purine_se", "HR"), ("bcg_first_two", "RR"), ("conscientiousness", "ZCOR"),
        ("pair", "GEN"), ("three", "GEN"), ("agreeing", "GEN"), ("tiny", "GEN"), ("huge", "GEN")]


def trace_of_product(a, b):
    return sum(a[i, j] * b[j, i] for i in range(a.rows) for j in range(a.rows))


def henmi_copas(y, v, level):
    k, w = len(y), weights(v, 0)
    total, tau2 = sum(w), between.dersimonian_laird(y, v)
    w2 = sum(x * x for x in w) / total
    vr, mu = 1 + tau2 * w2, mean(y, w)
    p = matrix(k)
    c = matrix(k)
    m = [(v[i] + tau2) * w[i] / sqrt(total) / vr for i in range(k)]
    for i in range(k):
        for j in range(k):
            p[i, j] = (w[i] if i == j else 0) - w[i] * w[j] / total
            c[i, j] = (v[i] + tau2 if i == j else 0) - vr * m[i] * m[j]
    pc, vector = p * c, matrix(m)
    mean_0, mean_2 = sum(pc[i, i] for i in range(k)), (vector.T * p * vector)[0]
    var_0, var_2 = 2 * trace_of_product(pc, pc), 4 * (vector.T * p * c * p * vector)[0]

    def tail(t):
        def integrand(r):
            e, s2 = mean_0 + r * r * mean_2, var_0 + r * r * var_2
            f = k - 1 + (total / w2 - 1) * (r * r / t / t - 1)
            return gammainc(e * e / s2, 0, f * e / s2, regularized=True) * exp(-r * r / vr / 2)
        sd = sqrt(vr)
        points = [t] + [t + sd * mpf(x) for x in ("0.05", "0.2", "0.5", 1, 2, 4, 8, 14)]
        return quad(integrand, points) / sd / sqrt(2 * pi)

    se, alpha = sqrt(vr / total), (1 - mpf(level)) / 2
    t = findroot(lambda x: tail(x) - alpha, (mpf(1), normal_quantile(alpha) * sqrt(vr) + mpf(1) / 10),
                 solver="anderson", tol=mpf(10) ** -32)
    return {"est": mu, "se": se, "stat": mu / se, "pval": 2 * tail(abs(mu) / se), "ci_lb": mu - t * se,
            "ci_ub": mu + t * se, "df": None}


# Three points: exact to degree 5; the products here have degree 4.
NODES = ((mpf(0), mpf(2) / 3), (sqrt(mpf(3)), mpf(1) / 6), (-sqrt(mpf(3)), mpf(1) / 6))


def covariance(sds, f, g):
    """cov(sum f_i(e_i), sum g_i(e_i)), independent e_i ~ N(0, sd_i^2)."""
    total = mpf(0)
    for i, sd in enumerate(sds):
        ef, eg, efg = (sum(q * h(i, sd * x) for x, q in NODES) for h in (f, g, lambda j, e: f(j, e) * g(j, e)))
        total += efg - ef * eg
    return total


def best_at(y, v, mu):
    def score(t):
        return sum(((b - mu) / (x + t)) ** 2 - 1 / (x + t) for x, b in zip(v, y))
    return max(local_maxima(list(y) + [mu], v, score, 60), key=lambda t: ll(y, v, mu, t))


def ll(y, v, mu, t):
    return -sum(log(x + t) + (b - mu) ** 2 / (x + t) for x, b in zip(v, y)) / 2


def r_star(y, v, peak, mu):
    mu_hat, t_hat = peak
    t = best_at(y, v, mu)
    r = sqrt(2 * (ll(y, v, mu_hat, t_hat) - ll(y, v, mu, t))) * (1 if mu < mu_hat else -1)
    if t_hat == 0:
        return r
    sds = [sqrt(x + t_hat) for x in v]
    # Scores and log-likelihoods of study i at (m, s) as functions of e = yi - mu_hat.
    s_mu = lambda m, s: lambda i, e: (e + mu_hat - m) / (v[i] + s)
    s_t = lambda m, s: lambda i, e: ((e + mu_hat - m) / (v[i] + s)) ** 2 / 2
    l_of = lambda m, s: lambda i, e: -(e + mu_hat - m) ** 2 / (v[i] + s) / 2
    hat, there = (s_mu(mu_hat, t_hat), s_t(mu_hat, t_hat)), (s_mu(mu, t), s_t(mu, t))
    S = matrix(2)
    i_hat = matrix(2)
    for a in range(2):
        for b in range(2):
            S[a, b], i_hat[a, b] = covariance(sds, hat[a], there[b]), covariance(sds, hat[a], hat[b])
    fall = lambda i, e: l_of(mu_hat, t_hat)(i, e) - l_of(mu, t)(i, e)
    q = matrix([covariance(sds, hat[0], fall), covariance(sds, hat[1], fall)])
    f = lambda m, s: -ll(y, v, m, s)
    j = matrix([[diff(f, (mu_hat, t_hat), (2, 0)), diff(f, (mu_hat, t_hat), (1, 1))],
                [diff(f, (mu_hat, t_hat), (1, 1)), diff(f, (mu_hat, t_hat), (0, 2))]])
    j_t = diff(f, (mu, t), (0, 2))
    u = (S ** -1 * q)[0] * sqrt(mp.det(j)) / mp.det(i_hat) * mp.det(S) / sqrt(j_t)
    return r + log(u / r) / r


def skovgaard(y, v, level):
    # In units of the median standard error, for the numerical derivatives.
    unit, centre = sqrt(sorted(v)[len(v) // 2]), y[0]
    y, v = [(b - centre) / unit for b in y], [x / unit / unit for x in v]
    t_hat = between.maximum(False)(y, v)
    w = weights(v, t_hat)
    peak, se, z = (mean(y, w), t_hat), 1 / sqrt(sum(w)), normal_quantile((1 - mpf(level)) / 2)

    def limit(side):
        f = lambda steps: side * r_star(y, v, peak, peak[0] + side * steps * se) + z
        hi = mpf(1)
        while f(hi) > 0:
            hi *= mpf("1.5")
        steps = findroot(f, (hi / mpf("1.5") if hi > 1 else mpf("0.4"), hi), solver="anderson", tol=mpf(10) ** -26)
        return centre + unit * (peak[0] + side * steps * se)

    stat = r_star(y, v, peak, -centre / unit)
    return {"est": centre + unit * peak[0], "se": unit * se, "stat": stat, "pval": 2 * normal_tail(abs(stat)),
            "ci_lb": limit(-1), "ci_ub": limit(1), "df": None}


def main():
    mp.dps, cases = 30, []
    for name, measure in SETS:
        for test, answer, levels in (("HC", henmi_copas, (0.95, 0.8)), ("SKOV", skovgaard, (0.95, 0.99))):
            for level in levels:
                options = {"measure": measure, "tau2": "ML", "test": test, "level": level}
                _, y, v = used(name, options)
                cases.append(case(f"{name}.{measure}.{test}.{level}", name, options, ["summary"], 1e-10,
                                  {"summary": answer(y, v, level)}))
        print(name, flush=True)
    write("small_samples", "30-digit arithmetic by tests/oracle/small_samples.py: Henmi-Copas with its moments as "
          "traces, Skovgaard's r* from the general formula", cases)


if __name__ == "__main__":
    main()
