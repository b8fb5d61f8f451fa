#pragma once

#include <optional>
#include <string_view>

#include "core/analysis/absolute.h"
#include "core/analysis/excess_significance.h"
#include "core/analysis/fail_safe.h"
#include "core/analysis/leave_one_out.h"
#include "core/analysis/methods.h"
#include "core/analysis/pet_peese.h"
#include "core/analysis/small_study.h"
#include "core/analysis/summary.h"
#include "core/analysis/trim_fill.h"
#include "wasm/json.h"

namespace pooled {

/// A question a request can ask with `want`.
struct Analysis {
  std::string_view id, label;
  std::string_view type;  ///< of the answer, as gen_types.cpp names it
  bool heavy;             ///< fits many models: ask for it only when it is on screen
  /// Writes the answer under `id`, or returns why there is none.
  std::optional<Note> (*run)(std::string_view id, JsonText& out, const Effects&, const Fit&, const Options&);
};

template <auto question>
std::optional<Note> run(std::string_view id, JsonText& out, const Effects& e, const Fit& f, const Options& options) {
  const auto answer = question(e, f, options);
  if (!answer) return answer.note();
  out.key(id);
  put(out, *answer);
  return {};
}

/// A new analysis is one row here.
inline constexpr Analysis analyses[] = {
    {"summary", "Pooled result", "Summary", false, run<summarise>},
    {"absolute", "Per 1000 people", "Absolute", false, run<absolute>},
    {"methods", "Do other methods agree?", "MethodRow[]", true, run<methods>},
    {"leave_one_out", "Leave one out", "LeaveOneOutRow[]", true, run<leave_one_out>},
    {"small_study", "Small-study effects", "SmallStudy", false, run<small_study>},
    {"trim_fill", "Trim and fill", "TrimFill", false, run<trim_fill>},
    {"fail_safe", "Fail-safe N", "FailSafe", true, run<fail_safe>},
    {"pet_peese", "PET-PEESE", "PetPeese", false, run<pet_peese>},
    {"excess_significance", "Excess significance", "ExcessSignificance", false, run<excess_significance>},
};

}  // namespace pooled
