#include "core/analysis/absolute.h"

#include <algorithm>
#include <cmath>

namespace pooled {
namespace {

/// The control risks of the pooled studies, in order of size.
std::vector<double> control_risks(const Effects& e, const Fit& f) {
  std::vector<double> risks;
  for (const int row : f.row) {
    const double risk = e.control_risk[static_cast<std::size_t>(row)];
    if (!std::isnan(risk)) risks.push_back(risk);
  }
  std::sort(risks.begin(), risks.end());
  return risks;
}

void put_studies(Absolute& a, const std::vector<double>& risks) {
  if (risks.empty()) return;
  const std::size_t half = risks.size() / 2;
  a.studies_low = risks.front(), a.studies_high = risks.back();
  a.studies_median = risks.size() % 2 == 1 ? risks[half] : (risks[half - 1] + risks[half]) / 2;
}

double risk_with_treatment(std::string_view measure, double control, double effect) {
  if (measure == "RR") return control * effect;
  if (measure == "RD") return control + effect;
  if (std::isinf(effect)) return control > 0 ? 1 : 0;
  return control * effect / (1 - control + control * effect);
}

/// 1 / |difference| in whole people. A difference such as 0.3 - 0.2 is not quite a tenth in binary; the last bits must
/// not add a person.
double number_needed(double difference) {
  constexpr double last_bits = 1 - 1e-12;
  return difference == 0 ? NaN : std::ceil(1 / std::abs(difference) * last_bits);
}

}  // namespace

Result<Absolute> absolute(const Effects& e, const Fit& f, const Options& options) {
  if (!e.measure->absolute) return Note{.code = NoteCode::question_not_for_measure};
  Absolute a;
  put_studies(a, control_risks(e, f));
  a.control_risk = options.control_risk ? *options.control_risk : a.studies_median;
  a.control_risk_from = options.control_risk ? "given" : "median";
  if (std::isnan(a.control_risk)) return Note{.code = NoteCode::control_risk_needed};

  const auto clamped_risk = [&](double analysis_effect) {
    const double effect = e.measure->scale->display(analysis_effect);
    const double risk = risk_with_treatment(e.measure->id, a.control_risk, effect);
    a.clamped = a.clamped || risk < 0 || risk > 1;
    return std::clamp(risk, 0.0, 1.0);
  };
  a.risk = clamped_risk(f.mu.est), a.risk_lb = clamped_risk(f.mu.ci_lb), a.risk_ub = clamped_risk(f.mu.ci_ub);
  a.diff = a.risk - a.control_risk, a.diff_lb = a.risk_lb - a.control_risk, a.diff_ub = a.risk_ub - a.control_risk;
  a.nnt = number_needed(a.diff), a.nnt_lb = number_needed(a.diff_lb), a.nnt_ub = number_needed(a.diff_ub);
  a.crosses_zero = a.diff_lb <= 0 && a.diff_ub >= 0;
  return a;
}

}  // namespace pooled
