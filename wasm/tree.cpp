#include "wasm/tree.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace pooled {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of the character that begins here, 0 if it is not valid.
/// @source RFC 3629, section 4
std::size_t utf8_length(const char* at, const char* end) {
  const auto byte = [&](int i) { return at + i < end ? static_cast<unsigned char>(at[i]) : 0U; };
  const auto follows = [&](int i, unsigned lo = 0x80, unsigned hi = 0xBF) { return byte(i) >= lo && byte(i) <= hi; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    // No character has a longer form than it needs, and none is half a surrogate pair.
    const bool second = follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
    return second && follows(2) ? 3 : 0;
  }
  if (first < 0xF0 || first > 0xF4) return 0;
  const bool second = follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
  return second && follows(2) && follows(3) ? 4 : 0;
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  const auto rest = [&](int shift) { add(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | c >> 6), rest(0);
  } else if (c < 0x10000) {
    add(0xE0 | c >> 12), rest(6), rest(0);
  } else {
    add(0xF0 | c >> 18), rest(12), rest(6), rest(0);
  }
}

/// Reads the text from left to right, one byte ahead. It knows where it is when something is wrong, and refuses what
/// would be silently lost: deep nesting, a number beyond a double, a key that is there twice.
/// @source RFC 8259
class Parser {
 public:
  explicit Parser(std::string_view text) : begin_(text.data()), at_(begin_), end_(begin_ + text.size()) {}

