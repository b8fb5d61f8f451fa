// Laws about signs and units: the same data written another way.

#include <catch2/catch.hpp>
#include <numbers>

#include "tests/core/laws/fitted.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// The same studies with each one's cells changed.
template <class Change>
Case recelled(Case c, Change&& change) {
  for (Study& s : c.data.studies) s.cells = change(s.cells);
  return c;
}

using Numbers = std::vector<double>;

Numbers arms_swapped(const Measure& measure, const Numbers& x) {
  const auto id = measure.family->id;
  if (id == "two_means") return {x[3], x[4], x[5], x[0], x[1], x[2]};
  if (id == "paired_means") return {x[2], x[3], x[0], x[1], x[4], x[5]};
  return {x[2], x[3], x[0], x[1]};
}

/// Standardised by one group's SD, these do not mind which group is which.
bool has_two_like_arms(const Measure& m) {
  return m.family && m.compares() && m.family->id != "one_correlation" && !is_one_of(m.id, {"SMD1", "SMCR", "SMCRH"});
}

/// A probability of the counts as they are, so not Firth's, which is penalised.
bool has_probability(const Model& m) { return m.id.starts_with("GLMM") || m.id == "BB"; }

}  // namespace

TEST_CASE("Swapping the arms turns the sign and nothing else", "[laws]") {
  holds(
      [](const Case& c, Random&) {
        const Measure& measure = *find_measure(c.options.measure);
        const auto swap = [&](const Numbers& x) { return arms_swapped(measure, x); };
        return same_fits(Fitted(c), Fitted(recelled(c, swap)), {.factor = -1});
      },
      {.measures = has_two_like_arms});
}

TEST_CASE("Counting those without the event turns the sign where the measure is symmetrical", "[laws]") {
  holds(
      [](const Case& c, Random&) {
        const auto swap = [](const Numbers& x) { return Numbers{x[1] - x[0], x[1], x[3] - x[2], x[3]}; };
        return same_fits(Fitted(c), Fitted(recelled(c, swap)), {.factor = -1});
      },
      // The approximate conditional model is one of rare events, so it minds which outcome is the event.
      {.measures = [](const Measure& m) { return m.family == &two_by_two && m.id != "RR"; },
       .models = [](const Model& m) { return m.id != "GLMM_CMAL"; }});
}

TEST_CASE("Turning every reported effect turns the result, to the last bit", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        const Fitted f(c), g(recelled(c, [](const Numbers&x) { return Numbers{-x[0], x[1]}; }));
        if (!f) return same_fits(f, g);
        return first_of(same_fits(f, g, {.factor = -1}), identical("est", g->mu.est, -f->mu.est),
                        identical("se", g->mu.se, f->mu.se), identical("tau2", g->tau2.tau2, f->tau2.tau2),
                        identical("QE", g->heterogeneity.QE, f->heterogeneity.QE));
      },
      {.measures = is_reported});
}

TEST_CASE("A unit that is a power of two scales every bit", "[laws]") {
  holds(
      [](const Case& c, Random& random) -> Verdict {
        const double unit = std::ldexp(1, random.whole(-200, 200));
        const Fitted f(c), g(recelled(c, [&](const Numbers&x) { return Numbers{unit * x[0], unit * unit * x[1]}; }));
        if (!f) return same_fits(f, g);
        return first_of(identical("est", g->mu.est, unit * f->mu.est), identical("se", g->mu.se, unit * f->mu.se),
                        identical("ci_lb", g->mu.ci_lb, unit * f->mu.ci_lb), identical("pval", g->mu.pval, f->mu.pval),
                        identical("pi_ub", g->pi_ub, unit * f->pi_ub),
                        identical("tau2", g->tau2.tau2, unit * unit * f->tau2.tau2),
                        identical("tau2_ub", g->tau2_interval.ub, unit * unit * f->tau2_interval.ub),
                        identical("I2", g->heterogeneity.I2, f->heterogeneity.I2));
      },
      {.measures = is_reported});
}

