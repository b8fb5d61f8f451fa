#pragma once

namespace pooled {

/// Distributions, each tail computed as itself and never as one minus the other. No function throws; an argument
/// outside the domain gives NaN. df = infinity turns t into the normal. Boost.Math inside.

/// P(|Z| >= |z|).
double normal_two_sided(double z);
/// P(Z >= z).
double normal_upper(double z);
/// The density of Z at z.
double normal_density(double z);
/// z with P(Z >= z) = tail, 0 < tail < 1.
double normal_upper_quantile(double tail);
/// P(|T| >= |t|) with df > 0 degrees of freedom.
double t_two_sided(double t, double df);
/// t with P(T >= t) = tail, 0 < tail < 1, df > 0.
double t_upper_quantile(double tail, double df);
/// P(X >= x) for X ~ chi-square(df), df > 0.
double chi2_upper(double x, double df);
/// P(X <= x) for X ~ chi-square(df), df > 0.
double chi2_lower(double x, double df);
/// x with P(X <= x) = lower.
double chi2_lower_quantile(double lower, double df);
/// x with P(X >= x) = tail.
double chi2_upper_quantile(double tail, double df);
/// P(X >= x) for X ~ F(df1, df2), df1, df2 > 0; df2 = infinity gives chi-square(df1) of df1 x.
double f_upper(double x, double df1, double df2);
/// x with P(X <= x) = lower for X ~ beta(a, b), a and b > 0.
double beta_lower_quantile(double lower, double a, double b);
/// x with P(X >= x) = tail.
double beta_upper_quantile(double tail, double a, double b);
/// gamma(a + 1/2) / gamma(a), a > 0, without the cancellation of two log-gammas.
double gamma_half_step(double a);

}  // namespace pooled
