#pragma once

#include "core/base/fields.h"
#include "core/model/model.h"

namespace pooled {

/// A chi-square statistic with its test; NaN where there is none.
struct StratifiedTest {
  double stat = NaN, df = NaN, pval = NaN;
};

/// Tests on the tables themselves.
struct Stratified {
  int k = 0;
  StratifiedTest cmh{}, cmh_corrected{}, breslow_day{}, tarone{};
};

template <>
inline constexpr auto fields<StratifiedTest> = std::tuple{
    field("stat", &StratifiedTest::stat, "Chi-square."),
    field("df", &StratifiedTest::df),
    field("pval", &StratifiedTest::pval),
};

template <>
inline constexpr auto fields<Stratified> = std::tuple{
    field("k", &Stratified::k, "Studies with an event, and not in everyone: the others say nothing here."),
    field("cmh", &Stratified::cmh, "Cochran-Mantel-Haenszel: no effect in any study? For rates its person-time form."),
    field("cmh_corrected", &Stratified::cmh_corrected, "The same with the continuity correction of 1/2."),
    field("breslow_day", &Stratified::breslow_day,
          "Breslow-Day: the same odds ratio in every study? Only for odds ratios, k >= 2, and where the "
          "Mantel-Haenszel estimate exists; otherwise null."),
    field("tarone", &Stratified::tarone, "The same with Tarone's correction."),
};

/// Cochran-Mantel-Haenszel (two-by-two measures RR OR RD PETO; IRR IRD: person-time), with O - E and V of counts.h:
///   (sum (O - E))^2 / sum V, corrected max(0, |sum (O - E)| - 1/2)^2 / sum V, on 1 df
/// Breslow-Day (OR PETO): with Ai the events expected in group 1 under the Mantel-Haenszel odds ratio and the table's
/// margins, and Vi = 1 / (1/Ai + 1/Bi + 1/Ci + 1/Di),
///   BD = sum (ai - Ai)^2 / Vi, Tarone = BD - (sum (ai - Ai))^2 / sum Vi, on k - 1 df
/// @source Mantel & Haenszel 1959, J Natl Cancer Inst 22:719; Breslow & Day 1980, Statistical methods in cancer
/// research
///         I, eq. 4.30; Tarone 1985, Biometrika 72:91; rates: Rothman et al. 2008, Modern epidemiology, ch. 15
Result<Stratified> stratified(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
