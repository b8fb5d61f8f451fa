#include "core/analysis/trim_fill.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/analysis/augmented.h"
#include "core/analysis/line.h"
#include "core/base/sum.h"
#include "core/model/inference.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

void say(TrimFill& out, const Note& note) { (out.note += out.note.empty() ? "" : " ") += text(note, {}, {}); }

/// Sum of the third powers of the effects from their mean, in standard units: above 0 where the large ones stand out.
double skewness(const Standard& s) {
  const double k = static_cast<double>(s.k()), mean = sum(s.y) / k;
  return sum_of(s.k(), [&](Index i) { return (s.y[i] - mean) * (s.y[i] - mean) * (s.y[i] - mean); });
}

/// "left" or "right": as chosen, by the sign of Egger's slope, or where that does not exist (all studies equally
/// precise) by the skewness of the effects. The Note is why neither can tell.
Result<std::string> side_of(const Effects& e, const Standard& s, const Options& options, TrimFill& out) {
  if (options.trim_side != "auto") return options.trim_side;
  const Result<Line> egger = fit_line(e.yi, e.vi.sqrt(), e.vi.inverse(), options.level);
  if (egger) return std::string(egger->slope.est < 0 ? "right" : "left");
  constexpr double rounding = 1e-12;  // of numbers between -1 and 1
  const double skewed = skewness(s);
  if (!(std::abs(skewed) > rounding)) return Note{.code = NoteCode::trim_fill_no_side};
  say(out, {.code = NoteCode::trim_fill_side_by_skewness});
  return std::string(skewed < 0 ? "right" : "left");
}

/// The studies in rising order, in standard units, with the missing ones on the left.
struct Sorted {
  Array y, w;
  std::vector<Index> from;  ///< index into yi

  Index k() const { return y.size(); }
  double mean_of_smallest(Index n) const {
    return sum_of(n, [&](Index i) { return w[i] * y[i]; }) / sum_of(n, [&](Index i) { return w[i]; });
  }
};

Sorted sorted(const Standard& s, double sign) {
  Sorted out;
  out.from.resize(static_cast<std::size_t>(s.k()));
  std::iota(out.from.begin(), out.from.end(), Index{0});
  std::stable_sort(out.from.begin(), out.from.end(), [&](Index a, Index b) { return sign * s.y[a] < sign * s.y[b]; });
  out.y.resize(s.k()), out.w.resize(s.k());
  for (Index i = 0; i < s.k(); ++i) {
    const Index from = out.from[static_cast<std::size_t>(i)];
    out.y[i] = sign * s.y[from], out.w[i] = 1 / s.v[from];
  }
  return out;
}

/// What the estimators see: the sum of the ranks of effects above mu, and how many of the largest ranks are above it.
struct Ranks {
  double sum_above = 0, run_above = 0;
};

Ranks ranks_about(const Sorted& s, double mu) {
  std::vector<Index> order(static_cast<std::size_t>(s.k()));
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return std::abs(s.y[a] - mu) < std::abs(s.y[b] - mu); });
  Ranks out;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool above = s.y[order[i]] > mu;
    out.sum_above += above ? static_cast<double>(i + 1) : 0;
    out.run_above = above ? out.run_above + 1 : 0;
  }
  return out;
}

/// Before rounding; NaN where Q0 does not exist.
double missing(const Ranks& r, double k, const std::string& estimator) {
  if (estimator == "R0") return r.run_above - 1;
  if (estimator == "L0") return (4 * r.sum_above - k * (k + 1)) / (2 * k - 1);
  return k - 0.5 - std::sqrt(2 * k * k - 4 * r.sum_above + 0.25);
}

/// Standard error of the estimator when k0 are missing (before rounding), from
///   var Sr = (k (k + 1) (2 k + 1) + 10 k0^3 + 27 k0^2 + 17 k0 - 18 k k0^2 - 18 k k0 + 6 k^2 k0) / 24.
double standard_error(double k, double k0, const std::string& estimator) {
  if (estimator == "R0") return std::sqrt(2 * k0 + 2);
  const double of_missing =
      10 * k0 * k0 * k0 + 27 * k0 * k0 + 17 * k0 - 18 * k * k0 * k0 - 18 * k * k0 + 6 * k * k * k0;
  const double sd = std::sqrt((k * (k + 1) * (2 * k + 1) + of_missing) / 24);
  if (estimator == "L0") return 4 * sd / (2 * k - 1);
  return 2 * sd / std::sqrt((k - 0.5) * (k - 0.5) - k0 * (2 * k - k0 - 1));
}

struct Trimmed {
  Index k0 = 0;
  double estimate = 0;  ///< of k0 before rounding, not below 0
  double mu = 0;
  int iterations = 0;
  bool cycles = false;
};

