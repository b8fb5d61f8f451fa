#include "core/model/prediction.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace pooled {
namespace {

Uncertainty spread(const Fit& f, double se, double df) { return {std::hypot(std::sqrt(f.tau2.tau2), se), df, {}}; }

double k_minus(const Fit& f, int lost) { return static_cast<double>(f.k - lost); }

/// The Hartung-Knapp SE; with the floor when that is the test, so that both intervals rest on the same SE. Without any
/// spread it is the conventional one, as for the test.
double hk_se(const Fit& f, const Options& options) {
  const bool floor = options.test == "HKSJ_se" || f.q_hk == 0;
  return f.se_wald * std::sqrt(floor ? std::max(1.0, f.q_hk) : f.q_hk);
}

Uncertainty rule_V(const Fit& f, const Options&) { return spread(f, f.se_wald, k_minus(f, 1)); }
Uncertainty rule_HTS(const Fit& f, const Options&) { return spread(f, f.se_wald, k_minus(f, 2)); }
Uncertainty rule_HK(const Fit& f, const Options& options) { return spread(f, hk_se(f, options), k_minus(f, 1)); }
Uncertainty rule_HK_PR(const Fit& f, const Options& options) { return spread(f, hk_se(f, options), k_minus(f, 2)); }
Uncertainty rule_S(const Fit& f, const Options&) { return spread(f, f.se_wald, infinity); }

/// Kenward-Roger's SE and degrees of freedom; PR takes one more for tau2.
Uncertainty rule_KR(const Fit& f, const Options&) { return spread(f, f.kr.se, f.kr.df); }
Uncertainty rule_KR_PR(const Fit& f, const Options&) { return spread(f, f.kr.se, f.kr.df - 1); }

/// Without any spread it is HK; else a distribution that no single SE describes.
Uncertainty rule_NNF(const Fit& f, const Options& options) {
  return f.q_hk == 0 ? rule_HK(f, options) : Uncertainty{NaN, NaN};
}

constexpr PredictionRule table[] = {
    {"V", "t with k-1 df, conventional SE (V)", 2, rule_V, "Veroniki et al. 2019, Res Synth Methods 10:23"},
    {"HTS", "t with k-2 df, conventional SE (HTS)", 3, rule_HTS,
     "Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137"},
    {"HK", "t with k-1 df, Hartung-Knapp SE (HK)", 2, rule_HK, "Partlett & Riley 2017, Stat Med 36:301"},
    {"HK_PR", "t with k-2 df, Hartung-Knapp SE (HK-PR)", 3, rule_HK_PR, "Partlett & Riley 2017, Stat Med 36:301"},
    {"KR", "t with Kenward-Roger df and SE (KR)", 2, rule_KR, "Partlett & Riley 2017, Stat Med 36:301"},
    {"KR_PR", "t with Kenward-Roger df - 1 and SE (KR-PR)", 3, rule_KR_PR, "Partlett & Riley 2017, Stat Med 36:301"},
    {"S", "normal, conventional SE (S)", 2, rule_S, "Skipka 2006"},
    {"NNF", "confidence distribution of tau2 (NNF)", 2, rule_NNF,
     "Nagashima, Noma & Furukawa 2019, Stat Methods Med Res 28:1689", true},
};

}  // namespace

std::span<const PredictionRule> prediction_rules() { return table; }

const PredictionRule* find_prediction_rule(std::string_view id) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [&](const PredictionRule& r) { return r.id == id; });
  return found == std::end(table) ? nullptr : found;
}

bool predicts_by_distribution(const PredictionRule& rule, const Fit& f) { return rule.own_distribution && f.q_hk > 0; }

PredictiveDistribution predictive_of(const Effects& e, const Fit& f) {
  std::vector<int> rows;
  for (const int row : e.row)
    if (!std::isnan(weight_of(f, row))) rows.push_back(row);
  if (rows.size() == e.row.size()) return PredictiveDistribution(e);
  return PredictiveDistribution(part_of(e, rows));
}

void predict(Fit& f, const Effects& e, const Options& options) {
  const PredictionRule& rule = *find_prediction_rule(options.prediction);
  if (f.k < rule.needs) {
    const double needs = static_cast<double>(rule.needs), k = static_cast<double>(f.k);
    f.notes.push_back({.code = NoteCode::prediction_needs_more, .value = needs, .other = k});
    return;
  }
  if (predicts_by_distribution(rule, f)) {
    const auto limits = PredictiveDistribution(e).limits(options.level);
    f.pi_lb = limits.lower, f.pi_ub = limits.upper, f.pi_df = k_minus(f, 1);
    f.notes.push_back({.code = NoteCode::prediction_own_tau2});
    return;
  }
  const Uncertainty u = rule.of(f, options);
  if (std::isnan(u.se)) {
    f.notes.push_back({.code = NoteCode::prediction_not_for_model});
    return;
  }
  if (!(u.df > 0)) {
    if (options.test != "KR") f.notes.push_back({.code = NoteCode::kr_few_df, .value = f.kr.df});
    return;
  }
  const Estimate interval = estimate(f.mu.est, u.se, u.df, options.level);
  f.pi_lb = interval.ci_lb, f.pi_ub = interval.ci_ub, f.pi_df = u.df;
  if (f.pi_lb > f.mu.ci_lb || f.pi_ub < f.mu.ci_ub) f.notes.push_back({.code = NoteCode::prediction_narrower});
}

}  // namespace pooled
