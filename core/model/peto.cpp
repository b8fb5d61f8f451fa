#include "core/model/peto.h"

#include <algorithm>
#include <cmath>

#include "core/base/sum.h"
#include "core/model/heterogeneity.h"

namespace pooled {
namespace {

bool very_unequal(const Four& f) { return std::max(f.n1, f.n2) > 8 * std::min(f.n1, f.n2); }

}  // namespace

Result<Fit> peto(const Effects& e, const Options& options) {
  const Result<CountStudies> with_counts = count_studies(e, options);
  if (!with_counts) return with_counts.note();
  const CountStudies studies = with_counts->where([](const Four& f) { return score_of_people(f).v > 0; });
  if (studies.row.empty()) return Note{.code = NoteCode::peto_not_estimable};
  const Index k = studies.k();
  Array o_minus_e(k), v(k);
  for (Index i = 0; i < k; ++i) {
    const Score score = score_of_people(studies.at(i));
    o_minus_e[i] = score.o_minus_e, v[i] = score.v;
  }
  const double sum_v = sum(v), est = sum(o_minus_e) / sum_v;
  const double Q = sum_of(k, [&](Index i) {
    const double from_est = o_minus_e[i] / v[i] - est;
    return v[i] * from_est * from_est;
  });
  const Heterogeneity h = heterogeneity_from(Q, k, options.level);
  Fit f = fit_of_counts({est, 1 / std::sqrt(sum_v), v}, studies, h, options);
  if (std::abs(est) > 1 || std::any_of(studies.four.begin(), studies.four.end(), very_unequal))
    f.notes.push_back({.code = NoteCode::peto_biased});
  return f;
}

}  // namespace pooled
