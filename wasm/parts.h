#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/share.h"
#include "wasm/tree.h"

namespace pooled {

/// `parts` of a request: a long question is worked out in `of` parts, by whoever and in whatever order. Either `at` is
/// the part that is asked for, or `done` are those that are there (none for one that is missing), and the report is
/// that of all.
struct Parts {
  std::size_t of = 1;
  std::optional<std::size_t> at{};
  std::vector<std::optional<std::string>> done{};
};

inline constexpr std::size_t most_parts = 1000;

/// The rows of a share as text: the bytes of the doubles, in base 64.
void append_part(std::string& out, const Rows& rows, const Share& share);

/// What has been read of each part: questions take their rows from it one after the other, as they were appended.
class PartReader {
 public:
  /// @param at  `parts` in the request
  /// @throws Refusal  for what is no base 64
  PartReader(const Parts& parts, const Place& at);

  /// Fills in the rows of the parts that are there.
  /// @throws Refusal  where a part has fewer
  void fill(Rows& rows);
  /// @throws Refusal  where a part has more than the questions took
  void finish() const;

 private:
  [[noreturn]] void refuse(std::size_t part) const;

  const Place& at_;
  std::vector<std::optional<std::vector<double>>> parts_;
  std::vector<std::size_t> taken_;
};

}  // namespace pooled
