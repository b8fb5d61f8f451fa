#pragma once

#include <array>
#include <functional>
#include <memory>

#include "core/model/curve.h"

namespace pooled {

/// The log-likelihood of one study as a function of its own true effect.
using Curve = std::function<Derivatives(double theta)>;

/// The same curve from tables that are filled as they are asked for: on each interval of length 1 the polynomials
/// through 20 Chebyshev points. The likelihoods here have their nearest singularities at imaginary part pi, which makes
/// the error less than 10^-18 of the curve's variation: a sum over hundreds of terms is done once and not at every
/// node.
/// @source Trefethen 2019, Approximation Theory and Approximation Practice, ch. 8
Curve tabulated(Curve exact);

}  // namespace pooled
