#include "wasm/json.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

#include "core/base/types.h"

using namespace pooled;

namespace pooled {
namespace {

struct Inner {
  double x = NaN;
};
struct Outer {
  int k = 3;
  bool used = true;
  std::string label = "a";
  std::optional<std::string> none;
  Inner inner;
  std::vector<Inner> list{{1}, {2.5}};
  std::vector<std::string> empty;
};

}  // namespace

template <>
inline constexpr auto fields<Inner> = std::tuple{field("x", &Inner::x)};
template <>
inline constexpr auto fields<Outer> =
    std::tuple{field("k", &Outer::k),        field("used", &Outer::used),   field("label", &Outer::label),
               field("none", &Outer::none),  field("inner", &Outer::inner), field("list", &Outer::list),
               field("empty", &Outer::empty)};

}  // namespace pooled

namespace {

template <class T>
std::string written(const T& value) {
  std::string text;
  JsonText out(text);
  put(out, value);
  return text;
}

}  // namespace

TEST_CASE("A struct is written from its fields, nested ones and lists too") {
  CHECK(written(Outer{}) ==
        R"({"k":3,"used":true,"label":"a","none":null,"inner":{"x":null},"list":[{"x":1},{"x":2.5}],"empty":[]})");
}

TEST_CASE("A number that does not exist is null") {
  CHECK(written(NaN) == "null");
  CHECK(written(infinity) == "null");
  CHECK(written(-infinity) == "null");
}

TEST_CASE("Whole numbers are written as such, and zero without a sign") {
  CHECK(written(13.0) == "13");
  CHECK(written(-2.0) == "-2");
  CHECK(written(-0.0) == "0");
  CHECK(written(9007199254740991.0) == "9007199254740991");
}

TEST_CASE("Every double reads back as itself") {
  std::mt19937_64 random(3);
  for (int i = 0; i < 50'000; ++i) {
    const double x =
        std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())), static_cast<int>(random() % 2000) - 1050);
    if (!std::isfinite(x)) continue;
    CHECK(nlohmann::json::parse(written(x)).get<double>() == x);
  }
  for (const double x : {5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1, 1e15, 1e16, 1e17, 1e22})
    CHECK(nlohmann::json::parse(written(x)).get<double>() == x);
}

TEST_CASE("Any string comes back, quotation marks, control characters and all") {
  std::string all;
  for (char c = 0; c < 0x7f; ++c) all += c;
  all += "é€😀</script>";
  CHECK(nlohmann::json::parse(written(all)).get<std::string>() == all);
  CHECK(written(std::string("a\n\x01\"")) == R"("a\n\u0001\"")");
}
