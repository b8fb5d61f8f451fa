#include "core/analysis/refit.h"

namespace pooled {

std::optional<Note> cannot_refit(std::size_t k) {
  if (k < 2) return Note{.code = NoteCode::leave_one_out_needs_two};
  if (k <= static_cast<std::size_t>(max_refits)) return {};
  return Note{
      .code = NoteCode::too_many_refits, .value = static_cast<double>(k), .other = static_cast<double>(max_refits)};
}

std::vector<int> all_but(const std::vector<int>& rows, int left_out) {
  std::vector<int> keep;
  for (const int row : rows)
    if (row != left_out) keep.push_back(row);
  return keep;
}

}  // namespace pooled
