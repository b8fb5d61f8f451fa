#pragma once

#include <functional>
#include <string>

#include "tests/core/laws/random_case.h"

namespace pooled::testing {

/// Empty where the law holds, or has nothing to say about the case; else what it found.
using Verdict = std::string;
/// `random` is for what the law itself has to choose; it starts anew for every case.
using Law = std::function<Verdict(const Case&, Random&)>;

/// What a law speaks of.
struct Scope {
  std::function<bool(const Measure&)> measures = [](const Measure&) { return true; };
  std::function<bool(const Model&)> models = [](const Model&) { return true; };
};

/// Tries a law on random cases of every measure and every model that it speaks of: 1 draw each, or as many as the
/// environment variable POOLED_DRAWS says, and a fiftieth of them where a fit takes milliseconds. The first case that
/// breaks it is shrunk and reported as a request.
void holds(const Law& law, const Scope& scope = {});

/// The smallest case near this one that still breaks the law: fewer studies, plainer options, rounder numbers.
Case shrunk(const Law& law, Case broken, std::uint64_t seed);

/// Measures x models on which laws were tried so far, and draws.
struct Tried {
  int laws = 0;
  long pairs = 0, draws = 0;
};
const Tried& tried();

/// Laws about what all of these give: "" or "<what>: <x> is not <y>".
Verdict same(const char* what, double x, double y, double scale, double tolerance = 1e-9);
/// To the last bit; two numbers that do not exist are the same.
Verdict identical(const char* what, double x, double y);
/// The first that is broken.
template <class... More>
Verdict first_of(Verdict verdict, More... more) {
  if constexpr (sizeof...(more) == 0)
    return verdict;
  else
    return verdict.empty() ? first_of(std::move(more)...) : verdict;
}
inline Verdict must(bool statement, const char* what) { return statement ? "" : what; }

}  // namespace pooled::testing
