#include "core/analysis/subgroups.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/contrast.h"
#include "core/base/dist.h"
#include "core/base/sum.h"
#include "core/model/heterogeneity.h"
#include "core/model/inference.h"
#include "core/model/prediction.h"
#include "core/model/regression.h"

namespace pooled {
namespace {

/// One subgroup: rows of the data set that the model pools.
struct Level {
  std::string_view name;  ///< as typed
  std::vector<int> rows;
};

/// Subgroups in the order in which they first appear; a Note for each study without one.
std::vector<Level> levels_of(const Effects& e, const Fit& f, const std::string& by, std::vector<Note>& notes) {
  std::vector<Level> levels;
  for (const int row : f.row) {
    const auto& groups = e.data->studies[static_cast<std::size_t>(row)].groups;
    const auto typed = groups.find(by);
    if (typed == groups.end() || typed->second.empty()) {
      notes.push_back({.code = NoteCode::subgroup_missing, .row = row});
      continue;
    }
    const auto named = [&](const Level& l) { return l.name == typed->second; };
    const auto found = std::find_if(levels.begin(), levels.end(), named);
    if (found != levels.end())
      found->rows.push_back(row);
    else
      levels.push_back({typed->second, {row}});
  }
  std::vector<std::string_view> names(levels.size());
  std::transform(levels.begin(), levels.end(), names.begin(), [](const Level& level) { return level.name; });
  for (const Note& note : names_alike(names)) notes.push_back(note);
  return levels;
}

SubgroupRow row_of(const Effects& e, const Fit& all, const Level& level) {
  SubgroupRow row;
  row.level = std::string(level.name), row.rows = level.rows, row.k = static_cast<int>(level.rows.size());
  row.participants = row.weight = 0;
  for (const int study : level.rows) {
    row.participants += e.people[static_cast<std::size_t>(study)];
    const double weight = weight_of(all, study);
    if (!std::isnan(weight)) row.weight += weight;
  }
  return row;
}

void put_estimate(SubgroupRow& row, const Estimate& m) {
  row.est = m.est, row.se = m.se, row.stat = m.stat, row.df = m.df, row.pval = m.pval;
  row.ci_lb = m.ci_lb, row.ci_ub = m.ci_ub;
}

void put_heterogeneity(SubgroupRow& row, const Heterogeneity& h) {
  row.I2 = h.I2, row.H2 = h.H2, row.QE = h.QE, row.QE_df = h.df, row.QEp = h.QEp;
}

void add_display(SubgroupRow& row, const Effects& e) {
  const auto shown = [&](double x) { return display_of(e, x); };
  row.display = {shown(row.est), shown(row.ci_lb), shown(row.ci_ub), shown(row.pi_lb), shown(row.pi_ub)};
}

/// The chosen model in each subgroup.
void fit_separately(Subgroups& out, const Effects& e, const std::vector<Level>& levels, const Options& options) {
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const Result<Fit> fitted = fit(part_of(e, levels[l].rows), options);
    if (!fitted) continue;
    SubgroupRow& row = out.levels[l];
    put_estimate(row, fitted->mu);
    put_heterogeneity(row, fitted->heterogeneity);
    row.tau2 = fitted->tau2.tau2;
    row.pi_lb = fitted->pi_lb, row.pi_ub = fitted->pi_ub, row.pi_df = fitted->pi_df;
  }
}

/// Indicators of the subgroups beside a constant: the first is the reference.
Matrix design_of(const std::vector<Level>& levels, const Effects& e) {
  Matrix X = Matrix::Zero(e.k(), static_cast<Index>(levels.size()));
  X.col(0).setOnes();
  for (std::size_t l = 1; l < levels.size(); ++l)
    for (Index i = 0; i < e.k(); ++i) {
      const int row = e.row[static_cast<std::size_t>(i)];
      if (std::binary_search(levels[l].rows.begin(), levels[l].rows.end(), row)) X(i, static_cast<Index>(l)) = 1;
    }
  return X;
}

Eigen::RowVectorXd row_of_design(std::size_t level, std::size_t count) {
  Eigen::RowVectorXd x = Eigen::RowVectorXd::Zero(static_cast<Index>(count));
  x[0] = 1;
  if (level > 0) x[static_cast<Index>(level)] = 1;
  return x;
}

/// The prediction rule with k - L for k - 1, as in meta_regression.
void predict(SubgroupRow& row, const Regression& r, const Options& options) {
  Fit f;
  f.k = r.k - r.p + 1, f.tau2 = r.tau2, f.q_hk = r.q_hk;
  f.se_wald = row.se / std::sqrt(r.factor);
  f.kr = {f.se_wald, static_cast<double>(r.k - r.p)};
  const PredictionRule& rule = *find_prediction_rule(options.prediction);
  if (f.k < rule.needs) return;
  const Uncertainty u = rule.of(f, options);
  if (!(u.df > 0)) return;
  const Estimate pi = estimate(row.est, u.se, u.df, options.level);
  row.pi_lb = pi.ci_lb, row.pi_ub = pi.ci_ub, row.pi_df = u.df;
}

/// One tau2 for all: the regression on the subgroup. `e` holds only studies with a subgroup.
void fit_together(Subgroups& out, const Effects& e, const std::vector<Level>& levels, const Regression& r,
                  const Options& options) {
  for (std::size_t l = 0; l < levels.size(); ++l) {
    SubgroupRow& row = out.levels[l];
    put_estimate(row, predicted(r, row_of_design(l, levels.size()), options.level));
    row.tau2 = r.tau2.tau2;
    predict(row, r, options);
    const Effects own = part_of(e, levels[l].rows);
    if (own.k() > 1) put_heterogeneity(row, heterogeneity_of_tau2(own, r.tau2.tau2, {}, options.level));
  }
  out.tau2 = r.tau2.tau2, out.se_tau2 = r.tau2.se, out.R2 = r.R2;
}

SubgroupContrast contrast_of(const SubgroupRow& a, const SubgroupRow& b, const Estimate& d, const Scale& scale) {
  return {a.level, b.level, d.est, d.se, d.stat, d.df, d.pval, d.ci_lb, d.ci_ub, displayed_difference(scale, d)};
}

/// Welch and Satterthwaite: (va + vb)^2 / (va^2 / dfa + vb^2 / dfb), in shares so that no square overflows.
double satterthwaite(const SubgroupRow& a, const SubgroupRow& b) {
  const double se = std::hypot(a.se, b.se), share_a = a.se / se * (a.se / se), share_b = b.se / se * (b.se / se);
  return 1 / (share_a * share_a / a.df + share_b * share_b / b.df);
}

/// Differences of every pair; `of` gives the one between two positions.
template <class Of>
void add_contrasts(Subgroups& out, const Scale& scale, Of&& of) {
  for (std::size_t b = 0; b < out.levels.size(); ++b)
    for (std::size_t a = b + 1; a < out.levels.size(); ++a)
      out.contrasts.push_back(contrast_of(out.levels[a], out.levels[b], of(a, b), scale));
}

void contrast_separately(Subgroups& out, const Scale& scale, double level) {
  add_contrasts(out, scale, [&](std::size_t a, std::size_t b) {
    const SubgroupRow &x = out.levels[a], &y = out.levels[b];
    return estimate(x.est - y.est, std::hypot(x.se, y.se), satterthwaite(x, y), level);
  });
}

void contrast_together(Subgroups& out, const Scale& scale, const Regression& r, double level) {
  const std::size_t count = out.levels.size();
  add_contrasts(out, scale, [&](std::size_t a, std::size_t b) {
    return predicted(r, row_of_design(a, count) - row_of_design(b, count), level);
  });
}

/// Shares 1 / se^2 of the total, from standard errors relative to the smallest.
Array shares_of(const std::vector<SubgroupRow>& rows) {
  double smallest = infinity;
  for (const SubgroupRow& row : rows) smallest = std::min(smallest, row.se);
  Array w(static_cast<Index>(rows.size()));
  for (Index i = 0; i < w.size(); ++i) {
    const double relative = smallest / rows[static_cast<std::size_t>(i)].se;
    w[i] = relative * relative;
  }
  return w / sum(w);
}

/// Q_between = sum ((est_j - mean) / se_j)^2.
void add_Q(Subgroups& out, const Array& share) {
  const std::vector<SubgroupRow>& rows = out.levels;
  const double first = rows.front().est;
  const auto est = [&](Index i) { return rows[static_cast<std::size_t>(i)].est - first; };
  const double mean = sum_of(share.size(), [&](Index i) { return share[i] * est(i); });
  out.Q_between = sum_of(share.size(), [&](Index i) {
    const double z = (est(i) - mean) / rows[static_cast<std::size_t>(i)].se;
    return z * z;
  });
  out.Q_df = static_cast<double>(share.size() - 1);
  out.Q_pval = chi2_upper(out.Q_between, out.Q_df);
}

void add_welch(Subgroups& out, const Array& share) {
  const double L = static_cast<double>(share.size());
  const double A = sum_of(share.size(), [&](Index i) {
    return (1 - share[i]) * (1 - share[i]) / out.levels[static_cast<std::size_t>(i)].df;
  });
  out.F_df = L - 1;
  out.F_df2 = (L * L - 1) / (3 * A);
  out.F = out.Q_between / (L - 1) / (1 + 2 * (L - 2) / (L * L - 1) * A);
  out.F_pval = f_upper(out.F, out.F_df, out.F_df2);
}

bool known(const SubgroupRow& row) { return std::isfinite(row.est) && row.se > 0 && std::isfinite(row.se); }

/// The tests of the difference; `r` where there is a regression.
void test_difference(Subgroups& out, const Regression* r) {
  const auto t_based = [](const SubgroupRow& row) { return std::isfinite(row.df); };
  const bool has_F = r ? std::isfinite(r->df) : std::any_of(out.levels.begin(), out.levels.end(), t_based);
  const Array share = shares_of(out.levels);
  add_Q(out, share);
  if (has_F && r)
    out.F = r->QM, out.F_df = r->QM_df, out.F_df2 = r->QM_df2, out.F_pval = r->QMp;
  else if (has_F)
    add_welch(out, share);
  out.test.assign(1, has_F ? 'F' : 'Q');
  out.pval = has_F ? out.F_pval : out.Q_pval;
}

void add_within(Subgroups& out) {
  Sum Q, df;
  for (const SubgroupRow& row : out.levels) {
    if (row.k < 2) continue;
    Q.add(row.QE), df.add(row.QE_df);
  }
  if (df.value() == 0) return;
  out.Q_within = Q.value(), out.Q_within_df = df.value();
  out.Q_within_pval = chi2_upper(out.Q_within, out.Q_within_df);
}

void add_notes(Subgroups& out) {
  const auto single = [](const SubgroupRow& row) { return row.k == 1; };
  if (out.levels.size() == 1) out.notes.push_back({.code = NoteCode::subgroup_only_one});
  if (std::any_of(out.levels.begin(), out.levels.end(), single))
    out.notes.push_back({.code = NoteCode::subgroup_one_study});
}

}  // namespace

