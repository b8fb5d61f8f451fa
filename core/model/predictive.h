#pragma once

#include <vector>

#include "core/measures/effects.h"
#include "core/tau2/quadratic_form.h"

namespace pooled {

/// The distribution of the true effect of a new study when tau2 is not taken as known: tau2 is drawn from its exact
/// confidence distribution, H(tau2) = P(Q >= q; tau2), which has a mass H(0) at 0, and then
///   theta = mu(tau2) + tau Z - T sqrt(V(tau2)),   Z ~ N(0, 1), T ~ t(k - 1),
/// with mu(tau2) = sum wi yi / sum wi, V = sum wi (yi - mu)^2 / ((k - 1) sum wi) (Hartung), wi = 1 / (vi + tau2).
/// Nagashima, Noma & Furukawa draw it many times (their bootstrap); here it is integrated, which is the limit of
/// infinitely many draws and needs no random numbers: over log tau by the double-exponential rule, and over the
/// chi-square in T by the trapezoidal rule, so that the distribution becomes a finite mixture of normals. Relative
/// error of its tails about 1e-9.
/// @source Nagashima, Noma & Furukawa 2019, Stat Methods Med Res 28:1689; Hartung 1999, Biom J 41:901; quadrature:
///         Takahasi & Mori 1974, Publ RIMS 9:721
class PredictiveDistribution {
 public:
  /// @param e  k >= 2 studies that are not all equal
  explicit PredictiveDistribution(const Effects& e);

  /// P(theta <= x) and P(theta >= x); x on the analysis scale.
  Tails tails(double x) const;
  /// The central interval of this coverage.
  struct Limits {
    double lower, upper;
  };
  Limits limits(double level) const;
  /// The same, looked for from limits that are not far off: in a fraction of the time.
  Limits limits(double level, const Limits& near) const;

 private:
  struct Normal {
    double weight, mean, sd;
  };
  /// What lies beyond a place on one side of it (1 above, -1 below), and the density there; standard units.
  struct Beyond {
    double tail, density;
  };
  Beyond beyond(double x, double side) const;
  double limit(double tail, double side, double start) const;

  double centre_, unit_, middle_;  ///< middle: where to start looking for the limits, in standard units
  std::vector<Normal> normals_;    ///< standard units
};

}  // namespace pooled
