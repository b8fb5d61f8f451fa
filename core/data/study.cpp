#include "core/data/study.h"

#include <algorithm>

namespace pooled {

std::string name_of(const Dataset& data, int row) {
  const std::string& label = data.studies.at(static_cast<std::size_t>(row)).label;
  return label.empty() ? "Study " + std::to_string(row + 1) : label;
}

std::vector<Note> names_alike(const std::vector<std::string_view>& names) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto same = [&](char a, char b) { return lower(a) == lower(b); };
  std::vector<Note> notes;
  for (std::size_t j = 0; j < names.size(); ++j)
    for (std::size_t i = 0; i < j; ++i)
      if (names[i] != names[j] && std::equal(names[i].begin(), names[i].end(), names[j].begin(), names[j].end(), same))
        notes.push_back({.code = NoteCode::names_alike, .column = names[i], .detail = std::string(names[j])});
  return notes;
}

}  // namespace pooled
