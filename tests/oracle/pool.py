"""yi, vi -> the pooled summary as the JSON border names it, in 50 digits."""
from mpmath import exp, log, mpf, sqrt

import tau2 as between
from dist import chi2_tail, normal_quantile, normal_tail, t_quantile, t_tail
from effects import display_of
from profiles import profile_likelihood

# rule -> (degrees of freedom lost, standard error used); None = normal quantile
PREDICTIONS = {"V": (1, "wald"), "HTS": (2, "wald"), "HK": (1, "hksj"), "HK_PR": (2, "hksj"), "KR": (0, "kr"),
               "KR_PR": (1, "kr"), "S": (None, "wald")}


def quantile(tail, df):
    return normal_quantile(tail) if df is None else t_quantile(tail, df)


def two_sided(stat, df):
    return 2 * (normal_tail(abs(stat)) if df is None else t_tail(abs(stat), df))


def i2_q_interval(q, k, level):
    """Higgins & Thompson 2002: test-based interval of H (at least 1) as I2; None where its SE does not exist."""
    df = k - 1
    if q > k:
        se = (log(q) - log(mpf(df))) / (2 * (sqrt(2 * q) - sqrt(mpf(2 * k - 3))))
    elif k > 2:
        se = sqrt((1 - mpf(1) / (3 * (k - 2) ** 2)) / (2 * (k - 2)))
    else:
        return None, None
    h = max(mpf(1), sqrt(q / df))
    z = normal_quantile((1 - mpf(level)) / 2)
    limits = (max(mpf(1), h * exp(sign * z * se)) for sign in (-1, 1))
    return tuple(100 * (1 - 1 / x**2) for x in limits)


def heterogeneity(y, v, options, tau2):
    k, q = len(y), between.generalised_q(y, v, 0)
    df = k - 1
    typical = df / between.moment_scale(v)
    i2_q = 100 * max(mpf(0), (q - df) / q) if q > 0 else mpf(0)
    out = {"QE": q, "QE_df": df, "QEp": chi2_tail(q, df), "I2_Q": i2_q}
    out["I2_Q_lb"], out["I2_Q_ub"] = i2_q_interval(q, k, options["level"])
    if options["model"] == "EE":
        return out | {"I2": i2_q, "H2": q / df, "se_tau2": None, "empty": False,
                      "tau2_lb": None, "tau2_ub": None, "I2_lb": None, "I2_ub": None}
    share = lambda t: None if t is None else 100 * t / (t + typical)
    (lb, ub), empty = between.q_profile(y, v, options["level"])
    se = between.STANDARD_ERRORS[options["tau2"]](y, v, tau2)
    return out | {"I2": share(tau2), "H2": tau2 / typical + 1, "se_tau2": se, "empty": empty,
                  "tau2_lb": lb, "tau2_ub": ub, "I2_lb": share(lb), "I2_ub": share(ub)}


def kenward_roger(v, tau2):
    """Partlett & Riley 2017, section 2.4: (se, df) from the expected information of tau2."""
    s1, s2, s3 = (sum(x**n for x in between.weights(v, tau2)) for n in (1, 2, 3))
    information = s2 / 2 - s3 / s1 + s2**2 / (2 * s1**2)
    variance = (1 + 2 * (s3 / s1 - (s2 / s1) ** 2) / information) / s1
    return sqrt(variance), 2 * information / (variance * s2) ** 2


def prediction(mu, tau2, options, k, ses, kr_df):
    nothing = {"pi_lb": None, "pi_ub": None, "pi_df": None}
    if options["model"] == "EE":
        return nothing
    lost, which = PREDICTIONS[options["prediction"]]
    df = None if lost is None else (kr_df if which == "kr" else k) - lost
    if df is not None and (df <= 0 or (which == "kr" and k < 2 + lost)):
        return nothing
    half = quantile((1 - mpf(options["level"])) / 2, df) * sqrt(tau2 + ses[which] ** 2)
    return {"pi_lb": mu - half, "pi_ub": mu + half, "pi_df": df}


