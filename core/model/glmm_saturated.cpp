#include "core/model/glmm_saturated.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/base/maximise.h"
#include "core/base/sum.h"

namespace pooled {
namespace {

/// One study at its best theta for (alpha, sigma2).
struct Best {
  double theta = 0;
  PlaneTerm term{};
};

/// Log-concave in theta, so that Newton finds the only top.
Best best_theta(const TwoArms& study, const PlaneParameters& p, double start) {
  Best best{.theta = start};
  const auto f = [&](const Vector& x) {
    best.term = mixed_in_plane(study.one, study.two, {x[0], p.alpha, 0, p.sigma2});
    return Point{best.term.ll, Vector::Constant(1, best.term.gradient[0]),
                 Matrix::Constant(1, 1, best.term.hessian(0, 0))};
  };
  Point top;
  const Vector x = maximise(f, Vector::Constant(1, start), top);
  f(x);
  best.theta = x[0];
  return best;
}

/// The studies with a finite theta_i, at one (alpha, sigma2).
class Saturated {
 public:
  explicit Saturated(const std::vector<TwoArms>& studies) {
    for (const TwoArms& study : studies)
      if (!study.separated) studies_.push_back(&study);
    best_.resize(studies_.size());
  }
  Index finite() const { return static_cast<Index>(studies_.size()); }
  /// Zeros in one group of every study: alpha runs away and takes every theta_i along, until nothing is known of it.
  bool run_away() const { return !(-hessian()(0, 0) > 1e-6); }

  double move_to(const PlaneParameters& p) {
    Sum ll;
    for (std::size_t i = 0; i < studies_.size(); ++i) {
      best_[i] = best_theta(*studies_[i], p, best_[i].theta);
      ll.add(best_[i].term.ll);
    }
    return ll.value();
  }

  /// Derivatives of the profile in (alpha, sigma2), positions 1 and 3 of a term.
  Eigen::Vector2d gradient() const {
    Eigen::Vector2d g(0, 0);
    for (const Best& b : best_) g += Eigen::Vector2d(b.term.gradient[1], b.term.gradient[3]);
    return g;
  }
  Eigen::Matrix2d hessian() const {
    Eigen::Matrix2d h = Eigen::Matrix2d::Zero();
    for (const Best& b : best_) h += plain(b) - cross(b) * cross(b).transpose() / b.term.hessian(0, 0);
    return h;
  }

  double wald(bool sigma2_is_free) const;

 private:
  static Eigen::Matrix2d plain(const Best& b) {
    const auto& h = b.term.hessian;
    Eigen::Matrix2d m;
    m << h(1, 1), h(1, 3), h(3, 1), h(3, 3);
    return m;
  }
  static Eigen::Vector2d cross(const Best& b) { return {b.term.hessian(0, 1), b.term.hessian(0, 3)}; }

  std::vector<const TwoArms*> studies_;
  std::vector<Best> best_;
};

/// theta' J theta about the best common value, J = D - C P^-1 C' with D, C and P minus the second derivatives.
double Saturated::wald(bool sigma2_is_free) const {
  Eigen::Matrix2d P = Eigen::Matrix2d::Zero();
  for (const Best& b : best_) P -= plain(b);
  Eigen::Matrix2d eliminated = Eigen::Matrix2d::Zero();
  if (sigma2_is_free)
    eliminated = P.inverse();
  else
    eliminated(0, 0) = 1 / P(0, 0);
  const double about = best_.front().theta;
  const auto bilinear = [&](auto&& x, auto&& y) {
    Eigen::Vector2d Cx(0, 0), Cy(0, 0);
    Sum direct;
    for (const Best& b : best_) {
      direct.add(-b.term.hessian(0, 0) * x(b) * y(b));
      Cx += cross(b) * x(b), Cy += cross(b) * y(b);
    }
    return direct.value() - Cx.dot(eliminated * Cy);
  };
  const auto one = [](const Best&) { return 1.0; };
  const auto theta = [&](const Best& b) { return b.theta - about; };
  const double along = bilinear(one, theta);
  return std::max(0.0, bilinear(theta, theta) - along * along / bilinear(one, one));
}

/// The highest of the profile over (alpha, sigma), see climb() of glmm_random_study.cpp.
double climb(Saturated& s, const PlaneParameters& start, bool sigma2_is_free, double& sigma2) {
  const int free = sigma2_is_free ? 2 : 1;
  Vector x(free);
  x[0] = start.alpha;
  if (sigma2_is_free) x[1] = std::sqrt(start.sigma2);
  const auto f = [&](const Vector& here) {
    const double sigma = sigma2_is_free ? here[1] : 0;
    Point out{s.move_to({0, here[0], 0, sigma * sigma}), Vector(free), Matrix(free, free)};
    const Eigen::Vector2d g = s.gradient(), scale(1, 2 * sigma);
    const Eigen::Matrix2d h = s.hessian();
    for (int i = 0; i < free; ++i) {
      out.gradient[i] = scale[i] * g[i];
      for (int j = 0; j < free; ++j) out.hessian(i, j) = scale[i] * scale[j] * h(i, j);
    }
    if (sigma2_is_free) out.hessian(1, 1) += 2 * g[1];
    return out;
  };
  Point top;
  const Vector best = maximise(f, x, top);
  f(best);
  sigma2 = sigma2_is_free ? best[1] * best[1] : 0;
  return top.value;
}

}  // namespace

void add_saturated(Likelihood& x, const std::vector<TwoArms>& studies, const PlaneParameters& start) {
  if (studies.size() < 2) return;
  Saturated s(studies);
  PlaneParameters from = start;
  from.sigma2 = std::max(from.sigma2, 0.01);
  constexpr double as_good_as_zero = 1e-8;
  double sigma2 = 0, ll = climb(s, from, true, sigma2);
  if (sigma2 <= as_good_as_zero) ll = climb(s, from, false, sigma2);
  x.QE_LRT = std::max(0.0, 2 * (ll - x.ll_common));
  x.QE_LRT_df = static_cast<double>(studies.size() - 1);
  x.QE_LRT_p = chi2_upper(x.QE_LRT, x.QE_LRT_df);
  if (s.finite() < 2 || s.run_away()) return;
  x.QE_Wld = s.wald(sigma2 > 0);
  x.QE_Wld_df = static_cast<double>(s.finite() - 1);
  x.QE_Wld_p = chi2_upper(x.QE_Wld, x.QE_Wld_df);
}

}  // namespace pooled
