#include "wasm/tree.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

using namespace pooled;

namespace {

std::string code_of(std::string_view text) {
  try {
    parse_json(text);
  } catch (const Refusal& refusal) {
    return refusal.code;
  }
  return "";
}

std::string where_of(std::string_view text) {
  try {
    parse_json(text);
  } catch (const Refusal& refusal) {
    return refusal.where;
  }
  return "accepted";
}

double number(std::string_view text) { return std::get<double>(parse_json(text).held); }
std::string string(std::string_view text) { return std::get<std::string>(parse_json(text).held); }

bool same(const Value& ours, const nlohmann::json& theirs) {
  if (const auto* list = std::get_if<Value::List>(&ours.held)) {
    if (!theirs.is_array() || theirs.size() != list->size()) return false;
    for (std::size_t i = 0; i < list->size(); ++i)
      if (!same((*list)[i], theirs[i])) return false;
    return true;
  }
  if (const auto* members = std::get_if<Value::Members>(&ours.held)) {
    if (!theirs.is_object() || theirs.size() != members->size()) return false;
    for (const Member& m : *members)
      if (!theirs.contains(m.key) || !same(m.value, theirs[m.key])) return false;
    return true;
  }
  if (const auto* x = std::get_if<double>(&ours.held)) return theirs.is_number() && theirs.get<double>() == *x;
  if (const auto* x = std::get_if<bool>(&ours.held)) return theirs.is_boolean() && theirs.get<bool>() == *x;
  if (const auto* x = std::get_if<std::string>(&ours.held)) return theirs.is_string() && theirs == *x;
  return theirs.is_null();
}

/// Whether nlohmann-json reads the same, where we read anything; and refuses what we call bad_json.
bool agrees_with_nlohmann(const std::string& text) {
  const auto theirs = nlohmann::json::parse(text, nullptr, false);
  try {
    const Value ours = parse_json(text);
    return !theirs.is_discarded() && same(ours, theirs);
  } catch (const Refusal& refusal) {
    return refusal.code == "bad_request" || theirs.is_discarded();
  }
}

}  // namespace

TEST_CASE("Numbers are read to the last bit") {
  CHECK(number("0") == 0);
  CHECK(number("-0.5") == -0.5);
  CHECK(number("123456789012345") == 123456789012345.0);
  CHECK(number("0.1") == 0.1);
  CHECK(number("0.30000000000000004") == 0.1 + 0.2);
  CHECK(number("9007199254740993") == 9007199254740992.0);  // 2^53 + 1 rounds to even
  CHECK(number("17976931348623157e292") == 1.7976931348623157e308);
  CHECK(number("5e-324") == 5e-324);
  CHECK(number("1e-400") == 0);
  CHECK(number("2.5E+3") == 2500);
}

TEST_CASE("Every double written with 17 digits reads back, through the quick way and the slow one") {
  std::mt19937_64 random(1);
  char text[40];
  for (int i = 0; i < 20'000; ++i) {
    const double x = std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 200) - 150);
    std::snprintf(text, sizeof text, "%.17g", x);
    CHECK(number(text) == x);
    std::snprintf(text, sizeof text, "%.*f", static_cast<int>(random() % 12), std::fmod(x, 1e4));
    CHECK(number(text) == std::strtod(text, nullptr));
  }
}

TEST_CASE("What is almost a number is not JSON") {
  for (const char* text :
       {"", "-", "01", "1.", ".5", "+1", "1e", "1e+", "0x10", "NaN", "Infinity", "-Infinity", "1,5", "١"})
    CHECK(code_of(text) == "bad_json");
}

TEST_CASE("A number beyond a double is refused with its place") {
  CHECK(code_of("1e309") == "bad_request");
  CHECK(code_of(std::string(400, '9')) == "bad_request");
  CHECK(where_of(R"({"dataset":{"studies":[{},{"cells":{"n1i":-1e999}}]}})") == "dataset.studies[1].cells.n1i");
}

