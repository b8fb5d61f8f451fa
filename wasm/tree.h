#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pooled {

/// Why a request gets no report: what the caller sees as `error`.
struct Refusal {
  std::string code;   ///< bad_json, bad_request, out_of_memory, internal
  std::string where;  ///< path of the place, "dataset.studies[2].cells.n1i"; empty = the request as a whole
  std::string text;
};

/// A place in the request, as a chain on the call stack; it becomes text only when something is wrong there.
struct Place {
  const Place* outer = nullptr;
  std::string_view key;
  std::ptrdiff_t index = -1;  ///< in a list; `key` is then not used

  std::string path() const;
};

struct Member;

/// JSON as it was read. Numbers are finite doubles, strings valid UTF-8; the keys of an object are unique and in the
/// order of the text.
struct Value {
  using List = std::vector<Value>;
  using Members = std::vector<Member>;
  std::variant<std::monostate, bool, double, std::string, List, Members> held;
};

struct Member {
  std::string key;
  Value value;
};

/// Deeper nesting is refused: no request needs it, and a tree that deep could exhaust the stack.
inline constexpr std::size_t max_depth = 64;

/// @param bytes  anything at all
/// @throws Refusal  bad_json, or bad_request for a number beyond a double and for a key that is there twice
Value parse_json(std::string_view bytes);

/// Whether this byte of valid UTF-8 is the first of its character.
bool starts_character(char c);

/// The beginning of a text that came from outside, to be quoted in a message.
std::string excerpt(std::string_view text);

}  // namespace pooled
