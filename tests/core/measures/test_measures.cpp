#include "core/measures/measure.h"

#include <set>

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Effect effect(std::string_view measure, std::vector<double> cells, double add = 0) {
  return find_measure(measure)->compute(cells, add);
}

}  // namespace

TEST_CASE("Ids of measures are unique and every measure has a way of typing") {
  std::set<std::string_view> ids;
  for (const Measure& measure : measures()) {
    CHECK(ids.insert(measure.id).second);
    int formats_that_fit = 0;
    for (const Format& format : formats()) formats_that_fit += fits(format, measure);
    CHECK(formats_that_fit >= 2);
    CHECK(measure.scale->display(measure.scale->analysis(2.5)) == near(2.5));
    CHECK(measure.scale->analysis(measure.scale->no_effect) == 0);
  }
  CHECK(find_measure("") == nullptr);
}

TEST_CASE("The first BCG trial") {
  // mpmath, 40 digits; metafor 3.8-1 escalc() agrees
  const std::vector<double> aronson{4, 123, 11, 139};
  CHECK(effect("RR", aronson).yi == near(-0.88931133392020566));
  CHECK(effect("RR", aronson).vi == near(0.32558476500396135));
  CHECK(effect("OR", aronson).yi == near(-0.93869414087039214));
  CHECK(effect("OR", aronson).vi == near(0.35712495225362872));
  CHECK(effect("RD", aronson).yi == near(4.0 / 123 - 11.0 / 139));
}

TEST_CASE("Swapping the arms changes the sign and nothing else") {
  for (const auto* measure : {"RR", "OR", "RD"}) {
    const Effect there = effect(measure, {7, 40, 13, 55}), back = effect(measure, {13, 55, 7, 40});
    CHECK(back.yi == near(-there.yi));
    CHECK(back.vi == near(there.vi));
  }
}

TEST_CASE("Counting those without the event turns the odds ratio and the risk difference over") {
  for (const auto* measure : {"OR", "RD"}) {
    const Effect events = effect(measure, {7, 40, 13, 55}), others = effect(measure, {33, 40, 42, 55});
    CHECK(others.yi == near(-events.yi));
    CHECK(others.vi == near(events.vi));
  }
}

TEST_CASE("Equal risks are a ratio of exactly one") {
  CHECK(effect("RR", {5, 50, 7, 70}).yi == 0);
  CHECK(effect("RD", {5, 50, 7, 70}).yi == 0);
}

TEST_CASE("A nearly equal ratio keeps its digits") {
  // log(1000001/1000000), mpmath
  CHECK(effect("RR", {1000001, 4000000, 1000000, 4000000}).yi == near(9.999995000003333e-07));
}

TEST_CASE("What is added for zeros moves the variance of a risk difference, never the difference") {
  CHECK(effect("RD", {0, 20, 0, 40}, 0.5).yi == 0);
  // mpmath: .5 * 20.5 / 21^3 + .5 * 40.5 / 41^3
  CHECK(effect("RD", {0, 20, 0, 40}, 0.5).vi == near(0.0014006065804797805));
}

TEST_CASE("A zero cell with nothing added has no ratio") {
  CHECK(std::isnan(effect("RR", {0, 20, 3, 40}).yi));
  CHECK(std::isnan(effect("OR", {20, 20, 3, 40}).yi));
}

TEST_CASE("Mean difference and its variance") {
  CHECK(effect("MD", {5, 2, 16, 3, 4, 64}).yi == 2);
  CHECK(effect("MD", {5, 2, 16, 3, 4, 64}).vi == near(0.5));
  CHECK(effect("MD", {1, 0, 10, 0, 1, 10}).vi == near(0.1));
}

TEST_CASE("Hedges' g with the exact small-sample factor") {
  // mpmath: J(18) and J(2) from the gamma function; the usual approximation differs in the fifth digit
  const Effect ten = effect("SMD", {1, 1, 10, 0, 1, 10});
  CHECK(ten.yi == near(0.957646427023718));
  CHECK(ten.vi == near(0.22292716697978235));
  const Effect two = effect("SMD", {1, 1, 2, 0, 1, 2});
  CHECK(two.yi == near(0.5641895835477563));
  CHECK(two.vi == near(1.0397887357729738));
}

TEST_CASE("A standardised difference does not depend on the unit") {
  for (const double unit : {1e-100, 1e-3, 1e100}) {
    const Effect e = effect("SMD", {5 * unit, 2 * unit, 16, 3 * unit, 4 * unit, 64});
    CHECK(e.yi == near(effect("SMD", {5, 2, 16, 3, 4, 64}).yi));
    CHECK(e.vi == near(effect("SMD", {5, 2, 16, 3, 4, 64}).vi));
  }
  CHECK(std::isnan(effect("SMD", {1, 0, 10, 0, 0, 10}).yi));
}
