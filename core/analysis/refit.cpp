#include "core/analysis/refit.h"

namespace pooled {

std::optional<Note> cannot_refit(const Effects& e) {
  if (e.k() < 2) return Note{.code = NoteCode::leave_one_out_needs_two};
  if (e.k() <= max_refits) return {};
  return Note{
      .code = NoteCode::too_many_refits, .value = static_cast<double>(e.k()), .other = static_cast<double>(max_refits)};
}

std::vector<Index> all_but(Index k, Index left_out) {
  std::vector<Index> keep;
  for (Index i = 0; i < k; ++i)
    if (i != left_out) keep.push_back(i);
  return keep;
}

}  // namespace pooled