/// Until the number stays. Where it goes round in a circle instead, the largest of the circle.
/// @return  the Note where Q0 does not exist
Result<Trimmed> trim(const Sorted& s, const std::string& estimator) {
  std::vector<int> visits(static_cast<std::size_t>(s.k()), 0);
  Trimmed here, largest{.cycles = true};
  while (true) {
    const int visit = ++visits[static_cast<std::size_t>(here.k0)];
    ++here.iterations;
    here.mu = s.mean_of_smallest(s.k() - here.k0);
    if (visit == 2 && here.k0 > largest.k0) largest = here, largest.cycles = true;
    if (visit == 3) return largest;
    const double found = missing(ranks_about(s, here.mu), static_cast<double>(s.k()), estimator);
    if (std::isnan(found) || std::round(found) >= static_cast<double>(s.k()))
      return Note{.code = NoteCode::trim_fill_no_q0};
    const Index before = here.k0;
    here.estimate = std::max(0.0, found);
    here.k0 = static_cast<Index>(std::round(here.estimate));
    if (here.k0 == before) return here;
  }
}

/// The mirror images of the k0 largest, in their order.
void fill(TrimFill& out, const Effects& e, const Sorted& s, double mu, double level) {
  for (Index i = s.k() - out.k0; i < s.k(); ++i) {
    const Index from = s.from[static_cast<std::size_t>(i)];
    const double yi = mu - (e.yi[from] - mu), vi = e.vi[from];
    const Estimate wald = estimate(yi, std::sqrt(vi), infinity, level);
    out.filled.push_back({.row = e.row[static_cast<std::size_t>(from)],
                          .yi = yi,
                          .vi = vi,
                          .sei = wald.se,
                          .display = displayed(e, yi, wald.ci_lb, wald.ci_ub)});
  }
}

void refit(TrimFill& out, const Effects& e, const Options& options) {
  Array yi(out.k0), vi(out.k0);
  for (Index i = 0; i < out.k0; ++i) {
    yi[i] = out.filled[static_cast<std::size_t>(i)].yi, vi[i] = out.filled[static_cast<std::size_t>(i)].vi;
  }
  const Options chosen = without_counts(options);
  if (chosen.model != options.model) say(out, {.code = NoteCode::trim_fill_inverse_variance});
  const Result<Fit> fitted = fit(with_studies(e, yi, vi), chosen);
  if (!fitted) return say(out, fitted.note());
  const Estimate& mu = fitted->mu;
  const Heterogeneity& h = fitted->heterogeneity;
  out.est = mu.est, out.se = mu.se, out.stat = mu.stat, out.df = mu.df, out.pval = mu.pval;
  out.ci_lb = mu.ci_lb, out.ci_ub = mu.ci_ub, out.pi_lb = fitted->pi_lb, out.pi_ub = fitted->pi_ub;
  out.tau2 = fitted->tau2.tau2, out.I2 = h.I2, out.I2_Q = h.I2_Q;
  out.QE = h.QE, out.QE_df = h.df, out.QEp = h.QEp;
  const Interval ci = displayed(e, mu.est, mu.ci_lb, mu.ci_ub);
  out.display = {ci.est, ci.ci_lb, ci.ci_ub, display_of(e, out.pi_lb), display_of(e, out.pi_ub)};
}

/// The Note that Q0 does not exist, with what L0 finds.
Note without_q0(const Sorted& s, Note note) {
  if (const Result<Trimmed> other = trim(s, "L0")) note.value = static_cast<double>(other->k0);
  return note;
}

}  // namespace

Result<TrimFill> trim_fill(const Effects& e, const Fit&, const Options& options) {
  const bool automatic = options.trim_side == "auto";
  const double needs = automatic ? 3 : 2, k = static_cast<double>(e.k());
  if (k < needs) return Note{.code = NoteCode::trim_fill_needs, .value = needs, .other = k};
  const Standard standard = standardise(e);
  TrimFill out{.estimator = options.trim_fill, .k = static_cast<int>(e.k())};
  const Result<std::string> side = side_of(e, standard, options, out);
  if (!side) return side.note();
  out.side = *side;
  const double sign = *side == "right" ? -1 : 1;
  const Sorted s = sorted(standard, sign);
  const Result<Trimmed> trimmed = trim(s, options.trim_fill);
  if (!trimmed) return without_q0(s, trimmed.note());
  out.k0 = static_cast<int>(trimmed->k0), out.iterations = trimmed->iterations;
  out.se_k0 = standard_error(k, trimmed->estimate, options.trim_fill);
  if (options.trim_fill == "R0") out.pval_k0 = std::exp2(-(out.k0 + 1.0));
  if (trimmed->cycles) say(out, {.code = NoteCode::trim_fill_cycles, .value = static_cast<double>(out.k0)});
  fill(out, e, s, standard.centre + standard.unit * sign * trimmed->mu, options.level);
  refit(out, e, options);
  return out;
}

}  // namespace pooled
