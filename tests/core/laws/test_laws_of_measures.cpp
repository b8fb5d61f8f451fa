// Laws of single effects and of the scale people read them on.

#include <algorithm>
#include <catch2/catch.hpp>
#include <numbers>

#include "tests/core/laws/fitted.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Effects effects_as(const Case& c, const char* measure) {
  Options o = c.options;
  o.measure = measure;
  return compute_effects(c.data, o);
}

/// Nothing is added to any of them, so that all measures see the same counts.
bool without_zeros(const Study& s) {
  return s.cells[0] > 0 && s.cells[2] > 0 && s.cells[0] < s.cells[1] && s.cells[2] < s.cells[3];
}

int sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

/// Measures that ask whether the risk is higher in group 1, each in its way.
constexpr const char* of_two_risks[] = {"RR", "OR", "RD", "PETO", "AS", "PHI", "YUQ", "YUY", "RTET"};

Scope only(const char* measure) {
  return {.measures = [=](const Measure& m) { return m.id == measure; }, .models = only_common_effect};
}

/// A law of two measures of the same studies: each effect of the one from that of the other.
template <class Of>
void follows(const char* from, const char* to, Of&& of, int times = 40) {
  for (int i = 0; i < times; ++i)
    holds(
        [&](const Case& c, Random&) -> Verdict {
          Case plain = c;
          plain.options.add_to = "only0", plain.options.drop00 = true;
          const Effects x = effects_as(plain, from), y = effects_as(plain, to);
          Verdict verdict;
          for (std::size_t i = 0; i < x.study.size() && verdict.empty(); ++i)
            verdict = same(to, y.study[i].yi, of(x.study[i].yi), 1 + std::abs(y.study[i].yi), 1e-11);
          return verdict;
        },
        only(from));
}

}  // namespace

TEST_CASE("Every measure of two risks says the same of which is higher", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        Verdict verdict;
        for (const char* measure : of_two_risks) {
          const Effects e = effects_as(c, measure);
          for (std::size_t i = 0; i < e.study.size() && verdict.empty(); ++i) {
            if (!without_zeros(c.data.studies[i]) || c.options.add_to != "only0") continue;
            const auto& x = c.data.studies[i].cells;
            verdict = must(sign(e.study[i].yi) == sign(x[0] * x[3] - x[2] * x[1]), measure);
          }
        }
        return verdict;
      },
      only("RR"));
}

TEST_CASE("Mantel-Haenszel's RR, OR and RD agree about the direction; so does Peto", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        const auto direction = [&](const char* measure, const char* model) {
          Case as = c;
          as.options.measure = measure, as.options.model = model, as.options.test = "z";
          const Fitted x(as);
          // Exactly no difference is a rounding of 0 on the scale of logs.
          return x && std::abs(x->mu.est) > 1e-12 ? sign(x->mu.est) : 0;
        };
        const int rd = direction("RD", "MH");
        const auto agrees = [&](int other) { return rd == 0 || other == 0 || rd == other; };
        return first_of(must(agrees(direction("RR", "MH")), "RR and RD differ"),
                        must(agrees(direction("OR", "MH")), "OR and RD differ"));
      },
      {.measures = [](const Measure& m) { return m.id == "RD"; },
       .models = [](const Model& m) { return m.id == "MH"; }});
}

TEST_CASE("An odds ratio is further from 1 than the risk ratio", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        const Effects rr = effects_as(c, "RR"), or_ = effects_as(c, "OR");
        Verdict verdict;
        for (std::size_t i = 0; i < rr.study.size() && verdict.empty(); ++i)
          if (without_zeros(c.data.studies[i]) && c.options.add_to == "only0")
            verdict = must(std::abs(or_.study[i].yi) >= std::abs(rr.study[i].yi) * (1 - 1e-12), "nearer to 1");
        return verdict;
      },
      only("RR"));
}

TEST_CASE("Measures that are functions of one another are so", "[laws]") {
  constexpr double logistic_sd = 1.8137993642342178506;
  follows("OR", "OR2DL", [](double x) { return x / logistic_sd; });
  follows("OR", "OR2DN", [](double x) { return x / 1.65; });
  follows("OR", "YUQ", [](double x) { return std::tanh(x / 2); });
  follows("OR", "YUY", [](double x) { return std::tanh(x / 4); });
  follows("D2ORN", "D2ORL", [](double x) { return x / 1.65 * logistic_sd; });
  follows("COR", "ZCOR", [](double x) { return std::atanh(x); });
  follows("IR", "IRS", [](double x) { return std::sqrt(x); });
  follows("PR", "PAS", [](double x) { return std::asin(std::sqrt(x)); });
  follows("MN", "MNLN", [](double x) { return std::log(x); });
}

TEST_CASE("Two ways of typing the same counts or means are the same study", "[laws]") {
  const auto retyped = [](Case c) {
    for (Study& s : c.data.studies) {
      std::vector<double>& x = s.cells;
      if (s.format == "counts") s.format = "two_by_two", x[1] -= x[0], x[3] -= x[2];
      if (s.format == "means") s.format = "means_se", x[1] /= std::sqrt(x[2]), x[4] /= std::sqrt(x[5]);
      if (s.format == "mean") s.format = "mean_se", x[1] /= std::sqrt(x[2]);
    }
    return c;
  };
  holds([&](const Case& c, Random&) { return same_fits(Fitted(c), Fitted(retyped(c))); },
        {.measures = [](const Measure& m) {
          return m.family == &two_by_two || m.family == &two_means || m.family == &one_mean;
        }});
}

TEST_CASE("The scale people read rises with the analysis scale and leads back", "[laws]") {
  holds(
      [](const Case& c, Random& random) -> Verdict {
        const Fitted x(c);
        if (!x) return "";
        const double low = x.e.yi.minCoeff(), high = x.e.yi.maxCoeff();
        const double a = random.between(low, high), b = random.between(low, high);
        const double shown = display_of(x.e, a), other = display_of(x.e, b), back = analysis_of(x.e, shown);
        const bool at_an_end = is_one_of(x.e.measure->scale->id, {"arcsine", "square_root"}) &&
                               (shown <= 0 || (x.e.measure->scale->id == "arcsine" && shown >= 1));
        return first_of(must(!(a < b) || !(shown > other), "it falls"),
                        at_an_end ? Verdict{} : same("back", back, a, 1 + std::abs(a)));
      },
      {.models = only_common_effect});
}

TEST_CASE("More of the same evidence is more precise", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        // Ten times the people with the same shares, means, SDs.
        const Measure& measure = *find_measure(c.options.measure);
        Case larger = c;
        for (Study& s : larger.data.studies)
          for (std::size_t i = 0; i < s.cells.size(); ++i) {
            const Domain d = measure.family->columns[i].domain;
            const auto id = measure.family->columns[i].id;
            if (d == Domain::count || d == Domain::size || id.starts_with('t')) s.cells[i] *= 10;
          }
        const Effects f = compute_effects(c.data, c.options), g = compute_effects(larger.data, c.options);
        // What is added for a zero does not grow with the study.
        const auto has_zero = [&](const Study& s) {
          return measure.family->counts && measure.family->counts->any_zero(s.cells);
        };
        Verdict verdict;
        for (std::size_t i = 0; i < f.study.size() && verdict.empty(); ++i)
          verdict = must(has_zero(c.data.studies[i]) || !(g.study[i].vi >= f.study[i].vi),
                         "a larger study with a larger variance");
        return verdict;
      },
      {.measures = [](const Measure& m) { return m.family != nullptr; }, .models = only_common_effect});
}
