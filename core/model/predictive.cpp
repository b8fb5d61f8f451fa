#include "core/model/predictive.h"

#include <cmath>

#include "core/base/dist.h"
#include "core/base/quadrature.h"
#include "core/base/solve.h"
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
      nodes.push_back(at(first + i * step));
      largest = std::max(largest, nodes.back().weight);
      return nodes.back().weight > 1e-17 * largest || std::abs(first + i * step) < 1;
    });
  };
  const auto total = [&] { return sum_of(static_cast<Index>(nodes.size()), [&](Index i) { return nodes[i].weight; }); };
  double step = 0.25;
  add(0, step);
  double mass = total() * step;
  for (int halvings = 0; halvings < 6; ++halvings) {
    add(step / 2, step), step /= 2;
    const double finer = total() * step;
    const bool settled = std::abs(finer - mass) <= 1e-8 * finer;
    mass = finer;
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

Tails PredictiveDistribution::standard_tails(double x) const {
  Sum lower, upper;
  for (const Normal& n : normals_) {
    const double z = (x - n.mean) / n.sd;
    lower.add(n.weight * normal_upper(-z));
    upper.add(n.weight * normal_upper(z));
  }
  return {lower.value(), upper.value()};
}

Tails PredictiveDistribution::tails(double x) const { return standard_tails((x - centre_) / unit_); }

PredictiveDistribution::Limits PredictiveDistribution::limits(double level) const {
  const double tail = (1 - level) / 2;
  /// The root of a function that rises from below 0 to above it, around the middle.
  const auto solve = [&](auto&& f) {
    double lower = middle_ - 1, upper = middle_ + 1;
    for (double step = 2; f(lower) > 0; step *= 2) lower = middle_ - step;
    for (double step = 2; f(upper) < 0; step *= 2) upper = middle_ + step;
    return centre_ + unit_ * root_between(f, lower, upper);
  };
  return {solve([&](double x) { return standard_tails(x).lower - tail; }),
          solve([&](double x) { return tail - standard_tails(x).upper; })};
}

}  // namespace pooled
