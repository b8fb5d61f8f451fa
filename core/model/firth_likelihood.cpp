#include "core/model/firth_likelihood.h"

#include <cmath>
#include <utility>

#include "core/base/sum.h"

namespace pooled {
namespace {

/// A study's arms at a state: r = w'/w and s = w''/w of each, its share c of the study's weight.
struct Arms {
  Derivatives one, two;
  double w1, w2, c1, c2, r1, r2, s1, s2;
  double t;  ///< w1 w2 / (w1 + w2), the study's part of T
};

Arms arms_of(const FirthStudy& study, double mu, double a) {
  Arms x{};
  x.one = study.one.at(a + mu / 2), x.two = study.two.at(a - mu / 2);
  x.w1 = -x.one.d2, x.w2 = -x.two.d2;
  const double total = x.w1 + x.w2;
  x.c1 = x.w1 / total, x.c2 = x.w2 / total, x.t = x.c1 * x.w2;
  x.r1 = x.one.d3 / x.one.d2, x.r2 = x.two.d3 / x.two.d2;
  x.s1 = x.one.d4 / x.one.d2, x.s2 = x.two.d4 / x.two.d2;
  return x;
}

/// Derivatives of l1 + l2 + 1/2 log(w1 + w2) + 1/2 log T. With L = log t: dL = (r1 c2, r2 c1), and the second
/// derivatives of t over t are c2 (s1 - 2 r1^2 c1), 2 r1 r2 c1 c2, c1 (s2 - 2 r2^2 c2).
FirthTerm term_of(const Arms& x, double T) {
  const double share = x.t / T;
  FirthTerm f;
  f.v1 = share * x.r1 * x.c2, f.v2 = share * x.r2 * x.c1;
  f.g1 = x.one.d1 + (x.c1 * x.r1 + f.v1) / 2, f.g2 = x.two.d1 + (x.c2 * x.r2 + f.v2) / 2;
  f.k11 = x.w1 - (x.c1 * (x.s1 - x.c1 * x.r1 * x.r1) + share * x.c2 * (x.s1 - 2 * x.r1 * x.r1 * x.c1)) / 2;
  f.k22 = x.w2 - (x.c2 * (x.s2 - x.c2 * x.r2 * x.r2) + share * x.c1 * (x.s2 - 2 * x.r2 * x.r2 * x.c2)) / 2;
  f.k12 = x.c1 * x.c2 * x.r1 * x.r2 * (1 - 2 * share) / 2;
  f.w1 = x.w1, f.w2 = x.w2;
  return f;
}

/// A right-hand side: of the arms of each study.
struct Side {
  double one, two;
};

/// The matrix k of all studies in (mu, a_1 … a_k), with the levels eliminated. Written with the arms: of two that
/// differ by orders of magnitude nothing is lost.
class Arrow {
 public:
  Arrow(std::vector<FirthTerm> terms, Search search) : terms_(std::move(terms)), search_(search) {
    Sum s;
    for (const FirthTerm& f : terms_) s.add((f.k11 * f.k22 - f.k12 * f.k12) / level(f));
    s_ = s.value();
  }
  double of_mu() const { return s_; }

  template <class SideOf>
  FirthState solve(SideOf side) const {
    FirthState x{0, Array(static_cast<Index>(terms_.size()))};
    Sum mu;
    for (const FirthTerm& f : terms_) {
      const Side r = side(f);
      mu.add((r.one * (f.k22 + f.k12) - r.two * (f.k11 + f.k12)) / level(f));
    }
    if (search_ == Search::all) x.mu = mu.value() / s_;
    for (Index i = 0; i < x.a.size(); ++i) {
      const FirthTerm& f = terms_[static_cast<std::size_t>(i)];
      const Side r = side(f);
      x.a[i] = (r.one + r.two - (f.k11 - f.k22) / 2 * x.mu) / level(f);
    }
    return x;
  }

  template <class SideOf>
  double dot(SideOf side, const FirthState& x) const {
    Sum out;
    for (Index i = 0; i < x.a.size(); ++i) {
      const Side r = side(terms_[static_cast<std::size_t>(i)]);
      out.add(r.one * (x.a[i] + x.mu / 2) + r.two * (x.a[i] - x.mu / 2));
    }
    return out.value();
  }

  static double level(const FirthTerm& f) { return f.k11 + f.k22 + 2 * f.k12; }

 private:
  std::vector<FirthTerm> terms_;
  Search search_;
  double s_ = 0;
};

/// The penalty bends by less than 1 in each arm: with that much more than the weight every step climbs.
FirthTerm safe(FirthTerm f) {
  f.k11 = f.w1 + 1, f.k22 = f.w2 + 1, f.k12 = 0;
  return f;
}

Arrow positive(const FirthPoint& at, Search search) {
  std::vector<FirthTerm> terms = at.terms;
  for (FirthTerm& f : terms)
    if (!(Arrow::level(f) > 0)) f = safe(f);
  Arrow out(terms, search);
  if (search == Search::levels || out.of_mu() > 0) return out;
  for (FirthTerm& f : terms) f = safe(f);
  return {terms, search};
}

}  // namespace

FirthPoint firth_at(const std::vector<FirthStudy>& studies, const FirthState& s) {
  std::vector<Arms> arms;
  Sum ll, information;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    arms.push_back(arms_of(studies[i], s.mu, s.a[static_cast<Index>(i)]));
    const Arms& x = arms.back();
    ll.add(x.one.l + x.two.l + std::log(x.w1 + x.w2) / 2);
    information.add(x.t);
  }
  FirthPoint at;
  at.T = information.value();
  at.ll = ll.value() + std::log(at.T) / 2;
  for (const Arms& x : arms) at.terms.push_back(term_of(x, at.T));
  return at;
}

FirthStep firth_step(const FirthPoint& at, Search search) {
  const Arrow arrow = positive(at, search);
  const auto score = [](const FirthTerm& f) { return Side{f.g1, f.g2}; };
  const auto shared = [](const FirthTerm& f) { return Side{f.v1, f.v2}; };
  // (K + 1/2 v v')^-1 g, by Sherman and Morrison.
  const FirthState x = arrow.solve(score), y = arrow.solve(shared);
  const double back = arrow.dot(shared, x) / (2 + arrow.dot(shared, y));
  FirthStep step{{x.mu - back * y.mu, x.a - back * y.a}, 0};
  step.gain = arrow.dot(score, step.by);
  return step;
}

}  // namespace pooled
