#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// A cell and what may belong there.
struct SuggestedCell {
  std::string_view column{};
  double value = NaN;
};

template <>
inline constexpr auto fields<SuggestedCell> = std::tuple{
    field("column", &SuggestedCell::column, "Column id."),
    field("value", &SuggestedCell::value, "What may belong there."),
};

/// Something about an entry that deserves a second look.
struct EntryAdvice {
  std::string_view id{};
  std::string_view label{};
  Severity severity = Severity::warning;
  int row = 0;
  std::optional<int> other_row{};
  std::string_view column{};
  double value = NaN;
  std::vector<SuggestedCell> suggestion{};
  std::string_view format{};
  bool leave_out = false;
  std::vector<int> shared{};
  std::string remedy{};
  std::string text{};
};

template <>
inline constexpr auto fields<EntryAdvice> = std::tuple{
    field("id", &EntryAdvice::id, "Id of the check."),
    field("label", &EntryAdvice::label, "Check."),
    field("severity", &EntryAdvice::severity),
    field("row", &EntryAdvice::row, "Index into request.dataset.studies."),
    field("other_row", &EntryAdvice::other_row, "Other study. Index of a second row it is about, or null."),
    field("column", &EntryAdvice::column, "Column id, or empty for the whole row."),
    field("value", &EntryAdvice::value, "As typed."),
    field("suggestion", &EntryAdvice::suggestion, "Cells to change if the suspicion is right; empty when unknown."),
    field("format", &EntryAdvice::format, "Way of typing that the suggested cells belong to; empty = the row's own."),
    field("leave_out", &EntryAdvice::leave_out, "Whether the row is to be left out if the suspicion is right."),
    field("shared", &EntryAdvice::shared, "Rows that have one control group, to be divided between them; else empty."),
    field("remedy", &EntryAdvice::remedy, "What these changes would do, in a few words; empty = nothing to offer."),
    field("text", &EntryAdvice::text, "What to look at."),
};

struct EntryChecks {
  int made = 0;
  int found = 0;
  std::vector<EntryAdvice> advice{};
};

template <>
inline constexpr auto fields<EntryChecks> = std::tuple{
    field("made", &EntryChecks::made, "Checks made. Each looks at every study that has the numbers it needs."),
    field("found", &EntryChecks::found, "Remarks. Nothing was changed; a remark is a question, not an error."),
    field("advice", &EntryChecks::advice),
};

/// Entries that look like slips of typing or of reading: advice, never a change and never a reason not to pool. Checks
/// compare a study with the others, or its numbers with each other within their rounding; what is an error by itself is
/// a Note already and is not said twice. Costs O(k log k), but for duplicates O(k^2) comparisons.
/// @source Kadlec, Sainani & Nimphius 2023, Sports Med 53:313 (the slips that are common); each check names its own
Result<EntryChecks> checks(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
