#include "core/measures/measure.h"

#include <set>

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Effect effect(std::string_view measure, std::vector<double> cells, double add = 0) {
  return find_measure(measure)->compute(cells, {add, add});
}

}  // namespace

TEST_CASE("Ids of measures are unique and every measure has a way of typing") {
  std::set<std::string_view> ids;
  for (const Measure& measure : measures()) {
    CHECK(ids.insert(measure.id).second);
    int formats_that_fit = 0;
    for (const Format& format : formats()) formats_that_fit += fits(format, measure);
    CHECK(formats_that_fit >= 2);
    CHECK(measure.scale->display(measure.scale->analysis(0.25)) == near(0.25));
    if (measure.compares()) CHECK(measure.scale->analysis(measure.scale->no_effect) == 0);
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
  for (const auto* measure : {"RR", "OR", "RD", "PETO", "AS", "PHI", "YUQ", "YUY", "OR2DL", "OR2DN"}) {
    const Effect there = effect(measure, {7, 40, 13, 55}), back = effect(measure, {13, 55, 7, 40});
    CHECK(back.yi == near(-there.yi));
    CHECK(back.vi == near(there.vi));
  }
}

TEST_CASE("Counting those without the event turns the odds ratio and the risk difference over") {
  for (const auto* measure : {"OR", "RD", "PETO", "AS", "PHI", "YUQ", "YUY", "OR2DL", "OR2DN"}) {
    const Effect events = effect(measure, {7, 40, 13, 55}), others = effect(measure, {33, 40, 42, 55});
    CHECK(others.yi == near(-events.yi));
    CHECK(others.vi == near(events.vi));
  }
}

TEST_CASE("Equal risks are a ratio of exactly one") {
  CHECK(effect("RR", {5, 50, 7, 70}).yi == 0);
  for (const auto* measure : {"RD", "PETO", "AS", "PHI", "YUQ", "YUY"}) CHECK(effect(measure, {5, 50, 7, 70}).yi == 0);
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

TEST_CASE("Peto's odds ratio is (O - E) / V") {
  // by hand: 4/123 against 11/139: E = 15 * 123/262, V = 15 * 247 * 123 * 139 / (262^2 * 261)
  const double v = 15.0 * 247 * 123 * 139 / (262.0 * 262 * 261);
  CHECK(effect("PETO", {4, 123, 11, 139}).yi == near((4 - 15.0 * 123 / 262) / v));
  CHECK(effect("PETO", {4, 123, 11, 139}).vi == near(1 / v));
  CHECK(std::isfinite(effect("PETO", {0, 20, 3, 40}).yi));
  CHECK(std::isnan(effect("PETO", {0, 20, 0, 40}).yi));
}

TEST_CASE("An arcsine difference exists with any zeros and keeps the digits of a small one") {
  CHECK(effect("AS", {0, 20, 0, 40}).yi == 0);
  CHECK(effect("AS", {20, 20, 0, 40}).yi == near(std::acos(0.0)));
  CHECK(effect("AS", {20, 20, 40, 40}).yi == 0);
  // asin sqrt(.25000025) - asin sqrt(.25), mpmath
  CHECK(effect("AS", {1000001, 4000000, 1000000, 4000000}).yi == near(2.88675086482322525e-7, 1e-11));
}

TEST_CASE("Phi of a perfect table is one, without a variance; near it the variance keeps its digits") {
  CHECK(effect("PHI", {20, 20, 0, 40}).yi == near(1));
  CHECK(effect("PHI", {20, 20, 0, 40}).vi == 0);
  // Yule's formula in 60 digits (mpmath)
  CHECK(effect("PHI", {1e6, 1e6 + 1, 1, 1e6 + 1}).vi == near(1.99999400001199998e-12, 1e-14));
}

TEST_CASE("Yule's Q is (OR - 1) / (OR + 1), Yule's Y the same of sqrt OR") {
  const double odds = 7.0 * 42 / (33 * 13);
  CHECK(effect("YUQ", {7, 40, 13, 55}).yi == near((odds - 1) / (odds + 1)));
  CHECK(effect("YUY", {7, 40, 13, 55}).yi == near((std::sqrt(odds) - 1) / (std::sqrt(odds) + 1)));
}

TEST_CASE("Odds ratios and standardised differences translate into each other by one factor") {
  const double log_or = effect("OR", {7, 40, 13, 55}).yi, pi = std::acos(-1.0);
  CHECK(effect("OR2DL", {7, 40, 13, 55}).yi == near(log_or * std::sqrt(3.0) / pi));
  CHECK(effect("OR2DN", {7, 40, 13, 55}).yi == near(log_or / 1.65));
  // d = 1: n = 10 each, SD 1
  CHECK(effect("D2ORL", {1, 1, 10, 0, 1, 10}).yi == near(pi / std::sqrt(3.0)));
  CHECK(effect("D2ORN", {1, 1, 10, 0, 1, 10}).vi == near(1.65 * 1.65 * (0.2 + 1.0 / 40)));
}

TEST_CASE("Rates: swapping the arms changes the sign, the unit of time only the scale") {
  for (const auto* measure : {"IRR", "IRD", "IRSD"}) {
    const Effect there = effect(measure, {9, 413, 19, 398}), back = effect(measure, {19, 398, 9, 413});
    CHECK(back.yi == near(-there.yi));
    CHECK(back.vi == near(there.vi));
    CHECK(effect(measure, {9, 300, 12, 400}).yi == 0);
    CHECK(std::isfinite(effect(measure, {9e3, 413e100, 19e3, 398e100}).yi));
  }
  CHECK(effect("IRR", {9, 413e100, 19, 398e100}).yi == near(std::log(9.0 * 398 / (19 * 413))));
  CHECK(effect("IRD", {9, 413e-100, 19, 398e-100}).yi == near(1e100 * (9.0 / 413 - 19.0 / 398)));
}

TEST_CASE("What is added for zeros goes to events, never to time, and never moves a difference of rates") {
  CHECK(effect("IRR", {0, 100, 4, 200}, 0.5).yi == near(std::log(0.5 * 200 / (4.5 * 100))));
  CHECK(effect("IRD", {0, 100, 0, 200}, 0.5).yi == 0);
  CHECK(effect("IRD", {0, 100, 0, 200}, 0.5).vi == near(0.5 / 1e4 + 0.5 / 4e4));
  CHECK(effect("IRSD", {0, 100, 0, 200}).yi == 0);
  CHECK(std::isnan(effect("IRR", {0, 100, 4, 200}).yi));
}

TEST_CASE("One proportion on four scales comes back as itself") {
  for (const auto* id : {"PR", "PLN", "PLO", "PAS"})
    CHECK(find_measure(id)->scale->display(effect(id, {17, 60}).yi) == near(17.0 / 60));
  CHECK(effect("PLO", {30, 60}).yi == 0);
  CHECK(effect("PAS", {0, 60}).yi == 0);
  CHECK(effect("PAS", {60, 60}).yi == near(std::acos(0.0)));
  CHECK(effect("PR", {0, 60}, 0.5).yi == 0);
  CHECK(effect("PR", {0, 60}, 0.5).vi > 0);
  CHECK(std::isnan(effect("PLN", {0, 60}).yi));
  CHECK(effect("PLN", {60, 60}).vi == 0);
  CHECK(std::isnan(effect("PLO", {60, 60}).yi));
}

TEST_CASE("A limit beyond the end of a scale shows the end") {
  CHECK(find_measure("PAS")->scale->display(-0.1) == 0);
  CHECK(find_measure("PAS")->scale->display(1.7) == 1);
  CHECK(find_measure("IRS")->scale->display(-0.1) == 0);
  CHECK(find_measure("PLO")->scale->display(-1000) == 0);
  CHECK(find_measure("PLO")->scale->display(1000) == 1);
  CHECK(std::isnan(find_measure("PAS")->scale->display(NaN)));
  CHECK(std::isnan(find_measure("IRS")->scale->display(NaN)));
}

TEST_CASE("One rate and one mean") {
  for (const auto* id : {"IR", "IRLN", "IRS"})
    CHECK(find_measure(id)->scale->display(effect(id, {7, 1344}).yi) == near(7.0 / 1344));
  CHECK(effect("IR", {0, 100}, 0.5).yi == 0);
  CHECK(effect("IRLN", {0, 100}, 0.5).vi == 2);
  CHECK(effect("IRS", {0, 100}).vi == near(1.0 / 400));
  CHECK(effect("MN", {55, 47, 155}).vi == near(47.0 * 47 / 155));
  CHECK(effect("MNLN", {55, 47, 155}).yi == near(std::log(55.0)));
  CHECK(std::isnan(effect("MNLN", {-1, 1, 10}).yi));
}

TEST_CASE("Correlations: the sign turns with the sign of r, and +-1 has no finite z") {
  for (const auto* id : {"COR", "UCOR", "ZCOR"}) {
    const Effect plus = effect(id, {0.3, 20}), minus = effect(id, {-0.3, 20});
    CHECK(plus.yi == near(-minus.yi));
    CHECK(plus.vi == near(minus.vi));
    CHECK(effect(id, {0, 20}).yi == 0);
  }
  CHECK(std::isinf(effect("ZCOR", {1, 20}).yi));
  CHECK(effect("COR", {1, 20}).vi == 0);
}

TEST_CASE("The unbiased correlation is Olkin and Pratt's hypergeometric series") {
  // mpmath: r * hyp2f1(.5, .5, (n - 2) / 2, 1 - r^2); at n = 5 it is asin(sqrt(1 - r^2)) / sqrt(1 - r^2)
  const double x = 1 - 0.5 * 0.5;
  CHECK(effect("UCOR", {0.5, 5}).yi == near(0.5 * std::asin(std::sqrt(x)) / std::sqrt(x), 1e-14));
  CHECK(effect("UCOR", {1, 5}).yi == 1);
  CHECK(effect("UCOR", {1e-8, 5}).yi == near(1e-8 * std::acos(1e-8), 1e-12));
  CHECK(std::isnan(effect("UCOR", {0.5, 4}).yi));
  CHECK(effect("UCOR", {0.5, 6}).yi == near(0.570349449920576636, 1e-14));
  CHECK(effect("UCOR", {0.5, 12}).yi == near(0.522239233177560737, 1e-14));
  CHECK(effect("UCOR", {0.5, 1e6}).yi == near(0.500000187500691409, 1e-15));
  CHECK(effect("UCOR", {0.5, 1e12}).yi - 0.5 == near(1.875e-13, 1e-3));  // r (1 - r^2) / (2 n)
  CHECK(effect("UCOR", {0.5, 1e300}).yi == 0.5);                         // once without an end: cosh was 1
}

TEST_CASE("Standardised differences do not depend on the unit, log ratios neither") {
  const std::vector<double> means{5, 2, 16, 3, 4, 64};
  for (const auto* id : {"SMD1", "SMDH", "ROM", "VR", "CVR", "D2ORL", "D2ORN"})
    for (const double unit : {1e-100, 1e-3, 1e100}) {
      const Effect plain = effect(id, means), e = effect(id, {5 * unit, 2 * unit, 16, 3 * unit, 4 * unit, 64});
      CHECK(e.yi == near(plain.yi));
      CHECK(e.vi == near(plain.vi));
    }
  const std::vector<double> pair{5, 2, 3, 4, 30, 0.6};
  for (const auto* id : {"SMCC", "SMCR", "SMCRH", "ROMC"})
    for (const double unit : {1e-100, 1e100}) {
      const Effect plain = effect(id, pair), e = effect(id, {5 * unit, 2 * unit, 3 * unit, 4 * unit, 30, 0.6});
      CHECK(e.yi == near(plain.yi));
      CHECK(e.vi == near(plain.vi));
    }
}

TEST_CASE("Swapping the arms turns symmetric measures of means over") {
  for (const auto* id : {"MD", "SMD", "SMDH", "ROM", "VR", "CVR", "D2ORL", "D2ORN"}) {
    const Effect there = effect(id, {5, 2, 16, 3, 4, 64}), back = effect(id, {3, 4, 64, 5, 2, 16});
    CHECK(back.yi == near(-there.yi));
    CHECK(back.vi == near(there.vi));
  }
  for (const auto* id : {"MC", "SMCC", "ROMC"}) {
    const Effect there = effect(id, {5, 2, 3, 4, 30, 0.6}), back = effect(id, {3, 4, 5, 2, 30, 0.6});
    CHECK(back.yi == near(-there.yi));
    CHECK(back.vi == near(there.vi));
  }
}

TEST_CASE("Without the spread that standardises there is no effect; means not above 0 have no ratio") {
  CHECK(std::isnan(effect("SMD1", {1, 1, 10, 0, 0, 10}).yi));
  CHECK(effect("SMD1", {1, 1, 10, 0, 0, 10}).vi == 0);
  CHECK(std::isfinite(effect("SMDH", {1, 1, 10, 0, 0, 10}).yi));
  CHECK(std::isnan(effect("VR", {1, 1, 10, 0, 0, 10}).yi));
  CHECK(std::isnan(effect("ROM", {1, 1, 10, -2, 1, 10}).yi));
  CHECK(std::isnan(effect("ROM", {1, 1, 10, 0, 1, 10}).yi));
  CHECK(std::isnan(effect("ROM", {-1, 1, 10, -2, 1, 10}).yi));
  CHECK(std::isnan(effect("CVR", {1, 1, 10, -2, 1, 10}).yi));
  CHECK(std::isnan(effect("SMCC", {1, 2, 0, 2, 10, 1}).yi));
  CHECK(std::isnan(effect("ROMC", {1, 2, -1, 2, 10, 0.5}).yi));
}

TEST_CASE("A change correlated almost perfectly keeps the digits of its small variance") {
  CHECK(effect("MC", {5, 2, 4, 2, 10, 1 - 1e-12}).vi == near(2 * (1 - (1 - 1e-12)) * 4 / 10));
  CHECK(effect("ROMC", {5, 2, 5, 2, 10, 1 - 1e-12}).vi == near(2 * (1 - (1 - 1e-12)) * 0.16 / 10));
}
