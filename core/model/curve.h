#pragma once

#include <array>
#include <memory>
#include <vector>

#include "core/base/types.h"

namespace pooled {

/// The log-likelihood of one study, or one arm, at a parameter, and its first four derivatives; l holds every constant,
/// so that exp(l) is a probability.
struct Derivatives {
  double l = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0;
};

/// f'/f, f''/f … of f = exp(l), index = order; entry 0 is 1.
using Ratios = std::array<double, 5>;
Ratios ratios(const Derivatives& d);

/// x events of n at log odds theta + offset. Counts need not be whole: the gamma function stands for the factorial.
struct Binomial {
  double x, n, offset = 0;
  Derivatives at(double theta) const;
  double log_choose;
};
Binomial binomial(double x, double n, double offset = 0);

/// x events in person-time t at log rate theta.
struct Poisson {
  double x, t;
  Derivatives at(double theta) const;
  double constant;
};
Poisson poisson(double x, double t);

/// a of the m = a + c events in group 1, given n1 and n2, at log odds ratio theta:
///   P(a) = C(n1, a) C(n2, m - a) e^(a theta) / sum_j C(n1, j) C(n2, m - j) e^(j theta).
/// The sum runs outwards from its largest term by the ratios of neighbours, so nothing overflows, and as far as the
/// terms count. With counts that are not whole j goes in steps of 1 from a.
/// @source Fisher 1935, J R Stat Soc 98:39; Liao & Rosen 2001, Am Stat 55:366 (the sum from the mode)
class Hypergeometric {
 public:
  Hypergeometric(double a, double n1, double c, double n2);
  Derivatives at(double theta) const;
  /// Whether a is the least or the most it could be: then the likelihood has no maximum.
  bool lowest() const { return here_ == 0; }
  bool highest() const { return here_ == terms() - 1; }
  /// How many values a can have, given the events.
  Index terms() const { return static_cast<Index>(log_c_.size()); }

 private:
  std::vector<double> log_c_;      ///< log of the coefficient of j, less that of a
  std::vector<double> up_, down_;  ///< coefficient of j + 1 over that of j, and the inverse
  Index here_;                     ///< where a is
};

}  // namespace pooled
