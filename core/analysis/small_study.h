#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// One test for small-study effects. Its estimate is the slope of a regression of the effects on something that is
/// large in small studies (or, Macaskill, in large ones), or a rank correlation.
struct SmallStudyTest {
  std::string id{}, label{};
  int k = 0;
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN;
  std::string reference{};
  double limit = NaN, limit_se = NaN, limit_lb = NaN, limit_ub = NaN;
  Interval limit_display{};
  double tau2 = NaN, dispersion = NaN;
  std::string note{};
};

struct SmallStudy {
  int k = 0;
  std::string note{};
  std::vector<SmallStudyTest> tests{};
};

template <>
inline constexpr auto fields<SmallStudyTest> = std::tuple{
    field("id", &SmallStudyTest::id),
    field("label", &SmallStudyTest::label),
    field("k", &SmallStudyTest::k, "Studies that the test could use."),
    field("est", &SmallStudyTest::est, "Slope (\"bias\"), or Kendall's tau."),
    field("se", &SmallStudyTest::se),
    field("stat", &SmallStudyTest::stat, "t or z; for a rank correlation always z."),
    field("df", &SmallStudyTest::df, "null = normal or exact."),
    field("pval", &SmallStudyTest::pval, "Two-sided P."),
    field("ci_lb", &SmallStudyTest::ci_lb),
    field("ci_ub", &SmallStudyTest::ci_ub),
    field("reference", &SmallStudyTest::reference, "What P comes from: t, normal or exact; empty without a result."),
    field("limit", &SmallStudyTest::limit, "Effect of an infinitely large study, analysis scale."),
    field("limit_se", &SmallStudyTest::limit_se),
    field("limit_lb", &SmallStudyTest::limit_lb),
    field("limit_ub", &SmallStudyTest::limit_ub),
    field("limit_display", &SmallStudyTest::limit_display, "The same as people read it."),
    field("tau2", &SmallStudyTest::tau2, "Residual between-study variance, where the test adds one to vi."),
    field("dispersion", &SmallStudyTest::dispersion, "Residual dispersion, where the test multiplies vi by one."),
    field("note", &SmallStudyTest::note, "Why there is no result; empty otherwise."),
};

template <>
inline constexpr auto fields<SmallStudy> = std::tuple{
    field("k", &SmallStudy::k),
    field("note", &SmallStudy::note, "With fewer than 10 studies: that the tests have little power. Else empty."),
    field("tests", &SmallStudy::tests, "Every test that exists for the measure."),
};

/// Do small studies show other effects than large ones? Every test that exists for the measure, each a row of the table
/// in small_study.cpp, with its formula and paper. Counts are those of the studies pooled, as typed.
Result<SmallStudy> small_study(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
