#include "core/model/glmm_studies.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pooled {
namespace {

template <class Distribution>
Curve curve_of(Distribution d) {
  return [d = std::move(d)](double theta) { return d.at(theta); };
}

bool is_rates(const Effects& e) { return e.measure->family == &two_rates || e.measure->family == &one_rate; }

OwnMaximum at_end(double sign) { return {.est = sign * infinity}; }

OwnMaximum at(const Curve& curve, double est) {
  const Derivatives d = curve(est);
  return {.est = est, .information = -d.d2, .ll = d.l};
}

OwnMaximum own_of(const Binomial& b, const Curve& curve) {
  if (b.x <= 0) return at_end(-1);
  if (b.x >= b.n) return at_end(1);
  return at(curve, std::log(b.x / (b.n - b.x)) - b.offset);
}

/// Newton from the empirical log odds ratio, halved towards where the slope says while it overshoots; the
/// log-likelihood is concave.
OwnMaximum own_of(const Hypergeometric& h, double start, const Curve& curve) {
  if (h.lowest()) return at_end(-1);
  if (h.highest()) return at_end(1);
  double theta = start;
  for (int round = 0; round < 100; ++round) {
    const Derivatives d = h.at(theta);
    const double step = std::clamp(-d.d1 / d.d2, -1.0, 1.0);
    theta += step;
    if (step * step * -d.d2 < 1e-20) break;
  }
  return at(curve, theta);
}

/// All of the events in one group, in everyone there.
bool separated(const Matrix& c, Index i, bool rates) {
  if (rates) return false;
  return (c(i, 0) <= 0 && c(i, 2) >= c(i, 3)) || (c(i, 2) <= 0 && c(i, 0) >= c(i, 1));
}

/// Events of the study, people of both groups; silent = no comparison in it.
bool silent(const Matrix& c, Index i, bool rates) {
  const double events = c(i, 0) + c(i, 2);
  return events <= 0 || (!rates && events >= c(i, 1) + c(i, 3));
}

ConditionalStudy binomial_study(double x, double n, double offset) {
  const Binomial b = binomial(x, n, offset);
  const Curve curve = curve_of(b);
  return {curve, own_of(b, curve)};
}

ConditionalStudy hypergeometric_study(double a, double n1, double c, double n2) {
  const Hypergeometric h(a, n1, c, n2);
  // A short sum costs less than a look into a table.
  const Curve curve = h.terms() > 16 ? tabulated(curve_of(h)) : curve_of(h);
  const double start = std::log((a + 0.5) / (n1 - a + 0.5)) - std::log((c + 0.5) / (n2 - c + 0.5));
  return {curve, own_of(h, start, curve)};
}

/// log(x1 t2 / (x2 t1)) or log(a d / (b c)) with its information and the arms' own maxima.
OwnMaximum own_of_arms(const OwnMaximum& one, const OwnMaximum& two) {
  OwnMaximum own{.est = one.est - two.est, .ll = one.ll + two.ll};
  if (std::isfinite(own.est)) own.information = 1 / (1 / one.information + 1 / two.information);
  return own;
}

TwoArms binomial_arms(double a, double n1, double c, double n2) {
  const ConditionalStudy one = binomial_study(a, n1, 0), two = binomial_study(c, n2, 0);
  const double level = std::log((a + c + 0.5) / (n1 - a + n2 - c + 0.5));
  return {one.curve, two.curve, level, own_of_arms(one.own, two.own), false, false, -1};
}

ConditionalStudy poisson_study(double x, double t) {
  const Curve curve = curve_of(poisson(x, t));
  return {curve, x > 0 ? at(curve, std::log(x / t)) : at_end(-1)};
}

TwoArms poisson_arms(double x1, double t1, double x2, double t2) {
  const ConditionalStudy one = poisson_study(x1, t1), two = poisson_study(x2, t2);
  const double level = std::log((x1 + x2 + 0.5) / (t1 + t2));
  return {one.curve, two.curve, level, own_of_arms(one.own, two.own), false, false, -1};
}

/// Of all studies together: a hundred megabytes.
constexpr double most_values = 1 << 22;

/// How many other values the events of group 1 could have, given those of both.
double other_values(const Matrix& c, Index i) {
  return std::floor(std::min(c(i, 0), c(i, 3) - c(i, 2))) + std::floor(std::min(c(i, 1) - c(i, 0), c(i, 2)));
}

}  // namespace

std::optional<Note> too_many_events(const Effects& e) {
  if (is_rates(e)) return {};
  double values = 0;
  for (Index i = 0; i < e.cells.rows(); ++i) {
    values += other_values(e.cells, i);
    if (values <= most_values) continue;
    const int row = e.cells_row[static_cast<std::size_t>(i)];
    return Note{.code = NoteCode::counts_out_of_range, .row = row, .value = e.cells(i, 0) + e.cells(i, 2)};
  }
  return {};
}

std::vector<ConditionalStudy> exact_studies(const Effects& e) {
  const Matrix& c = e.cells;
  const bool rates = is_rates(e);
  std::vector<ConditionalStudy> out;
  for (Index i = 0; i < c.rows(); ++i) {
    // Counts that are not whole may leave one value alone, which says nothing either.
    if (silent(c, i, rates) || (!rates && other_values(c, i) == 0)) continue;
    if (rates)
      out.push_back(binomial_study(c(i, 0), c(i, 0) + c(i, 2), std::log(c(i, 1) / c(i, 3))));
    else
      out.push_back(hypergeometric_study(c(i, 0), c(i, 1), c(i, 2), c(i, 3)));
    out.back().row = e.cells_row[static_cast<std::size_t>(i)];
  }
  return out;
}

std::vector<ConditionalStudy> approximate_studies(const Effects& e) {
  const Matrix& c = e.cells;
  std::vector<ConditionalStudy> out;
  for (Index i = 0; i < c.rows(); ++i) {
    if (silent(c, i, false)) continue;
    out.push_back(binomial_study(c(i, 0), c(i, 0) + c(i, 2), std::log(c(i, 1) / c(i, 3))));
    out.back().row = e.cells_row[static_cast<std::size_t>(i)];
  }
  return out;
}

std::vector<ConditionalStudy> one_group_studies(const Effects& e) {
  std::vector<ConditionalStudy> out;
  for (Index i = 0; i < e.cells.rows(); ++i) {
    const double x = e.cells(i, 0), size = e.cells(i, 1);
    out.push_back(is_rates(e) ? poisson_study(x, size) : binomial_study(x, size, 0));
    out.back().row = e.cells_row[static_cast<std::size_t>(i)];
  }
  return out;
}

std::vector<TwoArms> two_arm_studies(const Effects& e) {
  const Matrix& c = e.cells;
  const bool rates = is_rates(e);
  std::vector<TwoArms> out;
  for (Index i = 0; i < c.rows(); ++i) {
    out.push_back(rates ? poisson_arms(c(i, 0), c(i, 1), c(i, 2), c(i, 3))
                        : binomial_arms(c(i, 0), c(i, 1), c(i, 2), c(i, 3)));
    TwoArms& study = out.back();
    study.silent = silent(c, i, rates), study.separated = separated(c, i, rates);
    study.row = e.cells_row[static_cast<std::size_t>(i)];
  }
  return out;
}

}  // namespace pooled
