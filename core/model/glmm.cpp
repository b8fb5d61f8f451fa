#include "core/model/glmm.h"

#include <Eigen/LU>
#include <cmath>

#include "core/model/glmm_studies.h"
#include "core/model/inference.h"
#include "core/model/likelihood_fit.h"
#include "core/model/mixture.h"

namespace pooled {
namespace {

/// The inverse information of mu and tau2; at tau2 = 0 that of mu alone.
void add_errors(LikelihoodEstimate& x, const Profile& p) {
  if (p.tau2 == 0) {
    x.se = 1 / std::sqrt(p.information(0, 0));
    return;
  }
  const Eigen::Matrix2d variance = p.information.inverse();
  x.se = std::sqrt(variance(0, 0));
  x.se_tau2 = std::sqrt(variance(1, 1));
}

/// The common-effect model and the test of heterogeneity against it.
template <class Studies>
void add_common(Likelihood& x, const Profile& common, const Studies& studies, double level) {
  x.common = estimate(common.mu, 1 / std::sqrt(common.information(0, 0)), infinity, level);
  x.ll_common = common.ll;
  const auto k = static_cast<Index>(studies.size());
  Array own(k), information(k);
  double ll = 0;
  for (Index i = 0; i < k; ++i) {
    const OwnMaximum& study = studies[static_cast<std::size_t>(i)].own;
    own[i] = study.est, information[i] = study.information, ll += study.ll;
  }
  add_heterogeneity(x, own, information, ll);
}

template <class Studies>
bool separated(const Studies& studies) {
  Array own(static_cast<Index>(studies.size()));
  for (Index i = 0; i < own.size(); ++i) own[i] = studies[static_cast<std::size_t>(i)].own.est;
  return all_at_one_end(own);
}

/// The best of the maxima, with the runner-up.
LikelihoodEstimate estimate_of(const Maxima& m, Index k) {
  const Profile& best = m.found.front();
  LikelihoodEstimate x{.mu = best.mu, .tau2 = best.tau2, .ll = best.ll, .k = k};
  add_errors(x, best);
  x.details.nodes = best.nodes;
  if (m.found.size() > 1) x.other_tau2 = m.found[1].tau2, x.other_gap = best.ll - m.found[1].ll;
  return x;
}

/// From studies to Fit: what the conditional and the fixed-study models share.
/// @param terms  of the marginal likelihoods
/// @param start  of the nuisance parameters
template <class Studies>
Result<Fit> fit_of(const Effects& e, const Options& options, const Studies& studies, Terms terms, const Array& start,
                   bool nuisance) {
  const Result<std::vector<Note>> notes = check_counts(e);
  if (!notes) return notes.note();
  const auto k = static_cast<Index>(studies.size());
  if (separated(studies)) return Note{.code = NoteCode::likelihood_without_maximum};
  Maxima m;
  if (k == 1) {
    m.common = common_profile(terms, start);
    m.found = {m.common};
  } else {
    m = maxima(terms, start);
  }
  if (m.found.empty()) return Note{.code = NoteCode::likelihood_without_maximum};
  LikelihoodEstimate x = estimate_of(m, k);
  x.notes = *notes;
  for (const auto& study : studies) x.row.push_back(study.row);
  x.details.parameters = static_cast<double>((k > 1 ? 2 : 1) + (nuisance ? k : 0));
  add_common(x.details, m.common, studies, options.level);
  return likelihood_fit(e, options, x, true);
}

Result<Fit> fit_curves(const Effects& e, const Options& options, const std::vector<ConditionalStudy>& studies) {
  const auto terms = [&](Index i, double mu, double tau2, double) {
    return mixed(studies[static_cast<std::size_t>(i)].curve, mu, tau2);
  };
  return fit_of(e, options, studies, terms, Array::Zero(static_cast<Index>(studies.size())), false);
}

}  // namespace

Result<Fit> glmm_conditional_exact(const Effects& e, const Options& options) {
  if (const Result<std::vector<Note>> notes = check_counts(e); !notes) return notes.note();
  if (const std::optional<Note> note = too_many_events(e)) return *note;
  return fit_curves(e, options, exact_studies(e));
}

Result<Fit> glmm_conditional_approximate(const Effects& e, const Options& options) {
  return fit_curves(e, options, approximate_studies(e));
}

Result<Fit> glmm_fixed_study(const Effects& e, const Options& options) {
  std::vector<TwoArms> studies;
  for (TwoArms& study : two_arm_studies(e))
    if (!study.silent) studies.push_back(std::move(study));
  Array start(static_cast<Index>(studies.size()));
  for (Index i = 0; i < start.size(); ++i) start[i] = studies[static_cast<std::size_t>(i)].level;
  const auto terms = [&](Index i, double mu, double tau2, double a) {
    const TwoArms& study = studies[static_cast<std::size_t>(i)];
    return mixed(study.one, study.two, mu, tau2, a);
  };
  return fit_of(e, options, studies, terms, start, true);
}

Result<Fit> glmm_one_group(const Effects& e, const Options& options) {
  return fit_curves(e, options, one_group_studies(e));
}

}  // namespace pooled
