#pragma once

#include "core/base/printed.h"
#include "core/data/scale.h"

namespace pooled {

/// A result as a report prints it.
struct Published {
  Printed est, ci_lb, ci_ub;
  Printed pval{};     ///< value NaN: not reported
  double level = 95;  ///< of the interval, percent
};

/// What the printed digits leave possible, and whether they agree with each other.
struct Audit {
  Range se;                        ///< analysis scale
  Range stat;                      ///< |z|
  Range pval;                      ///< two-sided, against no effect
  bool symmetric = true;           ///< some values behind the digits have the estimate midway between the limits
  bool p_agrees = true;            ///< the reported P can be that of the interval; true where none is reported
  bool same_side_of_level = true;  ///< P is below 1 - level where the interval leaves out no effect, and only there
};

/// Holds the estimate, the interval and P of one published result against each other. Every number is all that rounds
/// to what is printed:
///   se = (g(upper) - g(lower)) / (2 z),   |z| = |g(est) - g(no effect)| / se,   P = 2 (1 - Phi(|z|))
/// each from its least to its largest possible value, with g the measure's scale. A P that may stand for "less than"
/// (.05, .01, .001 …) agrees with anything below it. The interval is taken to be normal (z): a t interval, an exact or
/// a log-rank test give another P without a slip.
/// @param scale  of the measure; the numbers are as people read it (ratios as ratios)
/// @source Altman & Bland 2011, BMJ 343:d2304; Nuijten et al. 2016, Behav Res Methods 48:1205 (agreement within
/// rounding,
///         and on the same side of the level)
Audit audit(const Published& result, const Scale& scale);

/// Whether est can lie midway between the limits on a scale, within what was rounded.
bool may_be_symmetric(const Published& result, const Scale& scale);

}  // namespace pooled
