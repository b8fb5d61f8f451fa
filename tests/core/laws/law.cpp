#include "tests/core/laws/law.h"

// Catch's hooks, for the line at the end.
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace pooled::testing {
namespace {

Tried count;

int draws_of(const Model& model) {
  const char* told = std::getenv("POOLED_DRAWS");
  const int draws = told ? std::max(1, std::atoi(told)) : 1;
  return is_slow(model) ? std::max(1, draws / 50) : draws;
}

std::uint64_t first_seed() {
  const char* told = std::getenv("POOLED_SEED");
  return told ? std::strtoull(told, nullptr, 10) : 20261124;
}

Verdict verdict_on(const Law& law, const Case& c, std::uint64_t seed) {
  Random random(seed);
  return law(c, random);
}

/// Numbers nearer to what a person would type, the plainest first.
std::vector<double> plainer(double x) {
  std::vector<double> all = {0, 1, 2, 10, std::round(x), std::round(x / 2), std::round(10 * x) / 10};
  char text[32];
  for (const int digits : {1, 2, 3}) {
    std::snprintf(text, sizeof text, "%.*g", digits, x);
    all.push_back(std::strtod(text, nullptr));
  }
  // Only towards fewer digits and smaller numbers, or shrinking would not end.
  const auto length = [&](double y) {
    std::snprintf(text, sizeof text, "%.17g", y);
    return std::string(text).size();
  };
  const auto worse = [&](double y) {
    return !(length(y) < length(x) || (length(y) == length(x) && std::abs(y) < std::abs(x)));
  };
  std::erase_if(all, worse);
  return all;
}

/// All cases one step plainer than this one.
std::vector<Case> steps_from(const Case& c) {
  std::vector<Case> steps;
  for (std::size_t i = 0; c.data.studies.size() > 1 && i < c.data.studies.size(); ++i) {
    steps.push_back(c);
    steps.back().data.studies.erase(steps.back().data.studies.begin() + static_cast<std::ptrdiff_t>(i));
  }
  const Options plain;
  for (const auto key : {&Options::tau2, &Options::test, &Options::prediction, &Options::tau2_ci, &Options::add_to}) {
    if (c.options.*key == plain.*key || (key == &Options::test && c.options.model != "RE")) continue;
    steps.push_back(c);
    steps.back().options.*key = plain.*key;
  }
  for (std::size_t i = 0; i < c.data.studies.size(); ++i)
    for (std::size_t j = 0; j < c.data.studies[i].cells.size(); ++j)
      for (const double x : plainer(c.data.studies[i].cells[j])) {
        steps.push_back(c);
        steps.back().data.studies[i].cells[j] = x;
      }
  return steps;
}

/// Says at the end how much was tried.
struct Reporting : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;
  void testRunEnded(const Catch::TestRunStats&) override {
    if (count.laws == 0) return;
    std::cout << "Laws: " << count.laws << " laws, " << count.pairs << " pairs of measure and model, " << count.draws
              << " draws\n";
  }
};
CATCH_REGISTER_LISTENER(Reporting)

}  // namespace

Case shrunk(const Law& law, Case broken, std::uint64_t seed) {
  for (int budget = 3000; budget > 0;) {
    bool found = false;
    for (Case& step : steps_from(broken)) {
      if (--budget <= 0) break;
      if (verdict_on(law, step, seed).empty()) continue;
      broken = std::move(step);
      found = true;
      break;
    }
    if (!found) break;
  }
  return broken;
}

void holds(const Law& law, const Scope& scope) {
  ++count.laws;
  const long before = count.pairs;
  std::uint64_t seed = first_seed();
  for (const Measure& measure : measures()) {
    for (const Model& model : models()) {
      if (!applies(model, measure) || !scope.measures(measure) || !scope.models(model)) continue;
      ++count.pairs;
      for (int draw = 0; draw < draws_of(model); ++draw) {
        Random random(++seed);
        const Case c = random_case(measure, model, random);
        ++count.draws;
        if (verdict_on(law, c, seed).empty()) continue;
        const Case small = shrunk(law, c, seed);
        FAIL_CHECK(verdict_on(law, small, seed) << "\n" << request_of(small));
        break;
      }
    }
  }
  // A law that speaks of nothing is no law.
  CHECK(count.pairs > before);
}

const Tried& tried() { return count; }

Verdict same(const char* what, double x, double y, double scale, double tolerance) {
  if (x == y || (std::isnan(x) && std::isnan(y)) || std::abs(x - y) <= tolerance * std::abs(scale)) return "";
  char text[160];
  std::snprintf(text, sizeof text, "%s: %.17g is not %.17g", what, x, y);
  return text;
}

Verdict identical(const char* what, double x, double y) { return same(what, x, y, 0, 0); }

}  // namespace pooled::testing
