#include "core/model/mantel_haenszel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/sum.h"
#include "core/measures/numeric.h"
#include "core/model/heterogeneity.h"
#include "core/model/inverse_variance.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// R and S of one study, or of all.
struct Parts {
  double r, s;
};

Parts odds_parts(const Four& f) { return {f.a / f.n() * f.d(), f.c / f.n() * f.b()}; }
Parts ratio_parts(const Four& f) { return {f.a * (f.n2 / f.n()), f.c * (f.n1 / f.n())}; }
Parts difference_parts(const Four& f) { return {f.cross() / f.n(), f.n1 * f.n2 / f.n()}; }

/// What one study adds to the variance, given the totals.

double odds_variance(const Four& f, const Parts& total) {
  const auto [r, s] = odds_parts(f);
  const double p = (f.a + f.d()) / f.n(), q = (f.b() + f.c) / f.n();
  return (p * (r / total.r) / total.r + (p * (s / total.s) / total.r + q * (r / total.r) / total.s) +
          q * (s / total.s) / total.s) /
         2;
}

double risk_ratio_variance(const Four& f, const Parts& total) {
  const double r1 = f.n1 / f.n(), r2 = f.n2 / f.n();
  return (f.a / total.r * r1 * (f.d() / f.n()) + f.c / total.r * r2 * (f.b() / f.n())) / total.s;
}

double rate_ratio_variance(const Four& f, const Parts& total) {
  return (f.a + f.c) / total.r * (f.n1 / f.n()) * (f.n2 / f.n()) / total.s;
}

double risk_difference_variance(const Four& f, const Parts& total) {
  const double rd = total.r / total.s, r1 = f.n1 / f.n(), r2 = f.n2 / f.n();
  // Everybody in one group and nobody in the other: what is left of the sum would be rounding.
  if (std::abs(rd) >= 1) return 0;
  const double discordant = f.a * (f.d() / f.n()) + f.c * (f.b() / f.n());
  const double skew = r1 * r1 * (f.c - f.d()) - r2 * r2 * (f.a - f.b());
  return (discordant + rd * skew) / total.s / 2 / total.s;
}

double rate_difference_variance(const Four& f, const Parts& total) {
  const double r1 = f.n1 / f.n(), r2 = f.n2 / f.n();
  return (f.a * r2 * r2 + f.c * r1 * r1) / total.s / total.s;
}

struct Form {
  std::string_view measure;
  bool ratio;
  Parts (*parts)(const Four&);
  double (*variance)(const Four&, const Parts& total);
};

constexpr Form forms[] = {
    {"OR", true, odds_parts, odds_variance},
    {"RR", true, ratio_parts, risk_ratio_variance},
    {"IRR", true, ratio_parts, rate_ratio_variance},
    {"RD", false, difference_parts, risk_difference_variance},
    {"IRD", false, difference_parts, rate_difference_variance},
};

const Form& form_of(const Measure& measure) {
  return *std::find_if(std::begin(forms), std::end(forms), [&](const Form& f) { return f.measure == measure.id; });
}

/// A ratio's study without events in either group adds nothing at all.
bool informative(const Form& form, const Four& f) {
  const Parts parts = form.parts(f);
  return !form.ratio || parts.r > 0 || parts.s > 0;
}

bool some_count_is_zero(const Effects& e, const MantelHaenszel& mh) {
  const auto any_zero = e.measure->family->counts->any_zero;
  return std::any_of(mh.studies.four.begin(), mh.studies.four.end(), [&](const Four& f) {
    const std::array<double, 4> cells{f.a, f.n1, f.c, f.n2};
    return any_zero(cells);
  });
}

/// The studies of the estimate that have an effect of their own.
Effects with_effects(const Effects& e, const CountStudies& studies) {
  std::vector<Index> keep;
  for (Index j = 0; j < e.k(); ++j) {
    const int row = e.row[static_cast<std::size_t>(j)];
    if (std::find(studies.row.begin(), studies.row.end(), row) != studies.row.end()) keep.push_back(j);
  }
  return subset(e, keep);
}

