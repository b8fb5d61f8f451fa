#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "core/base/maximise.h"
#include "core/base/sum.h"
#include "core/model/glmm.h"
#include "core/model/glmm_plane.h"
#include "core/model/glmm_saturated.h"
#include "core/model/glmm_studies.h"
#include "core/model/inference.h"
#include "core/model/likelihood_fit.h"
#include "core/model/mixture.h"

namespace pooled {
namespace {

/// Which of the variances are estimated; the others are 0.
struct Free {
  bool tau2, sigma2;
  int count() const { return 2 + (tau2 ? 1 : 0) + (sigma2 ? 1 : 0); }
};

/// A maximum with its derivatives in (mu, alpha, tau2, sigma2).
struct PlaneFit {
  PlaneParameters at{};
  Free free{};
  double ll = -infinity;
  Eigen::Vector4d gradient;
  Eigen::Matrix4d hessian;
  int nodes = 0;
};

PlaneFit fit_at(const std::vector<TwoArms>& studies, const PlaneParameters& p, const Free& free) {
  PlaneFit out{p, free, 0, Eigen::Vector4d::Zero(), Eigen::Matrix4d::Zero(), 0};
  Sum ll;
  for (const TwoArms& study : studies) {
    const PlaneTerm t = mixed_in_plane(study.one, study.two, p);
    ll.add(t.ll);
    out.gradient += t.gradient;
    out.hessian += t.hessian;
    out.nodes += t.nodes;
  }
  out.ll = ll.value();
  return out;
}

/// Positions of the free parameters in (mu, alpha, tau2, sigma2).
std::vector<int> places(const Free& free) {
  std::vector<int> at{0, 1};
  if (free.tau2) at.push_back(2);
  if (free.sigma2) at.push_back(3);
  return at;
}

/// The maximum from a start, in the SDs of what is free: with v = s^2, d/ds = 2 s d/dv and d2/ds2 = 4 s^2 d2/dv2 + 2
/// d/dv. The likelihood is even in s, so that Newton reaches a maximum at 0 as fast as one inside.
PlaneFit climb(const std::vector<TwoArms>& studies, const PlaneParameters& start, const Free& free) {
  const std::vector<int> at = places(free);
  const Eigen::Vector4d full(start.mu, start.alpha, std::sqrt(start.tau2), std::sqrt(start.sigma2));
  Vector x(free.count());
  for (int i = 0; i < x.size(); ++i) x[i] = full[at[i]];
  PlaneFit last;
  const auto f = [&](const Vector& here) {
    Eigen::Vector4d p(0, 0, 0, 0), scale(1, 1, 0, 0);
    for (int i = 0; i < here.size(); ++i) {
      p[at[i]] = at[i] < 2 ? here[i] : here[i] * here[i];
      if (at[i] >= 2) scale[at[i]] = 2 * here[i];
    }
    Point out{NaN, Vector(here.size()), Matrix(here.size(), here.size())};
    if (!(p[2] <= 2 * most_tau2 && p[3] <= 2 * most_tau2)) return out;
    last = fit_at(studies, {p[0], p[1], p[2], p[3]}, free);
    out.value = last.ll;
    for (int i = 0; i < here.size(); ++i) {
      out.gradient[i] = scale[at[i]] * last.gradient[at[i]];
      for (int j = 0; j < here.size(); ++j)
        out.hessian(i, j) = scale[at[i]] * scale[at[j]] * last.hessian(at[i], at[j]);
      if (at[i] >= 2) out.hessian(i, i) += 2 * last.gradient[at[i]];
    }
    return out;
  };
  Point top;
  f(maximise(f, x, top));
  return last;
}

/// Mean and variance of the study levels, and an ordinary effect variance, to start from.
PlaneParameters start_of(const std::vector<TwoArms>& studies) {
  const auto k = static_cast<Index>(studies.size());
  const auto level = [&](Index i) { return studies[static_cast<std::size_t>(i)].level; };
  const double mean = sum_of(k, level) / static_cast<double>(k);
  const double square = sum_of(k, [&](Index i) { return (level(i) - mean) * (level(i) - mean); });
  return {0, mean, 0, std::max(square / static_cast<double>(k), 0.01)};
}

/// Closer to 0 than this a variance is 0: the fit without it is the maximum.
constexpr double as_good_as_zero = 1e-8;

/// Whether a climb ended where its variances are, and not at the edge of one.
bool inside(const PlaneFit& f) {
  return std::isfinite(f.ll) && (!f.free.tau2 || f.at.tau2 > as_good_as_zero) &&
         (!f.free.sigma2 || f.at.sigma2 > as_good_as_zero);
}

/// The common-effect model: sigma2 = 0, unless some is better.
PlaneFit common_fit(const std::vector<TwoArms>& studies) {
  const PlaneParameters start = start_of(studies);
  const PlaneFit some = climb(studies, start, {false, true});
  return inside(some) ? some : climb(studies, {start.mu, start.alpha, 0, 0}, {false, false});
}

/// The maxima of three starts inside, for which sigma2 may turn out to be 0, and tau2 = 0 if the likelihood falls from
/// it.
std::vector<PlaneFit> local_maxima(const std::vector<TwoArms>& studies, const PlaneFit& common) {
  std::vector<PlaneFit> found;
  if (common.gradient[2] <= 0) found.push_back(common);
  for (const double tau2 : {0.01, 0.1, 1.0}) {
    PlaneParameters start = common.at;
    start.tau2 = tau2, start.sigma2 = std::max(start.sigma2, 0.01);
    PlaneFit next = climb(studies, start, {true, true});
    if (std::isfinite(next.ll) && next.at.sigma2 <= as_good_as_zero) {
      start.sigma2 = 0;
      next = climb(studies, start, {true, false});
    }
    if (inside(next)) found.push_back(next);
  }
  if (found.empty()) found.push_back(common);
  std::stable_sort(found.begin(), found.end(), [](const PlaneFit& x, const PlaneFit& y) { return x.ll > y.ll; });
  return found;
}

/// Two climbs to the same top end this near to each other.
bool same_top(const PlaneFit& x, const PlaneFit& y) {
  return std::abs(x.at.tau2 - y.at.tau2) <= 1e-4 * std::max(x.at.tau2, y.at.tau2);
}

/// The best of them, with the best at another tau2.
LikelihoodEstimate estimate_of(const std::vector<PlaneFit>& found, Index k) {
  const PlaneFit& best = found.front();
  LikelihoodEstimate x{.mu = best.at.mu, .tau2 = best.at.tau2, .ll = best.ll, .k = k};
  const auto other = std::find_if(found.begin(), found.end(), [&](const PlaneFit& f) { return !same_top(f, best); });
  if (other != found.end()) x.other_tau2 = other->at.tau2, x.other_gap = best.ll - other->ll;
  x.details.sigma2 = best.at.sigma2;
  x.details.nodes = best.nodes;
  x.details.parameters = k > 1 ? 4 : 3;
  return x;
}

/// The inverse information of the free parameters.
void add_errors(LikelihoodEstimate& x, const PlaneFit& f) {
  const std::vector<int> at = places(f.free);
  Matrix information(f.free.count(), f.free.count());
  for (int i = 0; i < f.free.count(); ++i)
    for (int j = 0; j < f.free.count(); ++j) information(i, j) = -f.hessian(at[i], at[j]);
  const Matrix variance = information.inverse();
  x.se = std::sqrt(variance(0, 0));
  if (f.free.tau2) x.se_tau2 = std::sqrt(variance(2, 2));
}

}  // namespace

Result<Fit> glmm_random_study(const Effects& e, const Options& options) {
  if (!e.measure->compares()) return glmm_one_group(e, options);
  const Result<std::vector<Note>> notes = check_counts(e);
  if (!notes) return notes.note();
  const std::vector<TwoArms> studies = two_arm_studies(e);
  std::vector<double> own;
  for (const TwoArms& study : studies)
    if (!study.silent) own.push_back(study.own.est);
  if (all_at_one_end(Eigen::Map<const Array>(own.data(), static_cast<Index>(own.size()))))
    return Note{.code = NoteCode::likelihood_without_maximum};
  const PlaneFit common = common_fit(studies);
  const auto found = studies.size() == 1 ? std::vector<PlaneFit>{common} : local_maxima(studies, common);
  const PlaneFit& best = found.front();
  if (best.at.tau2 > most_tau2 || best.at.sigma2 > most_tau2) return Note{.code = NoteCode::likelihood_without_maximum};
  LikelihoodEstimate x = estimate_of(found, static_cast<Index>(studies.size()));
  x.notes = *notes;
  x.row = e.cells_row;
  add_errors(x, best);
  LikelihoodEstimate at_zero;
  add_errors(at_zero, common);
  x.details.common = estimate(common.at.mu, at_zero.se, infinity, options.level);
  x.details.ll_common = common.ll;
  add_saturated(x.details, studies, common.at);
  if (const std::size_t silent = studies.size() - own.size(); silent > 0)
    x.notes.push_back({.code = NoteCode::double_zero_counts, .value = static_cast<double>(silent)});
  return likelihood_fit(e, options, x, true);
}

}  // namespace pooled
