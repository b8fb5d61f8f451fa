#pragma once

#include <Eigen/Core>

#include "core/model/tabulated.h"

namespace pooled {

/// The parameters of GLMM_UMRS: theta_i ~ N(mu, tau2), a_i ~ N(alpha, sigma2).
struct PlaneParameters {
  double mu, alpha, tau2, sigma2;
};

/// The marginal log-likelihood of one study with arms at a + theta / 2 and a - theta / 2, and its derivatives in (mu,
/// alpha, tau2, sigma2), all from one trapezoid over the plane along the principal axes of its peak. The heat equation
/// in both directions makes every derivative a posterior mean, see mixture.h. NaN where the likelihood is so small that
/// doubles cannot tell its logarithm from that of its neighbours.
struct PlaneTerm {
  double ll = 0;
  Eigen::Vector4d gradient;
  Eigen::Matrix4d hessian;
  int nodes = 0;
};
PlaneTerm mixed_in_plane(const Curve& one, const Curve& two, const PlaneParameters& p);

}  // namespace pooled
