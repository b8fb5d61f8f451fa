#include "core/model/firth_likelihood.h"
#include "tests/core/studies.h"

namespace pooled {
namespace {

using namespace testing;

Fit fit_of(const Dataset& data, const std::string& test, double level = 0.95) {
  Options o = options_of("OR", "FIRTH", "REML", test);
  o.level = level;
  const auto f = fit(compute_effects(data, o), o);
  REQUIRE(f);
  return *f;
}

TEST_CASE("Firth, one table: half an event more in each cell, whatever the sizes") {
  // Both parameters of one table are saturated, where the penalty is 1/2 added everywhere: Firth 1993, section 4.
  for (const auto& [x1, n1, x2, n2] : std::vector<std::array<double, 4>>{
           {1, 1, 0, 2}, {2072, 4144, 0, 1}, {2, 5, 0, 1}, {0, 1, 0, 9}, {3e8, 9e8, 1, 3}, {0, 29, 0, 1}}) {
    CAPTURE(x1, n1, x2, n2);
    const Fit f = fit_of(dataset("counts", {{x1, n1, x2, n2}}), "z");
    const double odds = (x1 + 0.5) * (n2 - x2 + 0.5) / ((n1 - x1 + 0.5) * (x2 + 0.5));
    CHECK(f.mu.est == near(std::log(odds), 1e-12));
  }
}

TEST_CASE("Firth, an arm of millions beside small ones: the profile likelihood is followed to its end") {
  // The limit by golden section and coordinates, without any derivative.
  const Dataset data =
      dataset("counts", {{0, 78, 2, 92}, {62, 6215, 0, 7}, {0, 1, 0, 1}, {44, 89, 3, 7}, {4637598, 9275196, 1, 1}});
  const Fit f = fit_of(data, "PL", 0.999);
  CHECK(f.mu.est == near(-0.347230, 1e-5));
  CHECK(f.mu.ci_lb == near(-2.610786, 1e-6));
}

TEST_CASE("Firth, what is far from 0 is not called equal to it where two arms say so by the million") {
  const Dataset data = dataset("counts", {{1, 1, 3, 3}, {14, 16, 0, 1}, {6412345, 6749837, 2518647, 13256037}});
  CHECK(fit_of(data, "PL").mu.pval == 0);
}

TEST_CASE("Firth, a cell of 947 million and sizes without reason: an answer, at once") {
  // Scoring with the unpenalised information took minutes: its steps were a million times too long.
  const Dataset data = dataset("counts", {{1845.36, 4194, 21.33, 27}, {3882, 3979, 973, 947000973.0}});
  const Fit f = fit_of(data, "PL", 0.58);
  CHECK(f.mu.ci_lb < f.mu.est);
  CHECK(f.mu.est < f.mu.ci_ub);
}

/// Where every part of the second derivatives counts: arms of very different weight, a study without events.
const std::vector<FirthStudy> studies = {
    {binomial(3, 8), binomial(1, 40)}, {binomial(0, 4), binomial(0, 2)}, {binomial(50, 60), binomial(20, 21)}};
const FirthState somewhere{0.7, Array{{-1.5, -0.4, 2.0}}};

FirthState level_moved(FirthState s, int study, double by) {
  s.a[study] += by;
  return s;
}

TEST_CASE("Firth: the score and the second derivatives are those of the penalised likelihood") {
  const double h = 1e-4;
  const FirthPoint at = firth_at(studies, somewhere);
  double shared = 0, score_mu = 0;
  for (const FirthTerm& f : at.terms) score_mu += (f.g1 - f.g2) / 2, shared += (f.v1 - f.v2) / 2;
  const auto at_mu = [&](double by) { return firth_at(studies, {somewhere.mu + by, somewhere.a}).ll; };
  CHECK((at_mu(h) - at_mu(-h)) / (2 * h) == Approx(score_mu).epsilon(1e-6));
  double bend = shared * shared / 2;
  for (const FirthTerm& f : at.terms) bend += (f.k11 + f.k22 - 2 * f.k12) / 4;
  CHECK((2 * at.ll - at_mu(h) - at_mu(-h)) / (h * h) == Approx(bend).epsilon(1e-5));
  for (int i = 0; i < 3; ++i) {
    const FirthTerm& f = at.terms[static_cast<std::size_t>(i)];
    const auto at_level = [&](double by) { return firth_at(studies, level_moved(somewhere, i, by)).ll; };
    CHECK((at_level(h) - at_level(-h)) / (2 * h) == Approx(f.g1 + f.g2).epsilon(1e-6));
    const double level = f.k11 + f.k22 + 2 * f.k12 + (f.v1 + f.v2) * (f.v1 + f.v2) / 2;
    CHECK((2 * at.ll - at_level(h) - at_level(-h)) / (h * h) == Approx(level).epsilon(1e-5));
  }
}

TEST_CASE("Firth: a step solves Newton's equations, also with the levels alone") {
  const FirthPoint at = firth_at(studies, somewhere);
  for (const Search search : {Search::all, Search::levels}) {
    const FirthStep step = firth_step(at, search);
    double along = 0;
    for (int i = 0; i < 3; ++i) {
      const FirthTerm& f = at.terms[static_cast<std::size_t>(i)];
      along += f.v1 * (step.by.a[i] + step.by.mu / 2) + f.v2 * (step.by.a[i] - step.by.mu / 2);
    }
    double left_mu = 0;
    for (int i = 0; i < 3; ++i) {
      const FirthTerm& f = at.terms[static_cast<std::size_t>(i)];
      const double one = step.by.a[i] + step.by.mu / 2, two = step.by.a[i] - step.by.mu / 2;
      const double left1 = f.g1 - f.k11 * one - f.k12 * two - f.v1 * along / 2;
      const double left2 = f.g2 - f.k12 * one - f.k22 * two - f.v2 * along / 2;
      CHECK(left1 + left2 == Approx(0).margin(1e-12));
      left_mu += left1 - left2;
    }
    if (search == Search::all) CHECK(left_mu == Approx(0).margin(1e-12));
    if (search == Search::levels) CHECK(step.by.mu == 0);
  }
}

}  // namespace
}  // namespace pooled
