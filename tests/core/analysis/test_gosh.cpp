#include "core/analysis/gosh.h"

#include <algorithm>

#include "core/analysis/gosh_subsets.h"
#include "core/analysis/subset_sums.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Gosh gosh_of(const Effects& e, const Options& o) { return *gosh(e, *fit(e, o), o); }

/// Studies that are neither sorted nor alike.
Effects made(int k, double offset = 0) {
  std::vector<double> yi, vi;
  for (int i = 0; i < k; ++i) yi.push_back(offset + (i * 7 % 11) / 8.0), vi.push_back((1 + i * 5 % 13) / 64.0);
  return effects(yi, vi);
}

}  // namespace

TEST_CASE("Every subset is what the model makes of it") {
  const Effects e = made(9);
  for (const Options& o : {options_of("GEN", "EE", "DL", "z"), options_of("GEN", "RE", "DL", "z"),
                           options_of("GEN", "RE", "REML", "HKSJ")}) {
    const Fit f = *fit(e, o);
    const Subsets subsets = choose_subsets(f, o);
    const SubsetResults found = subset_results(e, f, o, subsets);
    REQUIRE(subsets.count == 512);
    subsets.each([](std::size_t) { return true; },
                 [&](std::size_t number, const std::vector<Index>& studies) {
                   if (studies.size() < 2) {
                     CHECK(std::isnan(found.est[number]));
                     return;
                   }
                   std::vector<int> rows;
                   for (const Index i : studies) rows.push_back(f.row[static_cast<std::size_t>(i)]);
                   const Fit part = *fit(part_of(e, rows), o);
                   CHECK(found.est[number] == Approx(part.mu.est).margin(1e-13));
                   CHECK(found.I2[number] == Approx(part.heterogeneity.I2).margin(1e-10));
                 });
  }
}

TEST_CASE("Sums over subsets keep their digits far from zero and with variances far apart") {
  // Multiples of 1/8 and 1/64, so that the offset is exact.
  const Options o = options_of("GEN", "RE", "DL", "z");
  const Gosh plain = gosh_of(made(12), o), far = gosh_of(made(12, 1e8), o);
  CHECK(far.I2_mean == near(plain.I2_mean));
  CHECK(far.est_mean - 1e8 == Approx(plain.est_mean).margin(1e-7));
  const Effects wide = effects({0.5, 0.25, 0.125, 1}, {1e-16, 1e-8, 1, 1e16});
  const Fit f = *fit(wide, o);
  const Subsets subsets = choose_subsets(f, o);
  const SubsetResults found = subset_results(wide, f, o, subsets);
  subsets.each([](std::size_t) { return true; },
               [&](std::size_t number, const std::vector<Index>& studies) {
                 if (studies.size() < 2) return;
                 const Fit part = *fit(subset(wide, studies), o);
                 CHECK(found.est[number] == near(part.mu.est));
                 CHECK(found.I2[number] == Approx(part.heterogeneity.I2).margin(1e-9));
               });
}

TEST_CASE("The cells hold every subset once, and each study its share") {
  const Gosh g = gosh_of(made(12), options_of("GEN", "EE", "DL", "z"));
  CHECK(g.exact);
  CHECK(g.subsets == 4096 - 13);
  CHECK(g.used == 4096 - 13);
  int n = 0;
  std::vector<int> with(12);
  for (const GoshCell& cell : g.cells) {
    n += cell.n;
    CHECK((cell.est_bin >= 0 && cell.est_bin < g.est_bins && cell.I2_bin >= 0 && cell.I2_bin < g.I2_bins));
    for (std::size_t i = 0; i < 12; ++i) with[i] += cell.with[i];
  }
  CHECK(n == g.used);
  for (const int count : with) CHECK(count == 2047);
  CHECK(g.quantiles.front().est == g.est_lb);
  CHECK(g.quantiles.back().est == g.est_ub);
}

TEST_CASE("Above the limit subsets are drawn: the same for the same seed, and a note says so") {
  Options o = options_of("GEN", "EE", "DL", "z");
  o.gosh_subsets = 2000, o.gosh_points = true;
  const Effects e = made(30);
  const Gosh g = gosh_of(e, o);
  CHECK_FALSE(g.exact);
  CHECK(g.used == 2000);
  CHECK(has(g.notes, NoteCode::gosh_sampled));
  CHECK(g.est_mean == gosh_of(e, o).est_mean);
  CHECK(g.points.size() == 2000);
  o.seed = 2;
  CHECK(g.est_mean != gosh_of(e, o).est_mean);
  double size = 0;
  for (const GoshPoint& point : g.points) size += point.size;
  CHECK(size / 2000 == Approx(15).margin(0.5));
}

TEST_CASE("Who asks for as many subsets as there are gets each of them once, up to a million with any estimator") {
  Options o = options_of("GEN", "RE", "PM", "z");
  o.gosh_subsets = 65535;
  CHECK_FALSE(gosh_of(made(16), o).exact);
  o.gosh_subsets = 65536;
  const Gosh all = gosh_of(made(16), o);
  CHECK(all.exact);
  CHECK(all.used == 65536 - 17);
  CHECK_FALSE(has(all.notes, NoteCode::gosh_sampled));
  o.gosh_subsets = 1 << 20;
  const Effects twenty = made(20);
  CHECK(choose_subsets(*fit(twenty, o), o).exact);
  CHECK(gosh_of(twenty, options_of("GEN", "RE", "DL", "z")).all == 1 << 20);
  const Effects more = made(21);
  CHECK_FALSE(choose_subsets(*fit(more, o), o).exact);
  CHECK(std::isnan(choose_subsets(*fit(more, o), o).all));
  // Whole fits of so many would take minutes: what is drawn is not called all, nor offered.
  o = options_of("OR", "MH", "DL", "z"), o.gosh_subsets = 1 << 20;
  Dataset counts;
  for (int i = 0; i < 18; ++i) counts.studies.push_back(study("counts", {4.0 + i % 5, 50, 7, 60}));
  const Effects tables = compute_effects(counts, o);
  const Subsets drawn = choose_subsets(*fit(tables, o), o);
  CHECK_FALSE(drawn.exact);
  CHECK(std::isnan(drawn.all));
  CHECK(choose_subsets(*fit(part_of(tables, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}), o), o).exact);
}

TEST_CASE("At most 20,000 points are listed") {
  Options o = options_of("GEN", "EE", "DL", "z");
  o.gosh_points = true;
  CHECK(gosh_of(made(15), o).points.size() == 20000);
}

TEST_CASE("GOSH of one study does not exist; of two, and of equal effects, it does") {
  const Options o = options_of("GEN", "EE", "DL", "z");
  const Effects one = made(1);
  CHECK(gosh(one, *fit(one, o), o).note().code == NoteCode::two_studies_needed);
  const Gosh two = gosh_of(made(2), o);
  CHECK(two.used == 1);
  CHECK(std::isnan(two.studies[0].est_without));
  const Gosh equal = gosh_of(effects({1, 1, 1}, {1, 2, 3}), o);
  CHECK(equal.cells.size() == 1);
  CHECK(equal.cells[0].n == 4);
  CHECK(equal.I2_mean == 0);
}
