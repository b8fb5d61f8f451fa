#include "core/model/inference.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/dist.h"

namespace pooled {
namespace {

double free(const Pieces& p) { return static_cast<double>(p.k - 1); }

/// Whether q is below 1 by more than its rounding: under Paule-Mandel it is 1 by definition, and the last bits must not
/// decide what is said.
bool below_one(double q) { return q < 1 - 64 * std::numeric_limits<double>::epsilon(); }

/// t with 0 degrees of freedom does not exist: one study keeps the normal interval.
Uncertainty one_study(const Pieces& p) { return {p.se, infinity, NoteCode::hk_one_study}; }

/// se = 1 / sqrt(sum wi), normal.
Uncertainty wald(const Pieces& p) { return {p.se, infinity, {}}; }

/// The same standard error with t(k - 1).
Uncertainty wald_t(const Pieces& p) {
  if (p.k == 1) return one_study(p);
  return {p.se, free(p), {}};
}

/// Hartung-Knapp-Sidik-Jonkman: se^2 = q / sum wi, t(k - 1). With q = 0 it would have no width; the conventional SE
/// stands in, and the note says so.
Uncertainty hksj(const Pieces& p) {
  if (p.k == 1) return one_study(p);
  if (p.q == 0) return {p.se, free(p), NoteCode::hk_no_spread};
  if (below_one(p.q)) return {std::sqrt(p.q) * p.se, free(p), NoteCode::hk_narrower_than_wald};
  return {std::sqrt(p.q) * p.se, free(p), {}};
}

/// HKSJ with the ad hoc floor: se^2 = max(1, q) / sum wi, never narrower than the conventional SE.
Uncertainty hksj_floor(const Pieces& p) {
  if (p.k == 1) return one_study(p);
  if (below_one(p.q)) return {p.se, free(p), NoteCode::hk_floor_acts};
  return {std::sqrt(std::max(1.0, p.q)) * p.se, free(p), {}};
}

constexpr Test table[] = {
    {"HKSJ_se", "Hartung-Knapp with floor", hksj_floor,
     "Knapp & Hartung 2003, Stat Med 22:2693; floor: Rover, Knapp & Friede 2015, BMC Med Res Methodol 15:99"},
    {"HKSJ", "Hartung-Knapp", hksj, "Hartung & Knapp 2001, Stat Med 20:3875; Sidik & Jonkman 2002, Stat Med 21:3153"},
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
  const double half = t_upper_quantile((1 - level) / 2, df) * se, stat = est / se;
  return {.est = est,
          .se = se,
          .stat = stat,
          .df = df,
          .pval = t_two_sided(stat, df),
          .ci_lb = est - half,
          .ci_ub = est + half};
}

}  // namespace pooled
