#include "core/analysis/gosh.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/gosh_subsets.h"
#include "core/analysis/gosh_tally.h"
#include "core/base/random.h"

namespace pooled {
namespace {

constexpr std::size_t most_points = 20000;

void fill_range(Gosh& out, const std::vector<double>& est) {
  for (const double x : est) {
    if (std::isnan(x)) continue;
    ++out.used;
    out.est_lb = std::isnan(out.est_lb) ? x : std::min(out.est_lb, x);
    out.est_ub = std::isnan(out.est_ub) ? x : std::max(out.est_ub, x);
  }
}

/// What stands at some places of numbers put in order. Only those in the same steps of their range as the places are
/// put in order; the least, which many can be equal to, is a step of its own.
std::vector<double> at_places(const std::vector<double>& x, const std::vector<std::size_t>& places) {
  const auto [least, most] = std::minmax_element(x.begin(), x.end());
  constexpr std::size_t steps = 1024;
  const double lo = *least, scale = *most > lo ? (steps - 0.5) / (*most - lo) : 0;
  const auto step_of = [&](double value) {
    return static_cast<std::size_t>((value - lo) * scale) + static_cast<std::size_t>(value > lo);
  };
  std::vector<std::size_t> count(steps + 1);
  for (const double value : x) ++count[step_of(value)];
  std::vector<std::size_t> before(count.size() + 1);
  std::partial_sum(count.begin(), count.end(), before.begin() + 1);
  const auto step_with = [&](std::size_t place) {
    return static_cast<std::size_t>(std::upper_bound(before.begin(), before.end(), place) - before.begin()) - 1;
  };
  std::vector<std::vector<double>> kept(count.size());
  std::vector<char> wanted(count.size());
  for (const std::size_t place : places) wanted[step_with(place)] = static_cast<char>(step_with(place) > 0);
  for (const double value : x)
    if (const std::size_t step = step_of(value); wanted[step]) kept[step].push_back(value);
  std::vector<double> found;
  for (const std::size_t place : places) {
    const std::size_t step = step_with(place);
    if (step == 0) {
      found.push_back(lo);
      continue;
    }
    const auto nth = kept[step].begin() + static_cast<std::ptrdiff_t>(place - before[step]);
    std::nth_element(kept[step].begin(), nth, kept[step].end());
    found.push_back(*nth);
  }
  return found;
}

constexpr double shares[] = {0.0, 0.025, 0.25, 0.5, 0.75, 0.975, 1.0};

/// Between the order statistics around (n - 1) p.
/// @source Hyndman & Fan 1996, Am Stat 50:361, type 7
std::vector<double> quantiles(std::vector<double> x) {
  std::erase_if(x, [](double v) { return std::isnan(v); });
  const auto last = static_cast<double>(x.size() - 1);
  std::vector<std::size_t> places;
  for (const double p : shares)
    for (const double at : {last * p, std::min(last * p + 1, last)}) places.push_back(static_cast<std::size_t>(at));
  const std::vector<double> values = at_places(x, places);
  std::vector<double> out;
  for (std::size_t i = 0; i < std::size(shares); ++i) {
    const double at = last * shares[i], low = values[2 * i], high = values[2 * i + 1];
    out.push_back(low + (at - std::floor(at)) * (high - low));
  }
  return out;
}

void fill_quantiles(Gosh& out, SubsetResults results, const Effects& e) {
  const std::vector<double> est = quantiles(std::move(results.est)), I2 = quantiles(std::move(results.I2));
  for (std::size_t i = 0; i < std::size(shares); ++i)
    out.quantiles.push_back({.p = shares[i], .est = est[i], .display = display_of(e, est[i]), .I2 = I2[i]});
}

/// All points, or every one with the probability that leaves the number wanted.
/// @source selection sampling: Fan, Muller & Rezucha 1962, J Am Stat Assoc 57:387
std::vector<GoshPoint> points_of(const SubsetResults& results, const Subsets& subsets, int used) {
  std::vector<GoshPoint> points;
  Random random(subsets.seed);
  double left = used, wanted = static_cast<double>(std::min(most_points, static_cast<std::size_t>(used)));
  const auto known = [&](std::size_t number) { return !std::isnan(results.est[number]); };
  subsets.each(known, [&](std::size_t number, const std::vector<Index>& studies) {
    if (random.uniform() * left-- >= wanted) return;
    --wanted;
    points.push_back({results.est[number], results.I2[number], static_cast<int>(studies.size())});
  });
  return points;
}

SubsetResults read(const Rows& rows) {
  SubsetResults results{std::vector<double>(rows.count()), std::vector<double>(rows.count())};
  for (std::size_t i = 0; i < rows.count(); ++i) results.est[i] = rows.row(i)[0], results.I2[i] = rows.row(i)[1];
  return results;
}

void add_notes(Gosh& out, const Subsets& subsets, bool whole) {
  const double tried = static_cast<double>(subsets.count) - (subsets.exact ? 1.0 + static_cast<double>(subsets.k) : 0);
  if (!subsets.exact)
    out.notes.push_back({.code = NoteCode::gosh_sampled, .value = tried, .other = static_cast<double>(subsets.k)});
  if (whole && out.used < tried) out.notes.push_back({.code = NoteCode::gosh_failed, .value = tried - out.used});
}

}  // namespace

Result<Gosh> gosh(const Effects& e, const Fit& f, const Options& options) {
  return gosh_from(e, f, options, gosh_rows(e, f, options, all_tasks));
}

Rows gosh_rows(const Effects& e, const Fit& f, const Options& options, const Share& share) {
  const Subsets subsets = choose_subsets(f, options);
  if (f.row.size() < 2 || in_one_table(f, options, subsets)) return {};
  Rows rows = Rows::of(subsets.count, 2);
  if (share.is_empty()) return rows;
  const SubsetResults results = subset_results(e, f, options, subsets, share);
  for (std::size_t i = 0; i < subsets.count; ++i) rows.row(i)[0] = results.est[i], rows.row(i)[1] = results.I2[i];
  return rows;
}

Result<Gosh> gosh_from(const Effects& e, const Fit& f, const Options& options, const Rows& rows) {
  if (f.row.size() < 2) return Note{.code = NoteCode::two_studies_needed};
  const Subsets subsets = choose_subsets(f, options);
  SubsetResults results = rows.numbers.empty() ? subset_results(e, f, options, subsets) : read(rows);
  Gosh out{.subsets = std::ldexp(1.0, static_cast<int>(subsets.k)) - static_cast<double>(subsets.k + 1),
           .exact = subsets.exact,
           .all = subsets.all};
  fill_range(out, results.est);
  add_notes(out, subsets, rows.whole);
  if (out.used == 0) return out;
  GoshTally tally(out, subsets.k);
  tally.add_all(results, subsets);
  tally.finish(out, f.row);
  out.display = displayed(e, out.est_mean, out.est_lb, out.est_ub);
  if (options.gosh_points) out.points = points_of(results, subsets, out.used);
  fill_quantiles(out, std::move(results), e);
  return out;
}

}  // namespace pooled
