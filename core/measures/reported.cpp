#include "core/measures/measure.h"

namespace pooled {
namespace {

/// Nothing to compute from: these measures only take effects as reported.
Effect as_reported(std::span<const double>, double) { return {}; }

const Measure table[] = {
    {"HR", "Hazard ratio", nullptr, &log_scale, as_reported, false, false, "Cochrane Handbook 6.8"},
    {"GEN", "Any effect, as reported", nullptr, &identity_scale, as_reported, false, false, "Cochrane Handbook 10.3"},
};

}  // namespace

std::span<const Measure> reported_measures() { return table; }

}  // namespace pooled
