#include "core/model/predictive.h"

#include <cmath>

#include "core/base/dist.h"
#include "core/base/quadrature.h"
#include "core/base/sum.h"

namespace pooled {
namespace {

/// A value of tau2 and what it counts for.
struct Tau2Node {
  double tau2, weight;
};

/// The part of the confidence distribution above 0: tau = scale exp(sinh(x)) on equally spaced x, the step halved until
/// the mass stays the same. Around tau = 0 and infinity the density falls like a power of tau, so that what is left out
/// vanishes doubly exponentially.
std::vector<Tau2Node> mass_above_zero(const Standard& s, const Array& a, double q, double scale) {
  const auto at = [&](double x) {
    const double tau = scale * std::exp(std::sinh(x)), tau2 = tau * tau;
    return Tau2Node{tau2, confidence_density(s, a, tau2, q) * 2 * tau2 * std::cosh(x)};
  };
  std::vector<Tau2Node> nodes;
  double largest = 0;
  const auto add = [&](double first, double step) {
    walk_out([&](int i) {
      const double x = first + i * step;
      const Tau2Node node = at(x);
      // Not where the square of tau overflows: nothing is left there, but infinity times nothing is no number.
      if (node.weight > 0 && std::isfinite(node.weight)) {
        nodes.push_back(node);
        largest = std::max(largest, node.weight);
      }
      return node.weight > 1e-17 * largest || std::abs(x) < 1;
    });
  };
  const auto total = [&] { return sum_of(static_cast<Index>(nodes.size()), [&](Index i) { return nodes[i].weight; }); };
  double step = 0.25;
  add(0, step);
  double mass = total() * step, before = infinity;
  for (int halvings = 0; halvings < 6; ++halvings) {
    add(step / 2, step), step /= 2;
    const double finer = total() * step;
    const double change = std::abs(finer - mass);
    // Halving squares the error; where it no longer helps, what is left is that of the density itself.
    const bool settled = change <= 1e-8 * finer || (change <= 1e-4 * finer && change > before / 2);
    mass = finer, before = change;
    if (settled) break;
  }
  for (Tau2Node& node : nodes) node.weight *= step;
  return nodes;
}

/// log(chi-square(df) / df) and what it counts for.
struct Spread {
  double log_ratio, weight;
};

/// Its density is proportional to exp(df / 2 (x - e^x)).
std::vector<Spread> spreads(double df) {
  const double step = std::min(0.25, 0.5 * std::sqrt(2 / df));
  std::vector<Spread> nodes;
  walk_out([&](int i) {
    const double x = i * step, psi = df / 2 * (x + 1 - std::exp(x));
    nodes.push_back({x, std::exp(psi)});
    return psi > negligible;
  });
  const double total =
      sum_of(static_cast<Index>(nodes.size()), [&](Index i) { return nodes[static_cast<std::size_t>(i)].weight; });
  for (Spread& node : nodes) node.weight /= total;
  return nodes;
}

}  // namespace

PredictiveDistribution::PredictiveDistribution(const Effects& e) {
  const Standard s = standardise(e);
  centre_ = s.centre, unit_ = s.unit;
  const double df = static_cast<double>(s.k() - 1);
  const Array a = s.v.inverse();
  const Weighted common = weigh(s, 0);
  // The mean of Q is df + tau2 `between`: the variance about which tau2 can lie.
  const double typical = std::max(common.Q, df) / common.between;
  std::vector<Tau2Node> over_tau2 = mass_above_zero(s, a, common.Q, std::sqrt(typical));
  over_tau2.push_back({0, distribution_of_Q(s, a, 0, common.Q).upper});
  const std::vector<Spread> over_chi2 = spreads(df);
  middle_ = weigh(s, std::max(0.0, typical - df / common.between)).mu;
  for (const auto& [tau2, share] : over_tau2) {
    const Weighted x = weigh(s, tau2);
    const double V = x.Q / df / x.sum_w;
    for (const auto& [log_ratio, weight] : over_chi2)
      normals_.push_back({share * weight, x.mu, std::sqrt(tau2 + V * std::exp(-log_ratio))});
  }
}

PredictiveDistribution::Beyond PredictiveDistribution::beyond(double x, double side) const {
  Sum tail, density;
  for (const Normal& n : normals_) {
    const double z = side * (x - n.mean) / n.sd;
    tail.add(n.weight * normal_upper(z));
    density.add(n.weight / n.sd * normal_density(z));
  }
  return {tail.value(), density.value()};
}

namespace {

/// Between two places, by the order of magnitude of their distance from the middle where that differs: the standard
/// deviations of the mixture may span any range.
double between(double inner, double outer, double middle) {
  const double a = inner - middle, b = outer - middle;
  if (a >= 0 && b > 4 * std::max(a, 1.0)) return middle + std::sqrt(std::max(a, 1.0)) * std::sqrt(b);
  if (b <= 0 && a < 4 * std::min(b, -1.0)) return middle - std::sqrt(std::max(-b, 1.0)) * std::sqrt(-a);
  return inner + (outer - inner) / 2;
}

}  // namespace

/// By Newton's steps on the normal quantile of the tail, which is nearly straight in x; where a step leads out of what
/// is known to hold the limit, or has not brought it nearer, by ever longer strides and then in between.
double PredictiveDistribution::limit(double tail, double side, double start) const {
  const double wanted = normal_upper_quantile(tail);
  double inner = -infinity, outer = infinity, x = side * start, before = infinity;
  for (int turn = 0; turn < 200; ++turn) {
    const auto [here, density] = beyond(side * x, side);
    const double z = here < 1 ? normal_upper_quantile(here) : -infinity;
    const double missing = here > 0 ? wanted - z : -infinity;
    const double next = x + missing * normal_density(z) / density;
    // A step leaves the square of what is missing.
    if (std::abs(missing) < 1e-8) return side * next;
    (missing > 0 ? inner : outer) = x;
    const bool nearer = std::abs(missing) < before / 2;
    before = std::abs(missing);
    if (nearer && next > inner && next < outer)
      x = next;
    else if (std::isinf(inner) || std::isinf(outer))
      x += std::copysign(std::exp2(turn * (turn + 1) / 2), missing);
    else
      x = between(inner, outer, side * middle_);
    if (x == inner || x == outer) break;
  }
  return side * x;
}

Tails PredictiveDistribution::tails(double x) const {
  const double at = (x - centre_) / unit_;
  return {beyond(at, -1).tail, beyond(at, 1).tail};
}

PredictiveDistribution::Limits PredictiveDistribution::limits(double level) const {
  const double middle = centre_ + unit_ * middle_;
  return limits(level, {middle, middle});
}

PredictiveDistribution::Limits PredictiveDistribution::limits(double level, const Limits& near) const {
  const double tail = (1 - level) / 2;
  return {centre_ + unit_ * limit(tail, -1, (near.lower - centre_) / unit_),
          centre_ + unit_ * limit(tail, 1, (near.upper - centre_) / unit_)};
}

}  // namespace pooled
