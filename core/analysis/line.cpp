#include "core/analysis/line.h"

#include <cmath>
#include <limits>

#include "core/base/sum.h"
#include "core/base/wls.h"
#include "core/model/inference.h"

namespace pooled {
namespace {

/// Residuals no larger than the rounding of what they are left from are none.
bool only_rounding(const Wls& x, const Array& y) {
  constexpr double noise = 16 * std::numeric_limits<double>::epsilon();
  return (x.r.abs() <= noise * y.abs().maxCoeff()).all();
}

}  // namespace

bool nearly_equal(const Array& x) { return x.maxCoeff() - x.minCoeff() <= 1e-6 * x.maxCoeff(); }

Result<Line> fit_line(const Array& y, const Array& x, const Array& w, double level) {
  const Index k = y.size();
  if (k < 3) return Note{.code = NoteCode::small_study_needs_three, .value = static_cast<double>(k)};
  Index precise;
  const double largest = w.maxCoeff(&precise);
  Matrix X = Matrix::Ones(k, 2);
  X.col(1) = x;
  const Design d = design_of(X, precise);
  if (nearly_equal(x) || !d.full_rank()) return Note{.code = NoteCode::small_study_same_precision};
  // From the most precise study, in a unit that keeps squares finite.
  const Array from = y - y[precise];
  const double range = from.abs().maxCoeff(), unit = range > 0 ? std::ldexp(1.0, std::ilogb(range)) : 1;
  const Wls fitted = wls(d, from / unit, w / largest);
  if (only_rounding(fitted, y / unit)) return Note{.code = NoteCode::small_study_no_spread};
  const double df = static_cast<double>(k - 2), dispersion = fitted.rss / df;
  const Array b = unit * coefficients(d, fitted);
  const Matrix V = dispersion * inverse(d, fitted);
  return Line{.intercept = estimate(y[precise] + b[0], unit * std::sqrt(V(0, 0)), df, level),
              .slope = estimate(b[1], unit * std::sqrt(V(1, 1)), df, level),
              .dispersion = dispersion * largest * unit * unit,
              .hat = 1 - one_minus_hat(d, fitted)};
}

}  // namespace pooled
