#pragma once

#include <string_view>
#include <vector>

#include "core/analysis/published.h"
#include "core/data/options.h"
#include "core/data/study.h"
#include "wasm/parts.h"
#include "wasm/tree.h"

namespace pooled {

struct Analysis;

/// A request the core can take as it is: every id known, every number finite and in its range.
struct Request {
  Dataset dataset;
  Options options;
  std::vector<const Analysis*> want;  ///< each once
  std::vector<Figure> published;      ///< a published result, for the questions about one
  Parts parts;
};

inline constexpr std::size_t max_studies = 100'000;
/// Characters of a label, a group or the name of a moderator.
inline constexpr std::size_t max_text = 10'000;

/// Nothing is ignored: a key or an id that is not known is refused, because it was meant to be a choice.
/// @param bytes  anything at all
/// @throws Refusal
Request read_request(std::string_view bytes);

}  // namespace pooled