Result<Subgroups> subgroups(const Effects& e, const Fit& all, const Options& options) {
  if (!options.subgroup) return Note{.code = NoteCode::subgroup_needed};
  Subgroups out;
  out.by = *options.subgroup;
  const std::vector<Level> levels = levels_of(e, all, out.by, out.notes);
  if (levels.empty()) return Note{.code = NoteCode::subgroup_unknown};
  std::vector<int> kept;
  for (const Level& level : levels) {
    out.levels.push_back(row_of(e, all, level));
    kept.insert(kept.end(), level.rows.begin(), level.rows.end());
  }
  out.k = static_cast<int>(kept.size());
  const Scale& scale = *e.measure->scale;
  const bool random = all.model->random;
  out.tau2_from = random ? options.subgroup_tau2 : "none";
  std::optional<Regression> r;
  if (out.tau2_from == "common" && levels.size() > 1) {
    const Effects own = part_of(e, kept);
    const Result<Regression> fitted = regress(own, design_of(levels, own), options);
    if (!fitted) return fitted.note();
    r = *fitted;
    fit_together(out, own, levels, *r, options);
    out.notes.insert(out.notes.end(), r->notes.begin(), r->notes.end());
  } else {
    fit_separately(out, e, levels, options);
  }
  for (SubgroupRow& row : out.levels) add_display(row, e);
  add_within(out);
  add_notes(out);
  if (out.levels.size() < 2 || !std::all_of(out.levels.begin(), out.levels.end(), known)) return out;
  r ? contrast_together(out, scale, *r, options.level) : contrast_separately(out, scale, options.level);
  test_difference(out, r ? &*r : nullptr);
  return out;
}

}  // namespace pooled
