#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/measures/effects.h"

namespace pooled {

/// Kendall's rank correlation of k pairs.
struct Kendall {
  double S = NaN;    ///< concordant pairs less discordant ones
  double tau = NaN;  ///< tau-b: S / sqrt((pairs without ties in x) (pairs without ties in y))
  double z = NaN;    ///< S / sqrt(var S), with the variance for ties and no correction for continuity
  double pval = NaN;
  bool exact = false;  ///< P from all orders of the pairs: k < 50 and no ties; else from z
};

/// @return  all NaN when every x, or every y, is the same
/// @source  Kendall 1970, Rank Correlation Methods, 4th ed
Kendall kendall(const Array& x, const Array& y);

/// Begg & Mazumdar: the standardised deviates (yi - mu) / sqrt(vi - 1 / sum wi) against vi, with wi = 1 / vi and mu the
/// common effect.
/// @source Begg & Mazumdar 1994, Biometrics 50:1088
Kendall begg_mazumdar(const Effects& e);

/// Schwarzer, Antes & Schumacher, for sparse counts: (ai - E) / sqrt(V) against 1 / V, where E and V are the mean and
/// variance of the noncentral hypergeometric distribution of ai given the margins and the Mantel-Haenszel odds ratio.
/// Tables without events, or with events in everyone, are left out.
/// @param cells  m x 4: a n1 c n2
/// @return       the Note why not: fewer than three tables, a pooled odds ratio of 0 or infinity
/// @source Schwarzer, Antes & Schumacher 2007, Stat Med 26:721
Result<Kendall> schwarzer(const Matrix& cells);

}  // namespace pooled
