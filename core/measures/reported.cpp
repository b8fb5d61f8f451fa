#include "core/measures/measure.h"

namespace pooled {
namespace {

/// Nothing to compute from: these measures only take effects as reported.
Effect as_reported(std::span<const double>, const Added&) { return {}; }

const Measure table[] = {
    {.id = "HR",
     .label = "Hazard ratio",
     .family = nullptr,
     .scale = &log_scale,
     .compute = as_reported,
     .source = "Cochrane Handbook 6.8"},
    {.id = "GEN",
     .label = "Any effect, as reported",
     .family = nullptr,
     .scale = &identity_scale,
     .compute = as_reported,
     .source = "Cochrane Handbook 10.3"},
};

}  // namespace

std::span<const Measure> reported_measures() { return table; }

}  // namespace pooled
