#include "core/model/mixture.h"

#include <algorithm>
#include <cmath>

#include "core/base/maximise.h"
#include "core/base/quadrature.h"
#include "core/base/solve.h"
#include "core/base/sum.h"

namespace pooled {
namespace {

/// Near the top of psi(z) = l(mu + tau z) - z^2 / 2: where, how high, how wide.
struct Peak {
  double z, psi, width;
};

/// psi' falls from psi'(0) = g and psi'(g) has the other sign, which brackets the top; Newton, or halves.
template <class Line>
Peak peak_of(const Line& line, double mu, double tau) {
  double z = 0, lo = -infinity, hi = infinity;
  for (;;) {
    const Derivatives d = line(mu + tau * z);
    const double slope = tau * d.d1 - z, curvature = 1 - tau * tau * d.d2, width = 1 / std::sqrt(curvature);
    if (std::isinf(hi)) lo = std::min(0.0, slope), hi = std::max(0.0, slope);
    if (std::abs(slope) <= 0.1 * curvature * width || hi - lo <= 0.01 * width) return {z, d.l - z * z / 2, width};
    (slope > 0 ? lo : hi) = z;
    const double newton = z + slope / curvature;
    z = newton > lo && newton < hi ? newton : lo + (hi - lo) / 2;
  }
}

Term term_of(double ll, const Means& means, bool nuisance) {
  const auto& m = means.m;
  Term t;
  t.ll = ll;
  t.gradient << m[1][0], m[2][0] / 2, m[0][1];
  t.hessian(0, 0) = m[2][0] - m[1][0] * m[1][0];
  t.hessian(0, 1) = (m[3][0] - m[1][0] * m[2][0]) / 2;
  t.hessian(1, 1) = (m[4][0] - m[2][0] * m[2][0]) / 4;
  t.hessian(0, 2) = m[1][1] - m[1][0] * m[0][1];
  t.hessian(1, 2) = (m[2][1] - m[2][0] * m[0][1]) / 2;
  t.hessian(2, 2) = nuisance ? m[0][2] - m[0][1] * m[0][1] : -1;
  t.hessian.triangularView<Eigen::StrictlyLower>() = t.hessian.transpose();
  return t;
}

const double half_log_two_pi = std::log(8 * std::atan(1.0)) / 2;

/// Walks the trapezoid over z about the peak of the line; add(means, weight, d, prior) gives what a node contributes,
/// with the derivatives of the normal density, or nullptr where those of the data cancel less.
template <class Line, class Add>
Term integrate(const Line& line, double mu, double tau, double slope, bool nuisance, const Add& add) {
  const Peak peak = peak_of(line, mu, tau);
  const double step = trapezoid_step(peak.width, slope * tau);
  const bool study_says_more = peak.width * peak.width < 0.5;
  Means means;
  double total = 0;
  int nodes = 0;
  walk_out([&](int i) {
    const double z = peak.z + i * step;
    const Derivatives d = line(mu + tau * z);
    const double height = d.l - z * z / 2 - peak.psi, weight = std::exp(height);
    const Ratios prior = hermite(z, tau);
    add(means, weight, d, study_says_more ? &prior : nullptr);
    total += weight;
    ++nodes;
    return height > negligible;
  });
  means.divide(total);
  Term t = term_of(peak.psi + std::log(step * total) - half_log_two_pi, means, nuisance);
  t.nodes = nodes;
  return t;
}

/// Along theta, arms at a + theta / 2 and a - theta / 2: what finding the peak takes.
Derivatives along_theta(const Derivatives& one, const Derivatives& two) {
  return {.l = one.l + two.l, .d1 = (one.d1 - two.d1) / 2, .d2 = (one.d2 + two.d2) / 4};
}

/// Where the studies are in the Newton iteration at one tau2.
struct State {
  double mu;
  Array a;
};

/// All terms at a state, with the a_i eliminated from the system for mu.
struct Pass {
  double ll = 0, score = 0;
  double slope = 0, curvature = 0;  ///< of the profile in mu, minus the second derivative
  std::vector<Term> terms;
};

Pass pass_at(Terms terms, double tau2, const State& s) {
  Pass pass;
  Sum ll, score, slope, curvature;
  for (Index i = 0; i < s.a.size(); ++i) {
    const Term t = terms(i, s.mu, tau2, s.a[i]);
    const double share = t.hessian(0, 2) / t.hessian(2, 2);
    ll.add(t.ll);
    score.add(t.gradient[1] - t.hessian(1, 2) / t.hessian(2, 2) * t.gradient[2]);
    slope.add(t.gradient[0] - share * t.gradient[2]);
    curvature.add(share * t.hessian(0, 2) - t.hessian(0, 0));
    pass.terms.push_back(t);
  }
  pass.ll = ll.value(), pass.score = score.value(), pass.slope = slope.value(), pass.curvature = curvature.value();
  return pass;
}

/// The Newton step, and by how much it should raise ll (twice).
State step_of(const Pass& pass, double& gain) {
  State step{pass.slope / pass.curvature, Array(static_cast<Index>(pass.terms.size()))};
  gain = 0;
  for (Index i = 0; i < step.a.size(); ++i) {
    const Term& t = pass.terms[static_cast<std::size_t>(i)];
    step.a[i] = -(t.gradient[2] + t.hessian(0, 2) * step.mu) / t.hessian(2, 2);
    gain += t.gradient[0] * step.mu + t.gradient[2] * step.a[i];
  }
  return step;
}

/// -1 times the second derivatives in (mu, tau2) along the maximum over the a_i.
Eigen::Matrix2d information_of(const Pass& pass) {
  Eigen::Matrix2d information = Eigen::Matrix2d::Zero();
  for (const Term& t : pass.terms) {
    const Eigen::Vector2d cross = t.hessian.block<2, 1>(0, 2);
    information += cross * cross.transpose() / t.hessian(2, 2) - t.hessian.block<2, 2>(0, 0);
  }
  return information;
}

double best(const std::vector<Profile>& found) {
  double ll = -infinity;
  for (const Profile& p : found) ll = std::max(ll, p.ll);
  return ll;
}

}  // namespace

Term mixed(const Curve& curve, double mu, double tau2) {
  if (tau2 == 0) {
    const Derivatives d = curve(mu);
    Means means;
    means.add(1, ratios(d));
    return term_of(d.l, means, false);
  }
  return integrate(curve, mu, std::sqrt(tau2), 1, false,
                   [](Means& means, double weight, const Derivatives& d, const Ratios* prior) {
                     means.add(weight, prior ? *prior : ratios(d));
                   });
}

Term mixed(const Curve& one, const Curve& two, double mu, double tau2, double a) {
  Derivatives in_one, in_two;  // at the node visited last
  const auto line = [&](double theta) {
    in_one = one(a + theta / 2), in_two = two(a - theta / 2);
    return along_theta(in_one, in_two);
  };
  const auto add = [&](Means& means, double weight, const Derivatives&, const Ratios* prior) {
    means.add(weight, ratios(in_one), ratios(in_two), prior, nullptr);
  };
  if (tau2 > 0) return integrate(line, mu, std::sqrt(tau2), 0.5, true, add);
  Means means;
  const Derivatives d = line(mu);
  add(means, 1, d, nullptr);
  return term_of(d.l, means, true);
}

/// Log odds that Newton's method may go at once.
constexpr double longest_step = 8;

Profile profile_at(Terms terms, double tau2, const Profile& start) {
  State state{start.mu, start.a};
  Pass pass = pass_at(terms, tau2, state);
  for (int round = 0; round < 200; ++round) {
    double gain = 0;
    const State step = step_of(pass, gain);
    // Further away than this a likelihood of counts is flat, and tells no way back.
    double share = std::min(1.0, longest_step / std::abs(step.mu));
    const auto moved = [&] { return State{state.mu + share * step.mu, state.a + share * step.a}; };
    Pass next = pass_at(terms, tau2, moved());
    for (; gain > newton_is_safe && !(next.ll >= pass.ll) && share > 1e-9; next = pass_at(terms, tau2, moved()))
      share /= 4;
    state = moved();
    pass = std::move(next);
    if (gain < newton_is_done) break;
  }
  Profile p{tau2, state.mu, pass.ll, state.a, pass.score, information_of(pass), 0};
  for (const Term& t : pass.terms) p.nodes += t.nodes;
  return p;
}

Profile common_profile(Terms terms, const Array& start) {
  Profile begin;
  begin.a = start;
  return profile_at(terms, 0, begin);
}

Maxima maxima(Terms terms, const Array& start) {
  Maxima out;
  out.common = common_profile(terms, start);
  Profile last = out.common;
  const auto score = [&](double tau2) {
    if (tau2 == 0) return out.common.score;
    last = profile_at(terms, tau2, last);
    return last.score;
  };
  double most = 0;  // that one study says about its effect, given the others
  for (Index i = 0; i < start.size(); ++i)
    most = std::max(most, -terms(i, out.common.mu, 0, out.common.a[i]).hessian(0, 0));
  if (!(most > 0)) return out;  // nothing is known anywhere: the counts fix no effect
  // However little is known: a grid that began beyond its end would ask for integrals without end.
  const LogGrid grid(std::min(1e-3 / most, most_tau2 / 10), most_tau2, 3);
  if (out.common.score <= 0) out.found.push_back(out.common);
  for (const double tau2 : downward_roots(score, grid)) out.found.push_back(profile_at(terms, tau2, last));
  const Profile end = profile_at(terms, most_tau2, last);
  if (end.score > 0 && (out.found.empty() || end.ll > best(out.found))) out.found.clear();
  std::stable_sort(out.found.begin(), out.found.end(), [](const Profile& x, const Profile& y) { return x.ll > y.ll; });
  return out;
}

}  // namespace pooled
