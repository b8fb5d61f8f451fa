#include "core/analysis/which_method.h"

#include <algorithm>
#include <cmath>

namespace pooled {
namespace {

constexpr std::size_t most_reproducing = 40, least_rows = 12, most_same = 20;

/// Units of the last digit between x and everything that rounds to the figure.
double distance(const Figure& figure, double x) {
  const Range range = figure.range();
  return std::max({0.0, (range.lb - x) / figure.unit(), (x - range.ub) / figure.unit()});
}

/// What is looked for: single figures in the order of the publication, and the weights of the studies.
struct Wanted {
  std::vector<Figure> figures, weights;
};

/// The figures that a method gives.
Wanted comparable(const std::vector<Figure>& figures) {
  constexpr std::string_view names[] = {"est", "ci_lb", "ci_ub", "pval", "I2", "tau2", "QE", "QEp", "k"};
  Wanted wanted;
  for (const Figure& f : figures) {
    if (f.name == "weights") wanted.weights.push_back(f);
    if (std::find(std::begin(names), std::end(names), f.name) != std::end(names)) wanted.figures.push_back(f);
  }
  return wanted;
}

Interval turned_display(const Combination& c) {
  const auto shown = [&](double x) { return c.measure->scale->display(-x); };
  return {shown(c.result.analysis.est), shown(c.result.analysis.ci_ub), shown(c.result.analysis.ci_lb)};
}

double value_of(const MethodResult& r, const Interval& shown, std::string_view name) {
  if (name == "est") return shown.est;
  if (name == "ci_lb") return shown.ci_lb;
  if (name == "ci_ub") return shown.ci_ub;
  if (name == "pval") return r.pval;
  if (name == "tau2") return r.tau2;
  if (name == "QE") return r.QE;
  if (name == "QEp") return r.QEp;
  return r.k;
}

/// The I2 that comes nearest, and which it is. Between equals, the one the method's program prints.
WhichFigure nearest_I2(const Figure& figure, const Combination& c, std::string_view& from) {
  const double by_tau2 = distance(figure, c.result.I2), by_Q = distance(figure, c.result.I2_Q);
  const bool Q = std::isnan(by_tau2) || by_Q < by_tau2 || (by_Q == by_tau2 && c.prints_I2_from_Q);
  from = Q ? "Q" : "tau2";
  return {figure.name, Q ? c.result.I2_Q : c.result.I2, Q ? by_Q : by_tau2};
}

/// The study that is furthest from its printed weight; NaN where the method gives weights to more or fewer studies.
WhichFigure furthest_weight(const std::vector<Figure>& printed, const RowWeights& weights) {
  WhichFigure furthest{"weights", NaN, NaN};
  if (weights.size() != printed.size()) return furthest;
  double most = -1;
  for (std::size_t i = 0; i < printed.size(); ++i) {
    const auto [row, percent] = weights[i];
    const double steps = std::abs(percent - printed[i].printed.value) / printed[i].unit();
    if (steps > most) most = steps, furthest = {"weights", percent, distance(printed[i], percent), row};
  }
  return furthest;
}

void add(WhichRow& row, const WhichFigure& figure) {
  row.off = std::isnan(figure.off) || std::isnan(row.off) ? NaN : std::max(row.off, figure.off);
  row.figures.push_back(figure);
}

/// NaN `off` where the method has no such number.
WhichRow compared(const Combination& c, const Wanted& wanted, bool turned) {
  const Interval shown = turned ? turned_display(c) : c.result.display;
  WhichRow row{.method = c.method,
               .display = shown,
               .est = c.result.analysis.est,
               .ci_lb = c.result.analysis.ci_lb,
               .ci_ub = c.result.analysis.ci_ub,
               .off = 0,
               .turned = turned,
               .present = c.present,
               .programs = c.programs};
  for (const Figure& figure : wanted.figures) {
    WhichFigure w{figure.name, value_of(c.result, shown, figure.name), NaN};
    w.off = std::isnan(w.value) ? NaN : distance(figure, w.value);
    if (figure.name == "I2") w = nearest_I2(figure, c, row.I2_from);
    add(row, w);
  }
  if (!wanted.weights.empty()) add(row, furthest_weight(wanted.weights, *c.result.weights));
  return row;
}

WhichRow nearest(const Combination& c, const Wanted& wanted) {
  WhichRow as_is = compared(c, wanted, false);
  if (!c.measure->compares() || !(as_is.off > 0)) return as_is;
  WhichRow turned = compared(c, wanted, true);
  return turned.off < as_is.off ? turned : as_is;
}

/// Nearest first; then what programs do by default, then the present options, then the order of the tables.
bool comes_first(const WhichRow& a, const WhichRow& b) {
  if (a.off != b.off) return a.off < b.off;
  if (a.programs.size() != b.programs.size()) return a.programs.size() > b.programs.size();
  return a.present && !b.present;
}

/// The same numbers but for rounding errors of the computation.
bool same_numbers(const WhichRow& a, const WhichRow& b) {
  const auto near = [](double x, double y) {
    return x == y || std::abs(x - y) <= 1e-9 * std::max(std::abs(x), std::abs(y));
  };
  if (a.turned != b.turned || !near(a.display.est, b.display.est) || !near(a.display.ci_lb, b.display.ci_lb) ||
      !near(a.display.ci_ub, b.display.ci_ub))
    return false;
  for (std::size_t i = 0; i < a.figures.size(); ++i)
    if (!near(a.figures[i].value, b.figures[i].value)) return false;
  return true;
}

/// Adds a row, or its method to the row with the same numbers. Rows come sorted, so that these are near each other.
void gather(std::vector<WhichRow>& rows, const WhichRow& row) {
  const auto same = std::find_if(rows.rbegin(), rows.rend(), [&](const WhichRow& r) { return same_numbers(r, row); });
  if (same == rows.rend()) {
    rows.push_back(row);
    return;
  }
  same->present = same->present || row.present;
  ++same->same_count;
  if (same->same.size() < most_same) same->same.push_back(row.method);
}

/// How many of the rows are told.
std::size_t told(const std::vector<WhichRow>& rows) {
  const auto reproducing =
      static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const WhichRow& r) { return r.off == 0; }));
  return std::min({rows.size(), std::max(std::min(reproducing, most_reproducing), least_rows)});
}

}  // namespace

Result<Which> which_method(const Effects& e, const Fit&, const Options& options, const std::vector<Figure>& published) {
  Wanted wanted = comparable(published);
  if (wanted.figures.empty() && wanted.weights.empty()) return Which{};
  const std::vector<Combination> list = combinations(e, options);
  const auto as_many = [&](const Combination& c) { return c.result.weights->size() == wanted.weights.size(); };
  if (std::none_of(list.begin(), list.end(), as_many)) wanted.weights.clear();
  if (wanted.figures.empty() && wanted.weights.empty()) return Which{};
  Which out;
  std::vector<WhichRow> all;
  for (const Combination& c : list) {
    const WhichRow row = nearest(c, wanted);
    ++out.tried;
    if (row.off == 0) ++out.reproduce;
    if (!std::isnan(row.off)) all.push_back(row);
  }
  std::stable_sort(all.begin(), all.end(), comes_first);
  for (const WhichRow& row : all) {
    if (out.rows.size() > most_reproducing && row.off > 0) break;
    gather(out.rows, row);
  }
  out.rows.resize(told(out.rows));
  return out;
}

}  // namespace pooled