  Value document() {
    const Place top;
    if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with("\xEF\xBB\xBF")) at_ += 3;
    Value root = value(top, 0);
    skip_space();
    if (at_ != end_) not_json(top);
    return root;
  }

 private:
  [[noreturn]] void not_json(const Place& place) const {
    throw Refusal{"bad_json", place.path(),
                  "Not JSON in UTF-8, from byte " + std::to_string(at_ - begin_ + 1) + " on."};
  }

  /// The next byte; 0, which no text holds, at the end.
  char peek() const { return at_ < end_ ? *at_ : '\0'; }

  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void expect(char c, const Place& place) {
    if (!take(c)) not_json(place);
  }
  void expect(std::string_view word, const Place& place) {
    for (const char c : word) expect(c, place);
  }

  void skip_space() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }

  Value value(const Place& place, std::size_t depth) {
    skip_space();
    const char c = peek();
    if ((c == '[' || c == '{') && depth >= max_depth)
      throw Refusal{"bad_json", place.path(), "Nested deeper than " + std::to_string(max_depth) + " levels."};
    switch (c) {
      case '{':
        return {members(place, depth + 1)};
      case '[':
        return {list(place, depth + 1)};
      case '"':
        return {string(place)};
      case 't':
        return expect("true", place), Value{true};
      case 'f':
        return expect("false", place), Value{false};
      case 'n':
        return expect("null", place), Value{};
      default:
        return {number(place)};
    }
  }

  Value::List list(const Place& place, std::size_t depth) {
    Value::List list;
    ++at_;
    skip_space();
    if (take(']')) return list;
    do {
      list.push_back(value({&place, {}, static_cast<std::ptrdiff_t>(list.size())}, depth));
      skip_space();
    } while (take(','));
    expect(']', place);
    return list;
  }

  Value::Members members(const Place& place, std::size_t depth) {
    Value::Members members;
    ++at_;
    skip_space();
    if (take('}')) return members;
    members.reserve(4);
    do {
      skip_space();
      if (peek() != '"') not_json(place);
      Member& member = members.emplace_back(Member{string(place), {}});
      const Place here{&place, member.key};
      skip_space();
      expect(':', here);
      member.value = value(here, depth);
      skip_space();
    } while (take(','));
    expect('}', place);
    check_unique(members, place);
    return members;
  }

  static void check_unique(const Value::Members& members, const Place& place) {
    std::vector<std::string_view> keys;
    for (const Member& member : members) keys.push_back(member.key);
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end()) throw Refusal{"bad_request", Place{&place, *twice}.path(), "This key is there twice."};
  }

  std::string string(const Place& place) {
    std::string text;
    ++at_;
    for (const char* done = at_;; done = at_) {
      while (at_ < end_ && *at_ >= 0x20 && *at_ < 0x7F && *at_ != '"' && *at_ != '\\') ++at_;
      text.append(done, at_);
      if (take('"')) return text;
      if (take('\\')) {
        escape(text, place);
      } else {
        const std::size_t length = at_ < end_ && static_cast<unsigned char>(*at_) >= 0x20 ? utf8_length(at_, end_) : 0;
        if (length == 0) not_json(place);
        text.append(at_, length);
        at_ += length;
      }
    }
  }

  void escape(std::string& text, const Place& place) {
    constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    const std::size_t which = names.find(peek());
    if (which != names.npos) {
      text += meant[which];
      ++at_;
      return;
    }
    expect('u', place);
    std::uint32_t c = hex4(place);
    if (c >= 0xDC00 && c <= 0xDFFF) not_json(place);
    if (c >= 0xD800 && c <= 0xDBFF) {
      expect("\\u", place);
      const std::uint32_t low = hex4(place);
      if (low < 0xDC00 || low > 0xDFFF) not_json(place);
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(text, c);
  }

  std::uint32_t hex4(const Place& place) {
    std::uint32_t c = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char digit = peek(), letter = static_cast<char>(digit | 0x20);
      if (is_digit(digit))
        c = c << 4 | static_cast<std::uint32_t>(digit - '0');
      else if (letter >= 'a' && letter <= 'f')
        c = c << 4 | static_cast<std::uint32_t>(letter - 'a' + 10);
      else
        not_json(place);
    }
    return c;
  }

  /// Digits of a number as a whole number, as long as it cannot overflow.
  struct Mantissa {
    std::uint64_t digits = 0;
    int count = 0;
  };
  void digits(Mantissa& m, const Place& place) {
    if (!is_digit(peek())) not_json(place);
    for (; is_digit(peek()); ++at_) {
      if (m.digits == 0 && *at_ == '0') continue;
      if (++m.count <= most_exact_digits) m.digits = m.digits * 10 + static_cast<std::uint64_t>(*at_ - '0');
    }
  }

  double number(const Place& place) {
    const char* const start = at_;
    const bool negative = take('-');
    Mantissa m;
    if (!take('0')) digits(m, place);
    const char* const point = at_;
    if (take('.')) digits(m, place);
    const std::ptrdiff_t decimals = at_ > point ? at_ - point - 1 : 0;
    const bool has_exponent = (peek() | 0x20) == 'e';
    if (has_exponent) exponent(place);
    // Both are exact, so that one division rounds as it should.
    constexpr double powers[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (has_exponent || m.count > most_exact_digits || decimals >= std::ssize(powers)) return slow_number(start, place);
    const double size = static_cast<double>(m.digits) / powers[decimals];
    return negative && (size > 0 || decimals > 0) ? -size : size;
  }

  void exponent(const Place& place) {
    ++at_;
    if (!take('-')) take('+');
    Mantissa ignored;
    digits(ignored, place);
  }

  double slow_number(const char* start, const Place& place) const {
    const double x = std::strtod(std::string(start, at_).c_str(), nullptr);
    if (!std::isfinite(x)) throw Refusal{"bad_request", place.path(), "This number is too large."};
    return x;
  }

  static constexpr int most_exact_digits = 15;

  const char *begin_, *at_, *end_;
};

}  // namespace

std::string Place::path() const {
  if (!outer) return {};
  std::string out = outer->path();
  if (index >= 0) return out + '[' + std::to_string(index) + ']';
  if (!out.empty()) out += '.';
  return out + excerpt(key);
}

Value parse_json(std::string_view bytes) {
  const auto zero = bytes.find('\0');
  if (zero != bytes.npos)
    throw Refusal{"bad_json", "", "A zero byte at " + std::to_string(zero) + "; this is no text."};
  return Parser(bytes).document();
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

std::string excerpt(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest;
  while (end > 0 && !starts_character(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace pooled
