#include "core/analysis/gosh.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/gosh_subsets.h"
#include "core/base/random.h"
#include "core/base/sum.h"

namespace pooled {
namespace {

constexpr Index most_studies_in_cells = 50;
constexpr std::size_t most_points = 20000;

std::size_t bin_of(double x, double lo, double hi, int bins) {
  if (!(hi > lo)) return 0;
  const double at = (x - lo) / (hi - lo) * bins;
  return static_cast<std::size_t>(std::clamp(at, 0.0, bins - 1.0));
}

void fill_range(Gosh& out, const std::vector<double>& est) {
  for (const double x : est) {
    if (std::isnan(x)) continue;
    ++out.used;
    out.est_lb = std::isnan(out.est_lb) ? x : std::min(out.est_lb, x);
    out.est_ub = std::isnan(out.est_ub) ? x : std::max(out.est_ub, x);
  }
}

/// The grid and the sums per study, filled subset by subset.
class Tally {
 public:
  Tally(const Gosh& out, Index k)
      : out_(out),
        k_(k),
        in_cells_(k <= most_studies_in_cells),
        cell_(static_cast<std::size_t>(out.est_bins) * static_cast<std::size_t>(out.I2_bins)),
        est_(static_cast<std::size_t>(k)),
        I2_(est_.size()),
        n_(est_.size()) {
    if (in_cells_) with_.resize(cell_.size() * est_.size());
  }

  void add(double est, double I2, const std::vector<Index>& studies) {
    // About the middle of the range, so that an offset costs no digits.
    const double away = est - middle();
    const std::size_t cell =
        bin_of(est, out_.est_lb, out_.est_ub, out_.est_bins) * static_cast<std::size_t>(out_.I2_bins) +
        bin_of(I2, 0, 100, out_.I2_bins);
    ++cell_[cell];
    all_est_.add(away), all_I2_.add(I2);
    int* with = in_cells_ ? &with_[cell * est_.size()] : nullptr;
    for (const Index i : studies) {
      const auto at = static_cast<std::size_t>(i);
      est_[at].add(away), I2_[at].add(I2), ++n_[at];
      if (with) ++with[at];
    }
  }

  void finish(Gosh& out, const std::vector<int>& row) const {
    out.est_mean = middle() + all_est_.value() / out.used, out.I2_mean = all_I2_.value() / out.used;
    for (std::size_t i = 0; i < row.size(); ++i) out.studies.push_back(study(i, row[i]));
    for (std::size_t c = 0; c < cell_.size(); ++c)
      if (cell_[c] > 0) out.cells.push_back(cell(c));
  }

 private:
  double middle() const { return out_.est_lb + (out_.est_ub - out_.est_lb) / 2; }

  GoshStudy study(std::size_t i, int row) const {
    const double with = n_[i], without = out_.used - with;
    GoshStudy s{.row = row};
    if (with > 0) s.est_with = middle() + est_[i].value() / with, s.I2_with = I2_[i].value() / with;
    if (without > 0) {
      s.est_without = middle() + (all_est_.value() - est_[i].value()) / without;
      s.I2_without = (all_I2_.value() - I2_[i].value()) / without;
    }
    return s;
  }

  GoshCell cell(std::size_t c) const {
    const auto I2_bins = static_cast<std::size_t>(out_.I2_bins);
    GoshCell found{.est_bin = static_cast<int>(c / I2_bins), .I2_bin = static_cast<int>(c % I2_bins), .n = cell_[c]};
    if (in_cells_) {
      const auto first = with_.begin() + static_cast<std::ptrdiff_t>(c * est_.size());
      found.with.assign(first, first + k_);
    }
    return found;
  }

  const Gosh& out_;
  Index k_;
  bool in_cells_;
  std::vector<int> cell_, with_;
  std::vector<Sum> est_, I2_;
  std::vector<int> n_;
  Sum all_est_, all_I2_;
};

/// Quantile p between the order statistics around (n - 1) p. `x` is in order below `from`, which moves up.
/// @source Hyndman & Fan 1996, Am Stat 50:361, type 7
double quantile(std::vector<double>& x, double p, std::size_t& from) {
  const double at = static_cast<double>(x.size() - 1) * p;
  const auto low = static_cast<std::size_t>(at);
  const auto nth = x.begin() + static_cast<std::ptrdiff_t>(low);
  std::nth_element(x.begin() + static_cast<std::ptrdiff_t>(from), nth, x.end());
  from = low;
  if (low + 1 == x.size()) return *nth;
  const double next = *std::min_element(nth + 1, x.end());
  return *nth + (at - static_cast<double>(low)) * (next - *nth);
}

void fill_quantiles(Gosh& out, SubsetResults results, const Effects& e) {
  const auto known = [](std::vector<double>& x) { std::erase_if(x, [](double v) { return std::isnan(v); }); };
  known(results.est), known(results.I2);
  std::size_t from_est = 0, from_I2 = 0;
  for (const double p : {0.0, 0.025, 0.25, 0.5, 0.75, 0.975, 1.0}) {
    const double est = quantile(results.est, p, from_est);
    out.quantiles.push_back(
        {.p = p, .est = est, .display = display_of(e, est), .I2 = quantile(results.I2, p, from_I2)});
  }
}

/// All points, or every one with the probability that leaves the number wanted.
/// @source selection sampling: Fan, Muller & Rezucha 1962, J Am Stat Assoc 57:387
std::vector<GoshPoint> points_of(const SubsetResults& results, const Subsets& subsets, int used) {
  std::vector<GoshPoint> points;
  Random random(subsets.seed);
  double left = used, wanted = static_cast<double>(std::min(most_points, static_cast<std::size_t>(used)));
  subsets.each([&](std::size_t number, const std::vector<Index>& studies) {
    if (std::isnan(results.est[number])) return;
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
           .exact = subsets.exact};
  fill_range(out, results.est);
  add_notes(out, subsets, rows.whole);
  if (out.used == 0) return out;
  Tally tally(out, subsets.k);
  subsets.each([&](std::size_t number, const std::vector<Index>& studies) {
    if (!std::isnan(results.est[number])) tally.add(results.est[number], results.I2[number], studies);
  });
  tally.finish(out, f.row);
  out.display = displayed(e, out.est_mean, out.est_lb, out.est_ub);
  if (options.gosh_points) out.points = points_of(results, subsets, out.used);
  fill_quantiles(out, std::move(results), e);
  return out;
}

}  // namespace pooled
