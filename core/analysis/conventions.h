#pragma once

#include <string>
#include <vector>

#include "core/analysis/convention.h"
#include "core/analysis/summary.h"

namespace pooled {

/// What one program would print of these studies.
struct ConventionRow {
  std::string id{}, label{};
  Overrides options{};
  std::vector<std::string> differs{}, remarks{};
  int k = 0;
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN, pi_lb = NaN, pi_ub = NaN;
  double tau2 = NaN, tau2_lb = NaN, tau2_ub = NaN, I2 = NaN, QE = NaN, QE_df = NaN, QEp = NaN;
  std::string I2_from{};
  PooledDisplay display{};
  std::string note{};
};

template <>
inline constexpr auto fields<ConventionRow> = std::tuple{
    field("id", &ConventionRow::id, "Of the catalogue's conventions."),
    field("label", &ConventionRow::label),
    field("options", &ConventionRow::options, "What it would choose here; null = as chosen now."),
    field("differs", &ConventionRow::differs, "A sentence for each difference from the present choice."),
    field("remarks", &ConventionRow::remarks, "What the program does and these options do not."),
    field("k", &ConventionRow::k, "Studies used."),
    field("est", &ConventionRow::est),
    field("se", &ConventionRow::se),
    field("stat", &ConventionRow::stat),
    field("df", &ConventionRow::df, "null = normal."),
    field("pval", &ConventionRow::pval),
    field("ci_lb", &ConventionRow::ci_lb),
    field("ci_ub", &ConventionRow::ci_ub),
    field("pi_lb", &ConventionRow::pi_lb, "null where the program prints none."),
    field("pi_ub", &ConventionRow::pi_ub),
    field("tau2", &ConventionRow::tau2),
    field("tau2_lb", &ConventionRow::tau2_lb, "null where the program prints none."),
    field("tau2_ub", &ConventionRow::tau2_ub),
    field("I2", &ConventionRow::I2, "Percent, the one that the program prints."),
    field("QE", &ConventionRow::QE),
    field("QE_df", &ConventionRow::QE_df),
    field("QEp", &ConventionRow::QEp),
    field("I2_from", &ConventionRow::I2_from, "What its I2 is made from: Q or tau2."),
    field("display", &ConventionRow::display, "The same as people read it."),
    field("note", &ConventionRow::note, "Why there is no result; empty otherwise."),
};

struct Conventions {
  bool random = false;
  std::vector<ConventionRow> rows{};
};

template <>
inline constexpr auto fields<Conventions> = std::tuple{
    field("random", &Conventions::random, "Whether the rows are random-effects analyses, as the chosen model is."),
    field("rows", &Conventions::rows),
};

/// The pooled result under the defaults of other programs, see convention.h, with a sentence for each difference. A
/// random-effects model is compared with their random effects, any other with their common effect.
Result<Conventions> conventions_compared(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
