#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/fields.h"
#include "core/base/note.h"

namespace pooled {

/// A Note in words.
struct ReportNote {
  std::string_view code;
  Severity severity;
  std::optional<int> row;
  std::optional<std::string_view> column;
  std::string text;
};

template <>
inline constexpr auto fields<ReportNote> = std::tuple{
    field("code", &ReportNote::code),
    field("severity", &ReportNote::severity),
    field("row", &ReportNote::row, "Index into request.dataset.studies, or null for the whole analysis."),
    field("column", &ReportNote::column, "Column id (ai, n1i …), or null."),
    field("text", &ReportNote::text, "A plain sentence naming study and column and saying what to do."),
};

}  // namespace pooled
