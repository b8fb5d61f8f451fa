#pragma once

#include <Eigen/Core>

#include <vector>

#include "core/base/function_ref.h"
#include "core/model/curve.h"
#include "core/model/partials.h"
#include "core/model/tabulated.h"

namespace pooled {

/// The marginal log-likelihood log L of one study and its derivatives in (mu, tau2, a), where the true effect is
/// theta ~ N(mu, tau2) and a is a nuisance parameter of this study alone.
///
/// All derivatives are integrals of the same kind as L, since a normal density obeys the heat equation,
/// dL/dtau2 = 1/2 d2L/dmu2: with m_p = (d^p L / dmu^p) / L the gradient in (mu, tau2) is (m1, m2 / 2) and the second
/// derivatives are m2 - m1^2, (m3 - m1 m2) / 2 and (m4 - m2^2) / 4; they hold at tau2 = 0 too. m_p is the posterior
/// mean of f^(p) / f, or by parts of He_p((theta - mu) / tau) / tau^p, whichever cancels less.
struct Term {
  double ll = 0;
  Eigen::Vector3d gradient = Eigen::Vector3d::Zero();
  Eigen::Matrix3d hessian = Eigen::Matrix3d::Zero();
  int nodes = 0;  ///< of the quadrature
};

/// One curve, no nuisance: L = integral of exp(l(theta)) phi(theta; mu, tau2).
Term mixed(const Curve& curve, double mu, double tau2);

/// Two arms at a + theta / 2 and a - theta / 2: L(a) = integral of f1 f2 phi(theta; mu, tau2).
Term mixed(const Curve& one, const Curve& two, double mu, double tau2, double a);

/// The k studies of a model, by the terms they contribute.
using Terms = FunctionRef<Term(Index i, double mu, double tau2, double a)>;

/// The maximum over mu and every a at one tau2.
struct Profile {
  double tau2 = NaN, mu = 0, ll = NaN;
  Array a;             ///< k
  double score = NaN;  ///< d ll / d tau2 along the profile
  Eigen::Matrix2d information =
      Eigen::Matrix2d::Zero();  ///< observed, of (mu, tau2), the nuisance parameters profiled out
  int nodes = 0;                ///< of the quadrature, all studies
};

/// log L is concave in (mu, a) for every tau2 (Prekopa: the marginal of a log-concave function is), so Newton with
/// damping finds its only maximum. k x k systems are avoided: a_i meets only mu.
/// @param start  its mu and a are where to begin
Profile profile_at(Terms terms, double tau2, const Profile& start);

/// Every local maximum of the profile on [0, most_tau2], best first; none when it is highest, and rising, at the end.
struct Maxima {
  std::vector<Profile> found;
  Profile common;  ///< at tau2 = 0
};
/// The common-effect model, tau2 = 0.
Profile common_profile(Terms terms, const Array& start);
/// @param start  of the a_i; the score is followed from 0 over a log grid of tau2, so that no maximum is missed
Maxima maxima(Terms terms, const Array& start);

/// A SD of the true effects of 10 on a log scale: odds ratios of e^20 = 5e8 between two ordinary studies.
inline constexpr double most_tau2 = 100;

}  // namespace pooled
