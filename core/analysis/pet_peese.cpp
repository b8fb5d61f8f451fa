#include "core/analysis/pet_peese.h"

#include <cmath>

#include "core/analysis/line.h"
#include "core/model/other_weights.h"

namespace pooled {
namespace {

using Row = PetPeeseRow;

void set_effect(Row& row, const Estimate& effect, const Effects& e) {
  row.est = effect.est, row.se = effect.se, row.stat = effect.stat, row.df = effect.df, row.pval = effect.pval;
  row.ci_lb = effect.ci_lb, row.ci_ub = effect.ci_ub;
  row.display = displayed(e, effect.est, effect.ci_lb, effect.ci_ub);
}

/// Beyond this share of its own fitted value a study decides where the line goes.
constexpr double much_leverage = 0.9;

void note_leverage(const Line& line, const Effects& e, const std::string& id, std::vector<Note>& notes) {
  Index most;
  const double hat = line.hat.maxCoeff(&most);
  if (hat <= much_leverage) return;
  notes.push_back({.code = NoteCode::line_rests_on_study,
                   .row = e.row[static_cast<std::size_t>(most)],
                   .value = 100 * hat,
                   .detail = id});
}

Row line_row(std::string id, std::string label, const Effects& e, const Array& x, const Options& options,
             std::vector<Note>& notes) {
  Row row{.id = std::move(id), .label = std::move(label), .k = static_cast<int>(e.k())};
  const Result<Line> line = fit_line(e.yi, x, e.vi.inverse(), options.level);
  if (!line) {
    row.note = text(line.note(), {}, {});
    return row;
  }
  note_leverage(*line, e, row.id, notes);
  set_effect(row, line->intercept, e);
  row.slope = line->slope.est, row.slope_se = line->slope.se, row.slope_pval = line->slope.pval;
  row.dispersion = line->dispersion;
  return row;
}

Row unrestricted(std::string id, std::string label, const Effects& e, Options options) {
  Row row{.id = std::move(id), .label = std::move(label), .k = static_cast<int>(e.k())};
  options.test = std::string("t");
  const Result<Fit> f = unrestricted_wls(e, options);
  row.dispersion = f->heterogeneity.QE / f->heterogeneity.df;
  if (row.dispersion > 0)
    set_effect(row, f->mu, e);
  else
    row.note = text({.code = NoteCode::small_study_no_spread}, {}, {});
  return row;
}

/// 1.96 + 0.84: the effect in standard errors for 80% power at 5%, as the authors round it.
constexpr double adequate = 2.8;

Row adequately_powered(const Effects& e, double effect, const Options& options) {
  std::vector<Index> keep;
  for (Index i = 0; i < e.k(); ++i)
    if (std::sqrt(e.vi[i]) <= std::abs(effect) / adequate) keep.push_back(i);
  const std::string label = "Adequately powered studies (WAAP-WLS)";
  if (keep.size() >= 2) return unrestricted("WAAP", label, subset(e, keep), options);
  Row row = unrestricted("WAAP", label, e, options);
  row.note = text({.code = NoteCode::waap_too_few}, {}, {});
  return row;
}

constexpr double rule_alpha = 0.05;
constexpr const char* rule =
    "PEESE when the one-sided P of PET's intercept, in the direction of the weighted mean, is below 0.05; otherwise "
    "PET.";

}  // namespace

Result<PetPeese> pet_peese(const Effects& e, const Fit&, const Options& options) {
  if (!e.measure->compares()) return Note{.code = NoteCode::bias_not_for_measure};
  if (e.k() < 3) return Note{.code = NoteCode::pet_peese_needs_three, .value = static_cast<double>(e.k())};
  PetPeese out{.rule = rule};
  const Row pet = line_row("PET", "PET, on the standard error", e, e.vi.sqrt(), options, out.notes);
  const Row peese = line_row("PEESE", "PEESE, on the variance", e, e.vi, options, out.notes);
  const Row uwls = unrestricted("UWLS", "Unrestricted weighted least squares (UWLS)", e, options);
  out.rows = {pet, peese, uwls, adequately_powered(e, uwls.est, options)};
  if (std::isnan(pet.pval)) return out;
  const bool same_direction = (pet.est > 0) == (uwls.est > 0);
  out.pval_one_sided = same_direction ? pet.pval / 2 : 1 - pet.pval / 2;
  out.chosen = out.pval_one_sided < rule_alpha && !std::isnan(peese.est) ? "PEESE" : "PET";
  return out;
}

}  // namespace pooled
