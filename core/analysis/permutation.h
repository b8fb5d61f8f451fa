#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"
#include "core/base/share.h"

namespace pooled {

/// One test beside its permutation version.
struct PermutedTest {
  std::string name;
  double stat = NaN, pval = NaN, pval_perm = NaN;
};

struct PermutationTest {
  std::string permuted;
  int k = 0;
  bool exact = false;
  double permutations = NaN;
  std::vector<PermutedTest> coefficients;
  double QM = NaN, QMp = NaN, QMp_perm = NaN;
  std::vector<Note> notes;
};

template <>
inline constexpr auto fields<PermutedTest> = std::tuple{
    field("name", &PermutedTest::name),
    field("stat", &PermutedTest::stat, "z or t of the model."),
    field("pval", &PermutedTest::pval, "P of the model."),
    field("pval_perm", &PermutedTest::pval_perm, "P from the permutations."),
};

template <>
inline constexpr auto fields<PermutationTest> = std::tuple{
    field("permuted", &PermutationTest::permuted,
          "\"moderators\": which study has which moderators; \"signs\": the signs of the effects, without moderators."),
    field("k", &PermutationTest::k),
    field("exact", &PermutationTest::exact, "Every different permutation was tried."),
    field("permutations", &PermutationTest::permutations, "How many, the data themselves included."),
    field("coefficients", &PermutationTest::coefficients),
    field("QM", &PermutationTest::QM, "Test of all moderators; null without."),
    field("QMp", &PermutationTest::QMp),
    field("QMp_perm", &PermutationTest::QMp_perm),
};

/// Permutation test of the moderators of Options::moderators: their rows are dealt to the studies in every different
/// order if there are at most 8 studies, or no more orders than Options::permutations; else in that many random orders.
/// tau2 is estimated again each time. Without moderators the sign of every effect is flipped instead, which tests mu =
/// 0 (of a difference or log ratio whose distribution is symmetric).
///   exact: P = share of permutations with |statistic| at least that of the data (to 1e-9 of it, for rounding)
///   random: P = (1 + number of such) / (1 + permutations)
/// @source Higgins & Thompson 2004, Stat Med 23:1663; Follmann & Proschan 1999, Biometrics 55:732; the 1 + of random
///         permutations: Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39; random numbers: core/base/random.h
Result<PermutationTest> permutation(const Effects& e, const Fit& f, const Options& options);

/// The same in two steps: how many of each block of permutations of a share were as extreme as the data, and what the
/// rows of all shares, or of those that are there, say together.
Rows permutation_rows(const Effects& e, const Fit& f, const Options& options, const Share& share);
Result<PermutationTest> permutation_from(const Effects& e, const Fit& f, const Options& options, const Rows& rows);

}  // namespace pooled