TEST_CASE("Any unit from 1e-100 to 1e100 scales the result", "[laws]") {
  holds(
      [](const Case& c, Random& random) {
        const double unit = random.magnitude(1e-100, 1e100);
        const auto scale = [&](const Numbers& x) { return Numbers{unit * x[0], unit * unit * x[1]}; };
        return same_fits(Fitted(c), Fitted(recelled(c, scale)), {.factor = unit});
      },
      {.measures = is_reported});
}

TEST_CASE("A shift of every effect moves the result by it", "[laws]") {
  holds(
      [](const Case& c, Random& random) {
        const double shift = std::round(random.between(-100, 100));
        const auto move = [&](const Numbers& x) { return Numbers{x[0] + shift, x[1]}; };
        return same_fits(Fitted(c), Fitted(recelled(c, move)), {.shift = shift});
      },
      {.measures = is_reported});
}

TEST_CASE("The unit of an outcome scales differences of means and leaves what has no unit", "[laws]") {
  holds(
      [](const Case& c, Random& random) {
        const double unit = random.magnitude(1e-20, 1e20);
        const bool has_unit = is_one_of(c.options.measure, {"MD", "MC", "MN"});
        const Measure& measure = *find_measure(c.options.measure);
        const auto scale = [&](Numbers x) {
          for (std::size_t i = 0; i < x.size(); ++i) {
            const auto id = measure.family->columns[i].id;
            if (id.starts_with('m') || id.starts_with("sd")) x[i] *= unit;
          }
          return x;
        };
        return same_fits(Fitted(c), Fitted(recelled(c, scale)), {.factor = has_unit ? unit : 1});
      },
      {.measures = [](const Measure& m) {
        return m.family == &two_means || m.family == &paired_means || m.id == "MN";
      }});
}

TEST_CASE("A shift of every mean leaves differences of means", "[laws]") {
  holds(
      [](const Case& c, Random& random) {
        const double shift = std::round(random.between(-50, 50));
        const std::size_t second = find_measure(c.options.measure)->family == &two_means ? 3 : 2;
        const auto move = [&](Numbers x) {
          x[0] += shift, x[second] += shift;
          return x;
        };
        return same_fits(Fitted(c), Fitted(recelled(c, move)));
      },
      {.measures = [](const Measure& m) {
        return (m.family == &two_means || m.family == &paired_means) && !is_one_of(m.id, {"ROM", "VR", "CVR", "ROMC"});
      }});
}

TEST_CASE("The unit of person-time leaves ratios, divides differences and rates", "[laws]") {
  holds(
      [](const Case& c, Random& random) -> Verdict {
        const auto id = c.options.measure;
        const double unit = std::ldexp(1, 2 * random.whole(-10, 10));
        const auto scale = [&](Numbers x) {
          for (std::size_t i = 1; i < x.size(); i += 2) x[i] *= unit;
          return x;
        };
        const Fitted f(c), g(recelled(c, scale));
        if (id == "IRLN") return same_fits(f, g, {.shift = -std::log(unit)});
        const bool root = is_one_of(id, {"IRSD", "IRS", "IRFT"});
        return same_fits(f, g, {.factor = id == "IRR" ? 1 : root ? 1 / std::sqrt(unit) : 1 / unit});
      },
      {.measures = [](const Measure& m) { return m.family == &two_rates || m.family == &one_rate; }});
}

TEST_CASE("Models of the counts say how likely the counts are, whichever arm comes first", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        const auto swap = [&](const Numbers& x) { return Numbers{x[2], x[3], x[0], x[1]}; };
        const Fitted f(c), g(recelled(c, swap));
        if (!f || !g) return same_fits(f, g);
        return first_of(must(!(f->ll > 0), "a probability above 1"), same("ll", g->ll, f->ll, 1 + std::abs(f->ll)));
      },
      {.measures = has_two_like_arms, .models = has_probability});
}