def inference(mu, se, df, level):
    half = quantile((1 - mpf(level)) / 2, df) * se
    return {"est": mu, "se": se, "stat": mu / se, "df": df, "pval": two_sided(mu / se, df),
            "ci_lb": mu - half, "ci_ub": mu + half}


def single(y, v, options):
    """k = 1: the study itself by z; nothing else exists."""
    absent = ("tau2 se_tau2 tau2_lb tau2_ub I2 I2_lb I2_ub I2_Q I2_Q_lb I2_Q_ub H2 QE QE_df QEp q_hk ll "
              "pi_lb pi_ub pi_df").split()
    return inference(y[0], sqrt(v[0]), None, options["level"]) | dict.fromkeys(absent)


def uncertainty(test, y, v, options, wald, q, kr):
    """(se, df) of each test, in words: z; t(k - 1); Hartung-Knapp plain, with floor, the wider of it and Wald, with
    the floor only where it is narrower than Wald with DerSimonian-Laird (IQWiG 6); Kenward-Roger."""
    df, tail = len(y) - 1, (1 - mpf(options["level"])) / 2
    floored, plain = (wald * sqrt(max(mpf(1), q)), df), (wald * sqrt(q), df)
    width = quantile(tail, df) * plain[0]
    if test in ("z", "PL") or (test == "KR" and options["model"] == "EE"):
        return wald, None
    if test == "HKSJ":
        return plain if q > 0 else (wald, df)
    if test == "HKSJ_ci":
        return plain if width >= quantile(tail, None) * wald else (wald, None)
    if test == "IQWiG6":
        narrow = quantile(tail, None) / sqrt(sum(between.weights(v, between.dersimonian_laird(y, v))))
        return floored if width < narrow else plain
    return {"t": (wald, df), "HKSJ_se": floored, "KR": kr}[test]


def pool(y, v, options, estimate):
    """`estimate(name)` gives tau2 (cached by the caller, since many cases share one set of effects)."""
    k = len(y)
    if k == 1:
        return single(y, v, options), weights_percent(v, mpf(0))
    tau2 = estimate(options["tau2"]) if options["model"] == "RE" else mpf(0)
    w = between.weights(v, tau2)
    mu, wald = between.mean(y, w), 1 / sqrt(sum(w))
    q = between.generalised_q(y, v, tau2) / (k - 1)
    test, kr = options["test"], kenward_roger(v, tau2)
    out = inference(mu, *uncertainty(test, y, v, options, wald, q, kr), options["level"])
    if test == "PL" and options["model"] == "RE":
        out["ci_lb"], out["ci_ub"], ratio = profile_likelihood(y, v, options["level"])
        out["stat"] = sqrt(max(mpf(0), ratio)) * (1 if mu >= 0 else -1)
        out["pval"] = two_sided(out["stat"], None)
    out |= {"tau2": tau2, "q_hk": q} | heterogeneity(y, v, options, tau2)
    restricted = options["model"] == "RE" and options["tau2"] == "REML"
    out["ll"] = between.log_likelihood(y, v, tau2, restricted)
    # The floor of HKSJ_se is also that of the HK prediction rules; without any spread (q = 0) HKSJ has no SE.
    hksj = wald * sqrt(max(mpf(1), q) if options["test"] == "HKSJ_se" or q == 0 else q)
    out |= prediction(mu, tau2, options, k, {"wald": wald, "hksj": hksj, "kr": kr[0]}, kr[1])
    return out, weights_percent(v, tau2)


def weights_percent(v, tau2):
    w = between.weights(v, tau2)
    return [100 * x / sum(w) for x in w]


def display(measure, record, names):
    turn = display_of(measure)
    return {n: None if record[n] is None else turn(record[n]) for n in names}
