#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>

#include "wasm/api.h"

/// Bytes as choices from the catalogue: studies of any numbers that a table may hold, under any measure, model,
/// estimator, test, rule and question (libFuzzer; scripts/fuzz.sh). What is asked for: a report, or a refusal in words,
/// soon; numbers within their bounds. With POOLED_SHOW in the environment it prints what it asks.

namespace {

using Json = nlohmann::ordered_json;

/// Reads the input as small numbers; zeros where it has ended.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}

  std::size_t below(std::size_t n) { return n == 0 ? 0 : (byte() + (n > 256 ? 256U * byte() : 0U)) % n; }
  bool yes() { return byte() % 2 == 1; }
  /// Any eight bytes as a double, for tables have no say in what is pasted into them.
  double any() {
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) bits = bits << 8 | byte();
    double x = 0;
    std::memcpy(&x, &bits, sizeof x);
    return std::isfinite(x) ? x : 0;
  }
  const Json& from(const Json& list) { return list.at(below(list.size())); }

 private:
  unsigned byte() { return left_ == 0 ? 0 : (--left_, *data_++); }

  const std::uint8_t* data_;
  std::size_t left_;
};

/// Mostly what people type; now and then anything.
double number(Choices& in, std::string_view domain) {
  const std::size_t way = in.below(16);
  if (way == 15) return in.any();
  const double x = static_cast<double>(in.below(way < 8 ? 100 : 5000));
  if (domain == "count" || domain == "size") return way == 14 ? x * 1e6 : x;
  if (domain == "correlation") return x / 100 - (way % 2);
  if (domain == "probability") return x / 101;
  if (domain == "percent") return x;
  const double size = (x - (way % 3 == 0 ? 50 : 0)) / 7;
  return way == 14 ? size * 1e150 : way == 13 ? size * 1e-150 : size;
}

Json study(Choices& in, const Json& format) {
  Json cells = Json::object();
  for (const Json& column : format.at("columns"))
    if (!column.at("optional").get<bool>() || in.yes())
      cells[column.at("id").get<std::string>()] = number(in, column.at("domain").get<std::string>());
  return {{"label", ""},
          {"format", format.at("id")},
          {"cells", cells},
          {"groups", {{"side", in.yes() ? "a" : "b"}}},
          {"mods", {{"dose", number(in, "real")}, {"weight", number(in, "positive")}}}};
}

const Json& entry(const Json& list, const Json& id) {
  for (const Json& each : list)
    if (each.at("id") == id) return each;
  std::abort();
}

Json options_from(Choices& in, const Json& catalog, const Json& measure) {
  Json options = {{"measure", measure.at("id")},
                  {"gosh_subsets", 20},
                  {"permutations", 20},
                  {"subgroup", in.yes() ? Json("side") : Json(nullptr)},
                  {"moderators", in.yes() ? "dose" : ""}};
  const auto choose = [&](const char* option, const char* list) {
    options[option] = in.from(catalog.at(list)).at("id");
  };
  choose("model", "models"), choose("tau2", "tau2"), choose("test", "tests"), choose("prediction", "predictions");
  choose("tau2_ci", "tau2_intervals"), choose("add_to", "add_to");
  if (options["tau2"] == "FIXED") options["tau2_fixed"] = number(in, "positive");
  if (in.yes()) options["level"] = static_cast<double>(1 + in.below(99)) / 100;
  options["drop00"] = in.yes();
  return options;
}

Json request_from(Choices& in, const Json& catalog) {
  const Json& measure = in.from(catalog.at("measures"));
  Json studies = Json::array();
  for (std::size_t k = in.below(9); k > 0; --k)
    studies.push_back(study(in, entry(catalog.at("formats"), in.from(measure.at("formats")))));
  return {{"version", 1},
          {"dataset", {{"studies", studies}}},
          {"options", options_from(in, catalog, measure)},
          {"want", {"summary", in.from(catalog.at("analyses")).at("id")}}};
}

[[noreturn]] void fail(const char* why, const Json& request) {
  std::fprintf(stderr, "%s: %s\n", why, request.dump().c_str());
  std::abort();
}

double value(const Json& of, const char* name) { return of.at(name).is_null() ? NAN : of.at(name).get<double>(); }

void check_summary(const Json& s, const Json& request) {
  // PL and SKOV lie around the maximum of the likelihood, HC around the common effect.
  const auto test = request.at("options").at("test").get<std::string>();
  const bool own = test == "PL" || test == "SKOV" || test == "HC";
  if (!own && (value(s, "ci_lb") > value(s, "est") || value(s, "ci_ub") < value(s, "est")))
    fail("the estimate lies outside its interval", request);
  if (value(s, "pval") < 0 || value(s, "pval") > 1) fail("P is not from 0 to 1", request);
  if (value(s, "I2") < 0 || value(s, "I2") > 100) fail("I2 is not from 0 to 100", request);
  if (value(s, "tau2") < 0 || value(s, "QE") < 0) fail("a sum of squares below 0", request);
}

void check_weights(const Json& effects, const Json& request) {
  double sum = 0;
  bool any = false;
  for (const Json& effect : effects)
    if (!effect.at("weight").is_null()) any = true, sum += effect.at("weight").get<double>();
  if (any && !(std::abs(sum - 100) < 1e-9)) fail("weights do not sum to 100", request);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Json catalog = Json::parse(pooled::catalog());
  Choices in(data, size);
  const Json request = request_from(in, catalog);
  if (std::getenv("POOLED_SHOW")) std::fprintf(stderr, "%s\n", request.dump().c_str());
  const Json report = Json::parse(pooled::analyse(request.dump()));
  if (report.contains("error")) return 0;
  check_weights(report.at("effects"), request);
  if (report.contains("summary") && !report.at("summary").is_null()) check_summary(report.at("summary"), request);
  return 0;
}
