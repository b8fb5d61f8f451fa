#pragma once

#include <vector>

#include "core/analysis/summary.h"
#include "core/base/share.h"

namespace pooled {

/// A cell of the grid est x I2 with the subsets in it.
struct GoshCell {
  int est_bin = 0, I2_bin = 0, n = 0;
  std::vector<int> with{};
};

/// What a study does: means over the subsets that hold it, and over the others.
struct GoshStudy {
  int row = 0;
  double est_with = NaN, est_without = NaN, I2_with = NaN, I2_without = NaN;
};

struct GoshQuantile {
  double p = NaN, est = NaN, display = NaN, I2 = NaN;
};

struct GoshPoint {
  double est = NaN, I2 = NaN;
  int size = 0;
};

/// The most that Options::gosh_subsets may be: all subsets of twenty studies.
inline constexpr double most_gosh_subsets = 1 << 20;

struct Gosh {
  double subsets = NaN;
  int used = 0;
  bool exact = true;
  double all = NaN;
  double est_mean = NaN, I2_mean = NaN;
  double est_lb = NaN, est_ub = NaN;
  Interval display{};
  int est_bins = 60, I2_bins = 50;
  std::vector<GoshQuantile> quantiles{};
  std::vector<GoshStudy> studies{};
  std::vector<GoshCell> cells{};
  std::vector<GoshPoint> points{};
  std::vector<Note> notes{};
};

template <>
inline constexpr auto fields<GoshCell> = std::tuple{
    field("est_bin", &GoshCell::est_bin, "0 ... est_bins - 1."),
    field("I2_bin", &GoshCell::I2_bin, "0 ... I2_bins - 1."),
    field("n", &GoshCell::n, "Subsets in it."),
    field("with", &GoshCell::with, "How many of them hold each study, in the order of `studies`; empty above 50."),
};

template <>
inline constexpr auto fields<GoshStudy> = std::tuple{
    field("row", &GoshStudy::row, "Index into request.dataset.studies."),
    field("est_with", &GoshStudy::est_with, "Mean pooled effect of the subsets with the study, analysis scale."),
    field("est_without", &GoshStudy::est_without, "The same of those without it."),
    field("I2_with", &GoshStudy::I2_with, "Mean I2, percent."),
    field("I2_without", &GoshStudy::I2_without),
};

template <>
inline constexpr auto fields<GoshQuantile> = std::tuple{
    field("p", &GoshQuantile::p, "Share of the subsets below."),
    field("est", &GoshQuantile::est),
    field("display", &GoshQuantile::display, "est as people read it."),
    field("I2", &GoshQuantile::I2),
};

template <>
inline constexpr auto fields<GoshPoint> = std::tuple{
    field("est", &GoshPoint::est, "Pooled effect of one subset."),
    field("I2", &GoshPoint::I2, "Its I2, percent."),
    field("size", &GoshPoint::size, "Studies in it."),
};

template <>
inline constexpr auto fields<Gosh> = std::tuple{
    field("subsets", &Gosh::subsets, "How many subsets of two or more studies there are; null = beyond all numbers."),
    field("used", &Gosh::used, "How many were looked at."),
    field("exact", &Gosh::exact, "All of them; otherwise drawn at random by Options.seed."),
    field("all", &Gosh::all, "How many to ask for so that all are tried; null where they are too many."),
    field("est_mean", &Gosh::est_mean),
    field("I2_mean", &Gosh::I2_mean),
    field("est_lb", &Gosh::est_lb, "Lowest pooled effect: the left end of the grid."),
    field("est_ub", &Gosh::est_ub, "Highest pooled effect: the right end of the grid."),
    field("display", &Gosh::display, "Mean, lowest and highest as people read them."),
    field("est_bins", &Gosh::est_bins, "Equal steps from est_lb to est_ub."),
    field("I2_bins", &Gosh::I2_bins, "Equal steps from 0 to 100."),
    field("quantiles", &Gosh::quantiles, "Of the pooled effect and, by themselves, of I2."),
    field("studies", &Gosh::studies),
    field("cells", &Gosh::cells, "Those that are not empty."),
    field("points", &Gosh::points, "With Options.gosh_points: all subsets, or 20,000 of them picked at random."),
};

/// Graphical display of study heterogeneity: the pooled effect and I2 of every subset of two or more studies (one study
/// has no I2). Exact for up to 20 studies under a common effect or DerSimonian-Laird, up to 15 under random effects
/// with other estimators, up to 11 for other models, and above where Options::gosh_subsets is at least their number
/// (2^20 with 20 studies) and they would not take many seconds; else that many, drawn uniformly and with replacement,
/// fewer where the data set is large. I2 is that of the model: from Q under a common effect, from tau2 under random
/// effects. k >= 2.
/// @source Olkin, Dahabreh & Trikalinos 2012, Res Synth Methods 3:214
Result<Gosh> gosh(const Effects& e, const Fit& f, const Options& options);

/// The same in two steps: est and I2 of each subset of a share, and what the rows of all shares, or of those that are
/// there, say together.
Rows gosh_rows(const Effects& e, const Fit& f, const Options& options, const Share& share);
Result<Gosh> gosh_from(const Effects& e, const Fit& f, const Options& options, const Rows& rows);

}  // namespace pooled
