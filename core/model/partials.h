#pragma once

#include "core/model/curve.h"

namespace pooled {

/// He_p(z) / scale^p, p = 0 … 4: the derivatives of a normal density by its mean, over itself.
Ratios hermite(double z, double scale);

/// Posterior means of the derivatives, p-fold in the effect theta and q-fold in the level a of a study, p + q <= 4, of
/// its likelihood over itself; m[p][q]. In each direction the derivative is taken either of the data (`prior` =
/// nullptr) or, by parts, of the normal density in that direction: the same number, with less cancellation where the
/// data say more.
struct Means {
  double m[5][5] = {};

  /// A study with one curve in theta only.
  void add(double weight, const Ratios& in_theta);
  /// Arms at a + theta / 2 and a - theta / 2, with the ratios of each.
  void add(double weight, const Ratios& one, const Ratios& two, const Ratios* theta_prior, const Ratios* a_prior);
  void divide(double total);
};

}  // namespace pooled
