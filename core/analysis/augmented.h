#pragma once

#include "core/data/options.h"
#include "core/measures/effects.h"

namespace pooled {

/// The pooled studies and some more that nobody saw, as effects alone; no row, no counts.
Effects with_studies(const Effects& e, const Array& yi, const Array& vi);

/// The same options with a model of effects and variances alone: random effects or common effect in place of one of its
/// own.
Options without_counts(const Options& options);

}  // namespace pooled