TEST_CASE("Strings come out as the text they mean") {
  CHECK(string(R"("a\"\\\/\b\f\n\r\tz")") == "a\"\\/\b\f\n\r\tz");
  CHECK(string(R"("\u00e9\u20AC\ud83d\ude00")") == "é€😀");
  CHECK(string("\"Müller 北京 😀\"") == "Müller 北京 😀");
  CHECK(string(R"("\u0000")") == std::string(1, '\0'));
}

TEST_CASE("Half a surrogate pair and broken escapes are not JSON") {
  for (const char* text : {R"("\ud800")", R"("\udc00")", R"("\ud800\u0041")", R"("\ud800x")", R"("\u12")",
                           R"("\u12g4")", R"("\x")", R"("\)", R"("\)", "\"a\nb\"", "\"tab\t\"", "\"open"})
    CHECK(code_of(text) == "bad_json");
}

TEST_CASE("Only valid UTF-8 is read") {
  for (const char* bytes :
       {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"})
    CHECK(string('"' + std::string(bytes) + '"') == bytes);
  for (const char* bytes : {"\x80", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80",
                            "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3\xC3"})
    CHECK(code_of('"' + std::string(bytes) + '"') == "bad_json");
}

TEST_CASE("Structure that is not whole is not JSON, and the place is named") {
  for (const char* text : {"[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "[", "{", "]", "1 1", "nul",
                           "truee", "[1]]", "// 1", "'a'"})
    CHECK(code_of(text) == "bad_json");
  CHECK(where_of(R"({"dataset": {"studies": [1, {"label": )") == "dataset.studies[1].label");
  CHECK(code_of(std::string_view("1\0", 2)) == "bad_json");
}

TEST_CASE("White space and a byte order mark do not matter") {
  CHECK(number("\xEF\xBB\xBF \t\r\n 7 \r\n") == 7);
  CHECK(code_of("") == "bad_json");
  CHECK(code_of(" \r") == "bad_json");
}

TEST_CASE("A key that is there twice is refused, in small objects and large ones") {
  CHECK(where_of(R"({"options": {"level": 0.95, "level": 0.9}})") == "options.level");
  CHECK(where_of(R"([{"a": 1, "\u0061": 2}])") == "[0].a");
  std::string large = "{";
  for (int i = 0; i < 50; ++i) large += "\"k" + std::to_string(i) + "\":0,";
  CHECK(code_of(large + "\"z\":0}").empty());
  CHECK(where_of(large + "\"k17\":0}") == "k17");
}

TEST_CASE("Nesting ends at 64 levels, however deep the text goes") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(code_of(nested(64)).empty());
  CHECK(code_of(nested(65)) == "bad_json");
  CHECK(code_of(std::string(2'000'000, '[')) == "bad_json");
  std::string objects;
  for (int i = 0; i < 200'000; ++i) objects += "{\"a\":";
  CHECK(code_of(objects) == "bad_json");
}

TEST_CASE("An excerpt never cuts a character in two") {
  CHECK(excerpt("RR") == "RR");
  CHECK(excerpt(std::string(61, 'a')) == std::string(60, 'a') + "…");
  CHECK(excerpt(std::string(59, 'a') + "€€") == std::string(59, 'a') + "…");
}

TEST_CASE("Damaged requests are read as nlohmann-json reads them") {
  const std::string seed =
      R"({"version":1,"a":[0,-1.5e3,12345678901234567890,true,false,null,"é\u00e9\ud83d\ude00"],"b":{"c":0.25, "":{}}})";
  const std::string_view parts = "{}[]\",:\\0123456789.eE+-tfnu \xC3\xA9\xED\xA0\x80\xFF";
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seed;
    for (unsigned edits = random() % 4; edits-- > 0;) {
      const std::size_t at = random() % text.size();
      if (random() % 2)
        text[at] = parts[random() % parts.size()];
      else
        text.erase(at, random() % 3);
    }
    INFO(text);
    CHECK(agrees_with_nlohmann(text));
  }
}
