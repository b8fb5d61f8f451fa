"""yi, vi -> the pooled summary as the JSON border names it, in 50 digits."""
from mpmath import exp, log, mpf, sqrt

import tau2 as between
from dist import chi2_tail, normal_quantile, normal_tail, t_quantile, t_tail
from effects import display_of

# rule -> (degrees of freedom lost, standard error used); None = normal quantile
PREDICTIONS = {"V": (1, "wald"), "HTS": (2, "wald"), "HK": (1, "hksj"), "HK_PR": (2, "hksj"), "S": (None, "wald")}


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
    se = between.STANDARD_ERRORS[options["tau2"]](v, tau2)
    return out | {"I2": share(tau2), "H2": tau2 / typical + 1, "se_tau2": se, "empty": empty,
                  "tau2_lb": lb, "tau2_ub": ub, "I2_lb": share(lb), "I2_ub": share(ub)}


def prediction(mu, tau2, options, k, ses):
    nothing = {"pi_lb": None, "pi_ub": None, "pi_df": None}
    if options["model"] == "EE":
        return nothing
    lost, which = PREDICTIONS[options["prediction"]]
    df = None if lost is None else k - lost
    if df is not None and df < 1:
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


def pool(y, v, options, estimate):
    """`estimate(name)` gives tau2 (cached by the caller, since many cases share one set of effects)."""
    k = len(y)
    if k == 1:
        return single(y, v, options), weights_percent(v, mpf(0))
    tau2 = estimate(options["tau2"]) if options["model"] == "RE" else mpf(0)
    w = between.weights(v, tau2)
    mu, wald = between.mean(y, w), 1 / sqrt(sum(w))
    q = between.generalised_q(y, v, tau2) / (k - 1)
    factor = {"z": 1, "t": 1, "HKSJ": q if q > 0 else 1, "HKSJ_se": max(mpf(1), q)}[options["test"]]
    out = inference(mu, wald * sqrt(factor), None if options["test"] == "z" else k - 1, options["level"])
    out |= {"tau2": tau2, "q_hk": q} | heterogeneity(y, v, options, tau2)
    restricted = options["model"] == "RE" and options["tau2"] == "REML"
    out["ll"] = between.log_likelihood(y, v, tau2, restricted)
    # The floor of HKSJ_se is also that of the HK prediction rules; without any spread (q = 0) HKSJ has no SE.
    hksj = wald * sqrt(max(mpf(1), q) if options["test"] == "HKSJ_se" or q == 0 else q)
    out |= prediction(mu, tau2, options, k, {"wald": wald, "hksj": hksj})
    return out, weights_percent(v, tau2)


def weights_percent(v, tau2):
    w = between.weights(v, tau2)
    return [100 * x / sum(w) for x in w]


def display(measure, record, names):
    turn = display_of(measure)
    return {n: None if record[n] is None else turn(record[n]) for n in names}
