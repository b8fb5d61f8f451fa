#pragma once

#include <cassert>
#include <utility>
#include <variant>

#include "core/base/note.h"

namespace pooled {

/// A value, or the Note that says why there is none (std::expected is C++23).
template <class T>
class Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Note why_not) : held_(std::in_place_index<1>, std::move(why_not)) {}

  bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  const T& value() const {
    assert(has_value());
    return *std::get_if<0>(&held_);
  }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &value(); }
  const Note& note() const {
    assert(!has_value());
    return *std::get_if<1>(&held_);
  }

 private:
  std::variant<T, Note> held_;
};

}  // namespace pooled
