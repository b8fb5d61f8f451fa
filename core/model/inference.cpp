#include "core/model/inference.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/dist.h"
#include "core/model/henmi_copas.h"
#include "core/model/kenward_roger.h"
#include "core/tau2/profile_likelihood.h"
#include "core/tau2/skovgaard.h"
#include "core/tau2/standard.h"
#include "core/tau2/tau2.h"

namespace pooled {
namespace {

double free(const Pooled& p) { return static_cast<double>(p.k() - 1); }

/// The estimate with this uncertainty; its note is about q.
Inference inference(const Pooled& p, const Uncertainty& u) {
  Inference out{.mu = estimate(p.est, u.se, u.df, p.options.level)};
  if (u.note) out.notes.push_back({.code = *u.note, .value = p.q});
  return out;
}

/// Whether q is below 1 by more than its rounding: under Paule-Mandel it is 1 by definition, and the last bits must not
/// decide what is said.
bool below_one(double q) { return q < 1 - 64 * std::numeric_limits<double>::epsilon(); }

/// t with 0 degrees of freedom does not exist: one study keeps the normal interval.
Inference one_study(const Pooled& p) { return inference(p, {p.se, infinity, NoteCode::hk_one_study}); }

/// se = 1 / sqrt(sum wi), normal.
Inference wald(const Pooled& p) { return inference(p, {p.se, infinity}); }

/// The same standard error with t(k - 1).
Inference wald_t(const Pooled& p) { return p.k() == 1 ? one_study(p) : inference(p, {p.se, free(p)}); }

/// Hartung-Knapp-Sidik-Jonkman: se^2 = q / sum wi, t(k - 1). With q = 0 it would have no width; the conventional SE
/// stands in, and the note says so.
Inference hksj(const Pooled& p) {
  if (p.k() == 1) return one_study(p);
  if (p.q == 0) return inference(p, {p.se, free(p), NoteCode::hk_no_spread});
  const double se = std::sqrt(p.q) * p.se;
  if (below_one(p.q)) return inference(p, {se, free(p), NoteCode::hk_narrower_than_wald});
  return inference(p, {se, free(p)});
}

/// HKSJ with the ad hoc floor: se^2 = max(1, q) / sum wi, never narrower than the conventional SE.
Inference hksj_floor(const Pooled& p) {
  if (p.k() == 1) return one_study(p);
  if (below_one(p.q)) return inference(p, {p.se, free(p), NoteCode::hk_floor_acts});
  return inference(p, {std::sqrt(std::max(1.0, p.q)) * p.se, free(p)});
}

double width(const Inference& i) { return i.mu.ci_ub - i.mu.ci_lb; }

/// The plain Hartung-Knapp width, 0 without any spread.
double hksj_width(const Pooled& p) { return p.q == 0 ? 0 : width(hksj(p)); }

/// The wider of the Hartung-Knapp and the Wald interval, with its own SE and P.
Inference hksj_wider(const Pooled& p) {
  if (p.k() == 1) return one_study(p);
  if (p.q > 0 && hksj_width(p) >= width(wald(p))) return inference(p, {std::sqrt(p.q) * p.se, free(p)});
  return inference(p, {p.se, infinity, NoteCode::hk_wald_is_wider});
}

/// IQWiG, General Methods 6: Hartung-Knapp, but with the floor if its interval is narrower than the Wald interval
/// around DerSimonian-Laird.
Inference iqwig6(const Pooled& p) {
  if (p.k() == 1) return one_study(p);
  const Standard s = standardise(p.e);
  const double tau2 = der_simonian_laird(p.e).tau2 / s.unit / s.unit;
  const double se_DL = s.unit / std::sqrt(weigh(s, tau2).sum_w);
  const double wald_DL = 2 * normal_upper_quantile((1 - p.options.level) / 2) * se_DL;
  if (p.q > 0 && hksj_width(p) >= wald_DL) return inference(p, {std::sqrt(p.q) * p.se, free(p)});
  return hksj_floor(p);
}

/// Kenward-Roger: see kenward_roger.h. Under a common effect there is no tau2 to allow for: Wald.
Inference kenward_roger_t(const Pooled& p) {
  if (p.k() == 1) return one_study(p);
  if (!p.random) return wald(p);
  const KenwardRoger kr = kenward_roger(p.e, p.tau2);
  Inference out = inference(p, {kr.se, kr.df});
  if (p.options.tau2 != "REML") out.notes.push_back({.code = NoteCode::kr_without_reml});
  if (kr.df < 1) out.notes.push_back({.code = NoteCode::kr_few_df, .value = kr.df});
  return out;
}

/// Profile likelihood: see profile_likelihood.h. `stat` is the signed root of the likelihood ratio, `se` the
/// conventional one. Under a common effect it is the Wald interval.
Inference likelihood_ratio(const Pooled& p) {
  if (p.k() == 1) return one_study(p);
  if (!p.random) return wald(p);
  const ProfileLikelihood pl = profile_likelihood(p.e, p.options.level);
  const double stat = std::copysign(std::sqrt(pl.ratio), p.est);
  Inference out{.mu = {.est = p.est,
                       .se = p.se,
                       .stat = stat,
                       .df = infinity,
                       .pval = normal_two_sided(stat),
                       .ci_lb = pl.ci_lb,
                       .ci_ub = pl.ci_ub}};
  if (p.options.tau2 != "ML") out.notes.push_back({.code = NoteCode::pl_without_ml});
  return out;
}

/// Skovgaard's correction of the profile likelihood: see skovgaard.h. `stat` is the corrected signed root, `se` the
/// conventional one. Under a common effect there is nothing to correct: Wald.
Inference corrected_likelihood_ratio(const Pooled& p) {
  if (p.k() == 1) return one_study(p);
  if (!p.random) return wald(p);
  const Skovgaard sk = skovgaard(p.e, p.options.level);
  Inference out{.mu = {.est = p.est,
                       .se = p.se,
                       .stat = sk.stat,
                       .df = infinity,
                       .pval = normal_two_sided(sk.stat),
                       .ci_lb = sk.ci_lb,
                       .ci_ub = sk.ci_ub}};
  if (p.options.tau2 != "ML") out.notes.push_back({.code = NoteCode::pl_without_ml});
  if (sk.at_zero) out.notes.push_back({.code = NoteCode::skovgaard_at_zero});
  if (sk.turns) out.notes.push_back({.code = NoteCode::skovgaard_turns});
  return out;
}

/// Henmi-Copas: see henmi_copas.h. Its estimate is the common-effect one and its tau2 that of DerSimonian-Laird,
/// whatever was chosen. Under a common effect: Wald.
Inference henmi_copas_interval(const Pooled& p) {
  if (p.k() == 1) return one_study(p);
  if (!p.random) return wald(p);
  const HenmiCopas hc = henmi_copas(p.e, p.options.level);
  return {.mu = {.est = hc.est,
                 .se = hc.se,
                 .stat = hc.est / hc.se,
                 .df = NaN,
                 .pval = hc.pval,
                 .ci_lb = hc.ci_lb,
                 .ci_ub = hc.ci_ub},
          .notes = {{.code = NoteCode::hc_common_estimate}}};
}

constexpr Test table[] = {
    {"HKSJ_se", "Hartung-Knapp with floor", hksj_floor,
     "Knapp & Hartung 2003, Stat Med 22:2693; floor: Rover, Knapp & Friede 2015, BMC Med Res Methodol 15:99"},
    {"HKSJ", "Hartung-Knapp", hksj, "Hartung & Knapp 2001, Stat Med 20:3875; Sidik & Jonkman 2002, Stat Med 21:3153"},
    {"HKSJ_ci", "Wider of Hartung-Knapp and Wald", hksj_wider,
     "Wiksten, Rucker & Schwarzer 2016, Stat Med 35:2503; Jackson, Law, Rucker & Schwarzer 2017, Stat Med 36:3923"},
    {"IQWiG6", "Hartung-Knapp as IQWiG 6", iqwig6, "IQWiG 2022, General Methods 6.1"},
    {"KR", "Kenward-Roger", kenward_roger_t,
     "Kenward & Roger 1997, Biometrics 53:983; Partlett & Riley 2017, Stat Med 36:301"},
    {"PL", "Profile likelihood", likelihood_ratio, "Hardy & Thompson 1996, Stat Med 15:619"},
    {"SKOV", "Profile likelihood, Skovgaard's correction", corrected_likelihood_ratio,
     "Skovgaard 1996, Bernoulli 2:145; Guolo 2012, Stat Med 31:313"},
    {"HC", "Henmi-Copas", henmi_copas_interval, "Henmi & Copas 2010, Stat Med 29:2969"},
    {"t", "t distribution", wald_t, "Follmann & Proschan 1999, Biometrics 55:732"},
    {"z", "Wald (normal)", wald, "DerSimonian & Laird 1986, Control Clin Trials 7:177"},
};

}  // namespace

std::span<const Test> tests() { return table; }

const Test* find_test(std::string_view id) {
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const Test& t) { return t.id == id; });
  return found == std::end(table) ? nullptr : found;
}

Estimate estimate(double est, double se, double df, double level) {
  double half = t_upper_quantile((1 - level) / 2, df) * se;
  const double stat = est / se;
  if (std::isinf(half)) half = NaN;
  return {.est = est,
          .se = se,
          .stat = stat,
          .df = df,
          .pval = t_two_sided(stat, df),
          .ci_lb = est - half,
          .ci_ub = est + half};
}

Inference own_inference(double est, double se, Index k, const Options& options, double t_df) {
  const bool t = options.test == "t";
  const double df = std::isnan(t_df) ? static_cast<double>(k - 1) : t_df;
  Inference out{.mu = estimate(est, se, t && k > 1 ? df : infinity, options.level)};
  if (t && k == 1) out.notes.push_back({.code = NoteCode::hk_one_study});
  if (!t && options.test != "z") out.notes.push_back({.code = NoteCode::test_not_for_model});
  return out;
}

}  // namespace pooled
