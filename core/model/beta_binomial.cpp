#include "core/model/beta_binomial.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "core/base/maximise.h"
#include "core/base/quadrature.h"
#include "core/base/solve.h"
#include "core/model/curve.h"
#include "core/model/inference.h"
#include "core/model/likelihood_fit.h"

namespace pooled {
namespace {

/// One arm, with where its three sums are evaluated.
struct Arm {
  double constant;
  std::vector<SumNode> events, others, all;
};

/// A group: its arms, and the log odds to start from.
struct Group {
  std::vector<Arm> arms;
  double events = 0, people = 0;
};

/// ll of a group with its derivatives in (eta, rho), eta = logit(pi).
struct GroupTerm {
  double ll = 0, eta = 0, rho = 0, eta_eta = 0, eta_rho = 0, rho_rho = 0;

  /// Adds log D with the derivatives of D, those of a D that is linear in rho.
  void add(double weight, double d, double by_eta, double by_rho, double by_eta_eta, double by_eta_rho) {
    const double x = by_eta / d, y = by_rho / d;
    ll += weight * std::log(d);
    eta += weight * x;
    rho += weight * y;
    eta_eta += weight * (by_eta_eta / d - x * x);
    eta_rho += weight * (by_eta_rho / d - x * y);
    rho_rho -= weight * y * y;
  }
};

GroupTerm term_of(const Group& group, double logit, double rho) {
  const double p = 1 / (1 + std::exp(-logit)), q = 1 / (1 + std::exp(logit));
  const double slope = p * q, bend = p * q * (q - p), rest = 1 - rho;
  GroupTerm t;
  for (const Arm& arm : group.arms) {
    t.ll += arm.constant;
    for (const auto& [r, weight] : arm.events)
      t.add(weight, p * rest + r * rho, slope * rest, r - p, bend * rest, -slope);
    for (const auto& [r, weight] : arm.others)
      t.add(weight, q * rest + r * rho, -slope * rest, r - q, -bend * rest, slope);
    for (const auto& [r, weight] : arm.all) t.add(-weight, rest + r * rho, 0, r - 1, 0, 0);
  }
  return t;
}

Group group_of(const Effects& e, int column) {
  Group g;
  for (Index i = 0; i < e.cells.rows(); ++i) {
    const double y = e.cells(i, column), n = e.cells(i, column + 1);
    g.arms.push_back({binomial(y, n).log_choose, sum_nodes(y), sum_nodes(n - y), sum_nodes(n)});
    g.events += y, g.people += n;
  }
  return g;
}

/// The best log odds of a group at rho: the likelihood is concave in pi, so it has one top.
double best_logit(const Group& group, double rho) {
  const auto f = [&](const Vector& x) {
    const GroupTerm t = term_of(group, x[0], rho);
    return Point{t.ll, Vector::Constant(1, t.eta), Matrix::Constant(1, 1, t.eta_eta)};
  };
  Point top;
  return maximise(f, Vector::Constant(1, std::log(group.events / (group.people - group.events))), top)[0];
}

/// Both groups at their best for one rho.
struct RhoProfile {
  double rho, logit1, logit2;
  GroupTerm one, two;
  double ll() const { return one.ll + two.ll; }
  double score() const { return one.rho + two.rho; }
};

RhoProfile profile_at(const Group& one, const Group& two, double rho) {
  const double x = best_logit(one, rho), y = best_logit(two, rho);
  return {rho, x, y, term_of(one, x, rho), term_of(two, y, rho)};
}

/// The highest of the maxima over rho, searched on a grid of rho / (1 - rho).
RhoProfile best_profile(const Group& one, const Group& two, const RhoProfile& binomial) {
  const auto at = [&](double odds) { return profile_at(one, two, odds / (1 + odds)); };
  const auto score = [&](double odds) { return odds == 0 ? binomial.score() : at(odds).score(); };
  const double people = one.people + two.people;
  RhoProfile best = binomial;
  for (const double odds : downward_roots(score, LogGrid(1e-3 / people, 1e3, 2))) {
    const RhoProfile found = at(odds);
    if (found.ll() > best.ll()) best = found;
  }
  return best;
}

/// A risk on the scale of the measure, g(pi), and its slope in the log odds.
struct Linked {
  double value, slope;
};
Linked linked(std::string_view measure, double logit) {
  const double p = 1 / (1 + std::exp(-logit)), q = 1 / (1 + std::exp(logit));
  if (measure == "RR") return {-std::log1p(std::exp(-logit)), q};
  if (measure == "RD") return {p, p * q};
  return {logit, 1};
}

/// The effect g(pi_1) - g(pi_2).
double effect_of(std::string_view measure, const RhoProfile& p) {
  return linked(measure, p.logit1).value - linked(measure, p.logit2).value;
}

/// SE of the effect and of rho from minus the second derivatives; at rho = 0 the arms alone. At a maximum the
/// information of g(pi) is that of the log odds over slope^2.
void add_errors(LikelihoodEstimate& x, const RhoProfile& p, std::string_view measure) {
  const double s1 = linked(measure, p.logit1).slope, s2 = linked(measure, p.logit2).slope;
  x.se = std::sqrt(-s1 * s1 / p.one.eta_eta - s2 * s2 / p.two.eta_eta);
  if (p.rho == 0) return;
  Eigen::Matrix3d information;
  information << -p.one.eta_eta, 0, -p.one.eta_rho, 0, -p.two.eta_eta, -p.two.eta_rho, -p.one.eta_rho, -p.two.eta_rho,
      -p.one.rho_rho - p.two.rho_rho;
  const Eigen::Matrix3d variance = information.inverse();
  x.se = std::sqrt(s1 * s1 * variance(0, 0) + s2 * s2 * variance(1, 1) - 2 * s1 * s2 * variance(0, 1));
  x.details.se_rho = std::sqrt(variance(2, 2));
}

bool has_maximum(const Group& g) { return g.events > 0 && g.events < g.people; }

/// Studies without events in either group, or with events in everyone.
int silent(const Matrix& c) {
  int count = 0;
  for (Index i = 0; i < c.rows(); ++i) {
    const double events = c(i, 0) + c(i, 2);
    count += events <= 0 || events >= c(i, 1) + c(i, 3);
  }
  return count;
}

}  // namespace

Result<Fit> beta_binomial(const Effects& e, const Options& options) {
  const Result<std::vector<Note>> notes = check_counts(e);
  if (!notes) return notes.note();
  const Group one = group_of(e, 0), two = group_of(e, 2);
  if (!has_maximum(one) || !has_maximum(two)) return Note{.code = NoteCode::likelihood_without_maximum};
  const RhoProfile binomial = profile_at(one, two, 0);
  const bool several = e.cells.rows() > 1;
  const RhoProfile best = several ? best_profile(one, two, binomial) : binomial;
  const std::string_view measure = e.measure->id;
  LikelihoodEstimate x{.mu = effect_of(measure, best), .ll = best.ll(), .k = e.cells.rows(), .row = e.cells_row};
  x.notes = *notes;
  add_errors(x, best, measure);
  LikelihoodEstimate at_zero;
  add_errors(at_zero, binomial, measure);
  x.t_df = static_cast<double>(2 * x.k - 2);
  x.details.common = estimate(effect_of(measure, binomial), at_zero.se, infinity, options.level);
  x.details.ll_common = binomial.ll();
  x.details.parameters = several ? 3 : 2;
  if (several) x.details.rho = best.rho;
  if (const int count = silent(e.cells); count > 0)
    x.notes.push_back({.code = NoteCode::double_zero_counts, .value = static_cast<double>(count)});
  return likelihood_fit(e, options, x, false);
}

}  // namespace pooled
