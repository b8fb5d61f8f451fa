#include "core/analysis/small_study.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "core/analysis/line.h"
#include "core/analysis/rank_test.h"
#include "core/analysis/study_cells.h"
#include "core/model/regression.h"

namespace pooled {
namespace {

using Row = SmallStudyTest;

Row no_result(const Note& why, Index k) { return {.k = static_cast<int>(k), .note = text(why, {}, {})}; }

Row too_few(Index k) {
  return no_result({.code = NoteCode::small_study_needs_three, .value = static_cast<double>(k)}, k);
}

void set_limit(Row& row, const Estimate& limit, const Effects& e) {
  row.limit = limit.est, row.limit_se = limit.se, row.limit_lb = limit.ci_lb, row.limit_ub = limit.ci_ub;
  row.limit_display = displayed(e, limit.est, limit.ci_lb, limit.ci_ub);
}

Row slope_row(const Estimate& slope, Index k) {
  const bool normal = slope.df == infinity;
  return {.k = static_cast<int>(k),
          .est = slope.est,
          .se = slope.se,
          .stat = slope.stat,
          .df = slope.df,
          .pval = slope.pval,
          .ci_lb = slope.ci_lb,
          .ci_ub = slope.ci_ub,
          .reference = normal ? "normal" : "t"};
}

/// y on x with weights w; the intercept is the limit where x falls to 0 as studies grow (of `e`; nullptr where it is
/// none).
Row line_row(const Array& y, const Array& x, const Array& w, const Options& options, const Effects* e) {
  const Result<Line> line = fit_line(y, x, w, options.level);
  if (!line) return no_result(line.note(), y.size());
  Row row = slope_row(line->slope, y.size());
  row.dispersion = line->dispersion;
  if (e) set_limit(row, line->intercept, *e);
  return row;
}

Row rank_row(const Kendall& kendall, Index k) {
  if (std::isnan(kendall.tau)) return no_result({.code = NoteCode::small_study_same_precision}, k);
  return {.k = static_cast<int>(k),
          .est = kendall.tau,
          .stat = kendall.z,
          .pval = kendall.pval,
          .reference = kendall.exact ? "exact" : "normal"};
}

// --- tests of effects and variances ---

Row egger(const Effects& e, const Options& options) { return line_row(e.yi, e.vi.sqrt(), e.vi.inverse(), options, &e); }

Row begg(const Effects& e, const Options&) { return e.k() < 3 ? too_few(e.k()) : rank_row(begg_mazumdar(e), e.k()); }

/// yi on sqrt(vi) with weights 1 / (vi + tau2), the chosen estimator of tau2.
Row thompson_sharp(const Effects& e, Options options, std::string_view test) {
  if (e.k() < 3) return too_few(e.k());
  if (nearly_equal(e.vi.sqrt())) return no_result({.code = NoteCode::small_study_same_precision}, e.k());
  options.model = "RE", options.test = std::string(test);
  Matrix X = Matrix::Ones(e.k(), 2);
  X.col(1) = e.vi.sqrt();
  const Result<Regression> found = regress(e, X, options);
  if (!found) return no_result(found.note(), e.k());
  Row row = slope_row(found->coef[1], e.k());
  row.tau2 = found->tau2.tau2;
  set_limit(row, found->coef[0], e);
  return row;
}

Row thompson_t(const Effects& e, const Options& options) { return thompson_sharp(e, options, "t"); }
Row thompson_z(const Effects& e, const Options& options) { return thompson_sharp(e, options, "z"); }

// --- tests of the sizes of two groups ---

/// Pustejovsky & Rodgers: yi on sqrt(1 / n1 + 1 / n2), which unlike vi does not depend on yi itself; weights 1 / vi.
Row pustejovsky_rodgers(const Effects& e, const Options& options) {
  const StudyCells s = study_cells(e);
  const Array x = (s.column("n1i").inverse() + s.column("n2i").inverse()).sqrt();
  return line_row(s.yi, x, s.vi.inverse(), options, &e);
}

// --- tests of counts ---

/// Events or non-events in both groups of every table used: else it says nothing.
StudyCells tables(const Effects& e) {
  StudyCells s = study_cells(e);
  return s.keep(s.events() > 0 && s.events() < s.people());
}

/// Harbord: Z / V on 1 / sqrt(V) with weights V; score Z and its variance V at no effect. For odds ratios Z = a - n1 d
/// / n and V = n1 n2 d (n - d) / (n^2 (n - 1)), for risk ratios Z = (a n - n1 d) / (n - d) and V = n1 n2 d / (n (n -
/// d)), with n = n1 + n2 and d = a + c. The limit is a log odds ratio or log risk ratio. (R's meta has n d / (4 (n -
/// d)) for risk ratios, which is V for equal groups.)
/// @source risk ratios: Harbord, Harris & Sterne 2009, Stata J 9:197
Row harbord(const Effects& e, const Options& options) {
  const StudyCells s = tables(e);
  const Array n1 = s.column("n1i"), n2 = s.column("n2i"), n = s.people(), d = s.events();
  const Array excess = s.column("ai") * n2 - s.column("ci") * n1;  // = n a - n1 d, in whole numbers
  const bool ratio_of_risks = e.measure->id == "RR";
  const Array Z = ratio_of_risks ? Array(excess / (n - d)) : Array(excess / n);
  const Array V = ratio_of_risks ? Array(n1 * n2 * d / n / (n - d)) : Array(n1 * n2 / n * d / n * (n - d) / (n - 1));
  return line_row(Z / V, V.rsqrt(), V, options, &e);
}

/// Peters: yi on 1 / n with weights (1 / d + 1 / (n - d))^-1.
Row peters(const Effects& e, const Options& options) {
  const StudyCells s = tables(e);
  const Array n = s.people(), d = s.events();
  return line_row(s.yi, n.inverse(), d / n * (n - d), options, &e);
}

/// Macaskill: yi on n, with the same weights or with 1 / vi. The line has no limit.
Row macaskill_pooled(const Effects& e, const Options& options) {
  const StudyCells s = tables(e);
  const Array n = s.people(), d = s.events();
  return line_row(s.yi, n, d / n * (n - d), options, nullptr);
}

Row macaskill_inverse(const Effects& e, const Options& options) {
  const StudyCells s = study_cells(e);
  return line_row(s.yi, s.people(), s.vi.inverse(), options, nullptr);
}

/// Deeks: log odds ratio on 1 / sqrt(ESS) with weights ESS = 4 n1 n2 / (n1 + n2), the effective sample size of n1
/// people with the disease and n2 without.
Row deeks(const Effects& e, const Options& options) {
  const StudyCells s = study_cells(e);
  const Array ess = 4 * s.column("n1i") / s.people() * s.column("n2i");
  return line_row(s.yi, ess.rsqrt(), ess, options, &e);
}

Row schwarzer_row(const Effects& e, const Options&) {
  const StudyCells s = tables(e);
  if (s.k() < 3) return too_few(s.k());
  const Result<Kendall> found = schwarzer(s.cells);
  return found ? rank_row(*found, s.k()) : no_result(found.note(), s.k());
}

/// Ruecker: asin sqrt(a / n1) - asin sqrt(c / n2) with variance (1 / n1 + 1 / n2) / 4, which exists for tables without
/// events, and does not depend on the effect.
Effects arcsine(const Effects& e) {
  Effects as;
  as.measure = find_measure("AS");
  as.yi.resize(e.cells.rows()), as.vi.resize(e.cells.rows());
  for (Index i = 0; i < e.cells.rows(); ++i) {
    const Array cells = e.cells.row(i);
    const Effect effect = as.measure->compute({cells.data(), static_cast<std::size_t>(cells.size())}, {});
    as.yi[i] = effect.yi, as.vi[i] = effect.vi;
  }
  return as;
}

Row arcsine_thompson(const Effects& e, const Options& options) {
  Row row = thompson_t(arcsine(e), options);
  row.limit_display = {row.limit, row.limit_lb, row.limit_ub};
  return row;
}

Row arcsine_rank(const Effects& e, const Options& options) { return begg(arcsine(e), options); }

// --- the table ---

struct Test {
  std::string_view id, label;
  Row (*of)(const Effects& e, const Options& options);
  std::string_view source;
  std::array<std::string_view, 4> measures{};  ///< ids; none = all

