#include "core/analysis/stratified.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/base/sum.h"
#include "core/model/mantel_haenszel.h"

namespace pooled {
namespace {

StratifiedTest chi_square(double stat, double df) { return {stat, df, chi2_upper(stat, df)}; }

/// Tables whose margins leave something to chance.
struct Strata {
  std::vector<Four> four;
  std::vector<Score> score;
  Index k() const { return static_cast<Index>(four.size()); }
};

Strata strata_of(const CountStudies& studies, bool people) {
  Strata strata;
  for (const Four& f : studies.four) {
    const Score score = people ? score_of_people(f) : score_of_person_time(f);
    if (!(score.v > 0)) continue;
    strata.four.push_back(f);
    strata.score.push_back(score);
  }
  return strata;
}

void add_cmh(Stratified& out, const Strata& strata) {
  const auto at = [&](Index i) { return strata.score[static_cast<std::size_t>(i)]; };
  const double excess = std::abs(sum_of(strata.k(), [&](Index i) { return at(i).o_minus_e; }));
  const double v = sum_of(strata.k(), [&](Index i) { return at(i).v; });
  const double corrected = std::max(0.0, excess - 0.5);
  out.cmh = chi_square(excess * (excess / v), 1);
  out.cmh_corrected = chi_square(corrected * (corrected / v), 1);
}

/// The first cell of the table with row sizes n1 n2 and column sizes x y whose odds ratio is psi: the root of
///   (psi - 1) A^2 - b A + psi n1 x = 0,   b = psi (n1 + x) + n2 - x,   b^2 - 4 (psi - 1) psi n1 x = root^2,
///   root^2 = (psi (n1 - x) + n2 - x)^2 + 4 psi x y
/// that leaves no cell below 0, in the form without a difference of like numbers.
double expected_cell(double n1, double n2, double x, double y, double psi) {
  const double b = psi * (n1 + x) + (n2 - x);
  const double root = std::hypot(psi * (n1 - x) + (n2 - x), 2 * std::sqrt(psi * x) * std::sqrt(y));
  return b > 0 ? 2 * psi * n1 * x / (b + root) : (root - b) / (2 * (1 - psi));
}

/// Events in group 1 beyond those expected under psi, and their variance 1 / (1/A + 1/B + 1/C + 1/D): each cell as the
/// first of the table turned round.
Score from_expected(const Four& f, double psi) {
  const double x = f.a + f.c, y = f.b() + f.d();
  const double a = expected_cell(f.n1, f.n2, x, y, psi), b = expected_cell(f.n1, f.n2, y, x, 1 / psi);
  const double c = expected_cell(f.n2, f.n1, x, y, 1 / psi), d = expected_cell(f.n2, f.n1, y, x, psi);
  return {f.a - a, 1 / (1 / a + 1 / b + 1 / c + 1 / d)};
}

void add_breslow_day(Stratified& out, const Strata& strata, double psi) {
  const auto at = [&](Index i) { return from_expected(strata.four[static_cast<std::size_t>(i)], psi); };
  const double bd = sum_of(strata.k(), [&](Index i) { return at(i).o_minus_e * (at(i).o_minus_e / at(i).v); });
  const double off = sum_of(strata.k(), [&](Index i) { return at(i).o_minus_e; });
  const double v = sum_of(strata.k(), [&](Index i) { return at(i).v; });
  const double df = static_cast<double>(strata.k() - 1);
  out.breslow_day = chi_square(bd, df);
  out.tarone = chi_square(bd - off * (off / v), df);
}

/// The same studies as odds ratios, whichever measure of theirs was chosen.
Effects as_odds_ratio(const Effects& e) {
  Effects odds = e;
  odds.measure = find_measure("OR");
  return odds;
}

}  // namespace

Result<Stratified> stratified(const Effects& e, const Fit&, const Options& options) {
  const std::string_view measure = e.measure->id;
  const bool odds = measure == "OR" || measure == "PETO", rates = measure == "IRR" || measure == "IRD";
  if (!odds && !rates && measure != "RR" && measure != "RD") return Note{.code = NoteCode::stratified_needs_counts};
  const Result<CountStudies> studies = count_studies(e, options);
  if (!studies) return Note{.code = NoteCode::stratified_needs_counts};
  const Strata strata = strata_of(*studies, !rates);
  if (strata.k() == 0) return Note{.code = NoteCode::stratified_needs_counts};
  Stratified out{.k = static_cast<int>(strata.k())};
  add_cmh(out, strata);
  if (!odds || out.k < 2) return out;
  const Result<MantelHaenszel> mh = mantel_haenszel_pooling(as_odds_ratio(e), options);
  if (mh) add_breslow_day(out, strata, std::exp(mh->pooling.est));
  return out;
}

}  // namespace pooled
