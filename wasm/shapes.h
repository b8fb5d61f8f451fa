#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "wasm/type_names.h"

namespace pooled {

/// One member of an answer, for views that show any answer.
struct CatalogField {
  std::string_view name;
  std::string type;
  std::string_view doc;
};

struct CatalogShape {
  std::string_view id;
  std::vector<CatalogField> fields;
};

template <>
inline constexpr auto fields<CatalogField> = std::tuple{
    field("name", &CatalogField::name),
    field("type", &CatalogField::type, "As TypeScript writes it."),
    field("doc", &CatalogField::doc),
};

template <>
inline constexpr auto fields<CatalogShape> = std::tuple{
    field("id", &CatalogShape::id, "The name that `type` of an analysis or of a field refers to."),
    field("fields", &CatalogShape::fields),
};

template <class T>
inline constexpr std::size_t field_count = std::tuple_size_v<std::remove_cvref_t<decltype(fields<T>)>>;

template <class T>
struct Element {
  using type = T;
};
template <class T>
struct Element<std::vector<T>> : Element<T> {};
template <class T>
struct Element<std::optional<T>> : Element<T> {};

/// Adds the struct T, or the one that T is a list of, and every struct inside it, each once; what is inside comes
/// first.
template <class T>
void describe(std::vector<CatalogShape>& shapes) {
  using S = typename Element<T>::type;
  if constexpr (std::is_class_v<S> && !Text<S>) {
    static_assert(field_count<S> > 0 && !type_name<S>.empty(), "fields<> beside the struct, its name in type_names.h");
    if (std::any_of(shapes.begin(), shapes.end(), [](const CatalogShape& s) { return s.id == type_name<S>; })) return;
    CatalogShape shape{type_name<S>, {}};
    for_each_field<S>([&]<class M>(const Field<S, M>& each) {
      describe<M>(shapes);
      shape.fields.push_back({each.name, type_text(each), each.doc});
    });
    shapes.push_back(shape);
  }
}

}  // namespace pooled