  bool exists_for(std::string_view id) const {
    return measures[0].empty() || std::find(measures.begin(), measures.end(), id) != measures.end();
  }
};

constexpr Test table[] = {
    {"Egger", "Egger's regression", egger, "Egger et al. 1997, BMJ 315:629"},
    {"Thompson_t", "Egger, random effects (Thompson-Sharp), t", thompson_t, "Thompson & Sharp 1999, Stat Med 18:2693"},
    {"Thompson_z", "Egger, random effects (Thompson-Sharp), normal", thompson_z,
     "Thompson & Sharp 1999, Stat Med 18:2693"},
    {"Begg", "Begg and Mazumdar's rank correlation", begg, "Begg & Mazumdar 1994, Biometrics 50:1088"},
    {"Harbord",
     "Harbord's score test",
     harbord,
     "Harbord, Egger & Sterne 2006, Stat Med 25:3443",
     {"OR", "RR", "PETO"}},
    {"Peters", "Peters' regression on 1/n", peters, "Peters et al. 2006, JAMA 295:676", {"OR", "RR", "PETO"}},
    {"Macaskill_FPV",
     "Macaskill's regression on n, pooled variance",
     macaskill_pooled,
     "Macaskill, Walter & Irwig 2001, Stat Med 20:641",
     {"OR", "RR", "PETO", "RD"}},
    {"Macaskill_FIV",
     "Macaskill's regression on n, inverse variance",
     macaskill_inverse,
     "Macaskill, Walter & Irwig 2001, Stat Med 20:641",
     {"OR", "RR", "PETO", "RD"}},
    {"Schwarzer",
     "Schwarzer's rank test for counts",
     schwarzer_row,
     "Schwarzer, Antes & Schumacher 2007, Stat Med 26:721",
     {"OR", "RR", "PETO"}},
    {"Deeks",
     "Deeks' test for diagnostic odds ratios",
     deeks,
     "Deeks, Macaskill & Irwig 2005, J Clin Epidemiol 58:882",
     {"OR"}},
    {"Ruecker_t",
     "Ruecker's arcsine test, Thompson-Sharp",
     arcsine_thompson,
     "Ruecker, Schwarzer & Carpenter 2008, Stat Med 27:746",
     {"OR", "RR", "PETO", "RD"}},
    {"Ruecker_rank",
     "Ruecker's arcsine test, rank correlation",
     arcsine_rank,
     "Ruecker, Schwarzer & Carpenter 2008, Stat Med 27:746",
     {"OR", "RR", "PETO", "RD"}},
    {"Pustejovsky",
     "Pustejovsky and Rodgers' regression",
     pustejovsky_rodgers,
     "Pustejovsky & Rodgers 2019, Res Synth Methods 10:57",
     {"SMD", "SMD1", "SMDH"}},
};

/// The rule of Sterne et al. 2011, BMJ 343:d4002.
constexpr Index enough_studies = 10;

}  // namespace

Result<SmallStudy> small_study(const Effects& e, const Fit&, const Options& options) {
  SmallStudy out{.k = static_cast<int>(e.k())};
  if (e.k() < enough_studies)
    out.note = text({.code = NoteCode::small_study_few, .value = static_cast<double>(e.k())}, {}, {});
  for (const Test& test : table) {
    if (!test.exists_for(e.measure->id)) continue;
    Row row = test.of(e, options);
    row.id = std::string(test.id), row.label = std::string(test.label);
    out.tests.push_back(row);
  }
  return out;
}

}  // namespace pooled