/// DerSimonian & Laird's equation for this Q.
Tau2 tau2_of_Q(const Effects& e, double Q) {
  const Standard s = standardise(e);
  const double excess = (Q - static_cast<double>(e.k() - 1)) / weigh(s, 0).between;
  return {.tau2 = std::max(0.0, excess) * s.unit * s.unit};
}

/// Every study whose counts the estimate around which Q is taken rests on; those without an effect of their own have no
/// weight, but the result is another one without them.
void name_all_studies(Fit& f, const Effects& own, const CountStudies& studies) {
  Array weight = Array::Zero(studies.k());
  for (Index i = 0, j = 0; i < studies.k() && j < own.k(); ++i)
    if (studies.row[static_cast<std::size_t>(i)] == own.row[static_cast<std::size_t>(j)]) weight[i] = f.weight[j++];
  f.weight = weight;
  f.row = studies.row;
}

}  // namespace

Result<MantelHaenszel> mantel_haenszel_pooling(const Effects& e, const Options& options) {
  const Result<CountStudies> with_counts = count_studies(e, options);
  if (!with_counts) return with_counts.note();
  const Form& form = form_of(*e.measure);
  const CountStudies studies = with_counts->where([&](const Four& f) { return informative(form, f); });
  const Parts total{sum_of(studies.k(), [&](Index i) { return form.parts(studies.at(i)).r; }),
                    sum_of(studies.k(), [&](Index i) { return form.parts(studies.at(i)).s; })};
  if (form.ratio && !(total.r > 0 && total.s > 0)) return Note{.code = NoteCode::mantel_haenszel_not_estimable};
  const double variance = sum_of(studies.k(), [&](Index i) { return form.variance(studies.at(i), total); });
  if (!(variance > 0)) return Note{.code = NoteCode::mantel_haenszel_not_estimable};
  Array w(studies.k());
  for (Index i = 0; i < studies.k(); ++i) w[i] = form.parts(studies.at(i)).s;
  const double est = form.ratio ? log_ratio(total.r, total.s) : total.r / total.s;
  return MantelHaenszel{studies, {est, std::sqrt(variance), w}};
}

double Q_around(const Effects& e, double mu) {
  return sum_of(e.k(), [&](Index i) {
    const double z = (e.yi[i] - mu) / std::sqrt(e.vi[i]);
    return z * z;
  });
}

Result<Fit> mantel_haenszel(const Effects& e, const Options& options) {
  const Result<MantelHaenszel> mh = mantel_haenszel_pooling(e, options);
  if (!mh) return mh.note();
  const Effects own = with_effects(e, mh->studies);
  const Heterogeneity h = heterogeneity_from(Q_around(own, mh->pooling.est), own.k(), options.level);
  Fit f = fit_of_counts(mh->pooling, mh->studies, h, options);
  if (some_count_is_zero(e, *mh)) f.notes.push_back({.code = NoteCode::counts_as_they_are});
  return f;
}

Result<Fit> random_effects_around_mh(const Effects& e, const Options& options) {
  const Result<MantelHaenszel> mh = mantel_haenszel_pooling(e, options);
  if (!mh) return mh.note();
  const Effects own = with_effects(e, mh->studies);
  if (own.k() == 0) return Note{.code = NoteCode::no_usable_study, .value = static_cast<double>(e.study.size())};
  const double Q = Q_around(own, mh->pooling.est);
  Options fixed = options;
  fixed.tau2 = "DL";
  Fit f = random_effects_at(own, fixed, own.k() > 1 ? tau2_of_Q(own, Q) : Tau2{});
  name_all_studies(f, own, mh->studies);
  f.notes.insert(f.notes.begin(), mh->studies.notes.begin(), mh->studies.notes.end());
  if (f.k == 1) return f;
  f.notes.push_back({.code = NoteCode::tau2_of_model});
  const Heterogeneity of_tau2 = f.heterogeneity;
  f.heterogeneity = heterogeneity_from(Q, own.k(), options.level);
  f.heterogeneity.I2 = of_tau2.I2, f.heterogeneity.I2_lb = of_tau2.I2_lb, f.heterogeneity.I2_ub = of_tau2.I2_ub;
  f.heterogeneity.H2 = of_tau2.H2;
  return f;
}

}  // namespace pooled
