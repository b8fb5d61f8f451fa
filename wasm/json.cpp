#include "wasm/json.h"

#include <array>
#include <charconv>
#include <cmath>
#ifndef __cpp_lib_to_chars
#include <nlohmann/json.hpp>
#endif

namespace pooled {
namespace {

/// Above this not every whole number is a double.
constexpr double exact_whole = 9007199254740992;

bool is_whole(double x) { return std::abs(x) < exact_whole && x == std::trunc(x); }

/// The shortest digits that read back as x. The standard library does it in half the time, where it can do it at all
/// (not in Emscripten 3.1.6); the two may differ in the last digit, never in the double they mean.
char* shortest(char* first, char* last, double x) {
#ifdef __cpp_lib_to_chars
  return std::to_chars(first, last, x).ptr;
#else
  return nlohmann::detail::to_chars(first, last, x);
#endif
}

std::string_view text_between(const char* first, const char* last) {
  return {first, static_cast<std::size_t>(last - first)};
}

void append_escaped(std::string& out, char c) {
  constexpr char hex[] = "0123456789abcdef";
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (c == '\n') {
    out += "\\n";
  } else {
    out += "\\u00";
    out += hex[(c >> 4) & 15];
    out += hex[c & 15];
  }
}

bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

}  // namespace

void JsonText::key(std::string_view name) {
  put('"');
  out_ += name;
  out_ += "\":";
  comma_ = false;
}

void JsonText::number(double x) {
  if (!std::isfinite(x)) return null();
  if (is_whole(x)) return integer(static_cast<long long>(x));
  std::array<char, 64> digits;
  put(text_between(digits.data(), shortest(digits.data(), digits.data() + digits.size(), x)));
}

void JsonText::integer(long long x) {
  std::array<char, 24> digits;
  put(text_between(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), x).ptr));
}

void JsonText::boolean(bool x) { put(x ? "true" : "false"); }

void JsonText::null() { put("null"); }

void JsonText::string(std::string_view text) {
  put('"');
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!needs_escape(text[i])) continue;
    out_ += text.substr(done, i - done);
    append_escaped(out_, text[i]);
    done = i + 1;
  }
  out_ += text.substr(done);
  out_ += '"';
}

std::string_view id_of(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

void put(JsonText& out, Severity severity) { out.string(id_of(severity)); }

}  // namespace pooled
