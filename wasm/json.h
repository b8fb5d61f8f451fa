#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/fields.h"
#include "core/base/note.h"

namespace pooled {

/// JSON text on its way out, appended to a string. There is no tree in between: a report is written in the order in
/// which it is read, and what a value looks like is decided in json.cpp alone.
class JsonText {
 public:
  explicit JsonText(std::string& out) : out_(out) {}

  void open(char bracket) { put(bracket), comma_ = false; }
  void close(char bracket) { out_ += bracket, comma_ = true; }
  /// @param name  without anything to escape
  void key(std::string_view name);

  /// The shortest text that reads back as the same double; null for NaN and infinity.
  void number(double x);
  void integer(long long x);
  void boolean(bool x);
  /// @param text  valid UTF-8
  void string(std::string_view text);
  void null();

 private:
  /// The next text of a list or object, with the comma before all but the first.
  void put(std::string_view text) {
    if (comma_) out_ += ',';
    out_ += text;
    comma_ = true;
  }
  void put(char c) { put(std::string_view(&c, 1)); }

  std::string& out_;
  bool comma_ = false;
};

/// The version of the contract itself, always 1.
struct ContractVersion {};

template <class T>
concept Text = std::is_convertible_v<T, std::string_view>;

inline void put(JsonText& out, ContractVersion) { out.integer(1); }
inline void put(JsonText& out, double x) { out.number(x); }
inline void put(JsonText& out, int x) { out.integer(x); }
inline void put(JsonText& out, bool x) { out.boolean(x); }
void put(JsonText& out, Severity severity);
template <Text T>
void put(JsonText& out, const T& text) {
  out.string(text);
}
template <class T>
void put(JsonText& out, const std::optional<T>& maybe) {
  maybe ? put(out, *maybe) : out.null();
}
template <class T>
void put(JsonText& out, const std::vector<T>& list);
template <class T>
void put(JsonText& out, const std::map<std::string_view, T>& members);

/// Any struct that has fields<S>.
template <class S>
requires std::is_class_v<S> &&(!Text<S>)void put(JsonText& out, const S& s) {
  out.open('{');
  for_each_field<S>([&](const auto& field) {
    out.key(field.name);
    put(out, s.*field.member);
  });
  out.close('}');
}

template <class T>
void put(JsonText& out, const std::vector<T>& list) {
  out.open('[');
  for (const T& each : list) put(out, each);
  out.close(']');
}

template <class T>
void put(JsonText& out, const std::map<std::string_view, T>& members) {
  out.open('{');
  for (const auto& [name, value] : members) {
    out.key(name);
    put(out, value);
  }
  out.close('}');
}

template <class T>
void put_member(JsonText& out, std::string_view name, const T& value) {
  out.key(name);
  put(out, value);
}

std::string_view id_of(Severity severity);

}  // namespace pooled
