#pragma once

#include <string_view>
#include <tuple>

namespace pooled {

/// One member of a struct, by the name it has at the border. The names and the sentences are written once, here beside
/// the struct; the border makes JSON and the TypeScript types from them.
template <class S, class M>
struct Field {
  std::string_view name;
  M S::*member;
  std::string_view doc;
};

template <class S, class M>
constexpr Field<S, M> field(std::string_view name, M S::*member, std::string_view doc = {}) {
  return Field<S, M>{name, member, doc};
}

/// Specialised next to each struct that crosses the border.
template <class S>
inline constexpr auto fields = std::tuple<>{};

/// Calls visit(field) for every field of S, in order.
template <class S, class Visit>
constexpr void for_each_field(Visit&& visit) {
  std::apply([&](const auto&... each) { (visit(each), ...); }, fields<S>);
}

}  // namespace pooled
