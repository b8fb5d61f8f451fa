#pragma once

#include <vector>

#include "core/base/function_ref.h"

namespace pooled {

/// The trapezoidal rule for integrals of exp(psi) with psi concave and analytic: on equally spaced points its error
/// falls exponentially with 1 / step, and unlike Gauss-Hermite it does not mind a skew integrand, since the points go
/// on as far as there is anything to add.
/// @source Trefethen & Weideman 2014, SIAM Rev 56:385

/// What exp(psi) may have lost against its maximum before it counts for nothing: exp(-40) = 4e-18.
inline constexpr double negligible = -40;

/// Step for an integrand exp(psi) = f(x) phi(x) that is `spread` wide at its mode, where f comes from counts by a
/// logistic or log link and x moves the link's argument by `slope` a unit. A normal of SD s alone leaves an error of
/// exp(-2 pi^2 s^2 / step^2); the link's poles, or the growth of exp(x) off the real axis, ask for 0.25 of the link's
/// own unit. Both then lie below 1e-12.
double trapezoid_step(double spread, double slope);

/// Calls visit(i) for i = 0, 1, 2 … and -1, -2 …, each way until it returns false.
void walk_out(FunctionRef<bool(int)> visit);

/// A place and what it counts for.
struct SumNode {
  double r, weight;
};

/// Nodes with sum over r = 0 … n - 1 of g(r) = sum weight g(node), for g that is smooth in log(r + c), c >= 0: the
/// first 32 one by one, and for each doubling after that the 12 points of Gauss for the discrete uniform weight, which
/// leave 10^-18 of the block. The fraction of an n that is not whole counts as that part of one more term.
/// @source Golub & Welsch 1969, Math Comp 23:221; recurrence of the discrete Chebyshev polynomials: Szego 1975, 2.8
std::vector<SumNode> sum_nodes(double n);

}  // namespace pooled
