#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/summary.h"
#include "core/data/options.h"
#include "core/data/study.h"

namespace pooled::papers {

/// A data set of tests/golden/cases.json by its name; its source is named there.
Dataset golden_dataset(const std::string& name);

/// Only some of its studies, by position.
Dataset only(const Dataset& data, const std::vector<std::size_t>& positions);

/// A single reported result, to be audited.
Dataset reported(double est, double lower, double upper);

Summary analyse(const Dataset& data, const Options& options);
std::vector<StudyEffect> effects_of(const Dataset& data, const Options& options);

/// The number as the paper prints it: as many decimals as `printed` has, minus sign and all.
std::string as_printed(double value, std::string_view printed);

}  // namespace pooled::papers

/// Agreement to every printed digit.
#define CHECK_PRINTED(value, printed) CHECK(pooled::papers::as_printed(value, printed) == printed)
