#include "core/analysis/combinations.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/words.h"
#include "core/model/inference.h"

namespace pooled {
namespace {

/// The studies under one measure and one policy for zero cells.
struct Base {
  const Measure* measure;
  Options options;
  Overrides zeros;
  Effects effects;
  bool first = false;  ///< of its measure
  /// For each convention, under a common effect and under random effects: its policy gives these same studies.
  std::vector<std::array<bool, 2>> same_zeros{};
};

template <class T>
std::string_view static_id(const T& table, std::string_view id) {
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const auto& row) { return row.id == id; });
  return found == std::end(table) ? std::string_view{} : found->id;
}

/// Measures of the same cells. Studies reported as effects are effects of one measure only.
std::vector<const Measure*> measures_like(const Effects& e) {
  const auto has_cells = [&](int row) { return std::binary_search(e.cells_row.begin(), e.cells_row.end(), row); };
  if (!e.measure->family || !e.data || !std::all_of(e.row.begin(), e.row.end(), has_cells)) return {e.measure};
  const auto usable = [&](const Measure& m) {
    return m.family == e.measure->family && std::all_of(e.cells_row.begin(), e.cells_row.end(), [&](int row) {
             return fits(*find_format(e.data->studies[static_cast<std::size_t>(row)].format), m);
           });
  };
  std::vector<const Measure*> list{e.measure};
  for (const Measure& m : measures())
    if (&m != e.measure && usable(m)) list.push_back(&m);
  return list;
}

/// The present policy, then those of programs and textbooks, with and without studies that say nothing about a ratio.
std::vector<Overrides> zero_policies(const Measure& measure, const Options& options) {
  std::vector<Overrides> list{
      {.add_to = static_id(add_to_policies, options.add_to), .add = options.add, .drop00 = options.drop00}};
  if (measure.zeros == Zeros::as_they_are) return list;
  for (const bool drop00 : {true, false})
    for (const std::string_view add_to : {"only0", "if0all", "all", "none", "tacc"})
      list.push_back({.add_to = add_to, .add = 0.5, .drop00 = drop00});
  return list;
}

bool same_studies(const Effects& a, const Effects& b) {
  return a.row == b.row && (a.yi == b.yi).all() && (a.vi == b.vi).all();
}

/// Whether a convention's policy for zero cells makes the same effects.
bool has_these_zeros(const Convention& convention, const Base& base, bool random) {
  const Options& o = base.options;
  const Options then = with(o, convention.overrides(base.measure->id, random));
  if (then.add == o.add && then.add_to == o.add_to && then.drop00 == o.drop00) return true;
  return base.effects.data && same_studies(base.effects, compute_effects(*base.effects.data, then));
}

void compare_zeros(Base& base) {
  for (const Convention& c : conventions())
    base.same_zeros.push_back({has_these_zeros(c, base, false), has_these_zeros(c, base, true)});
}

/// One for each measure and each policy that changes a number.
std::vector<Base> bases(const Effects& e, const Options& options) {
  std::vector<Base> list;
  for (const Measure* measure : measures_like(e)) {
    const std::size_t own = list.size();
    for (const Overrides& zeros : zero_policies(*measure, options)) {
      Options o = with(options, zeros);
      o.measure = measure->id;
      Effects studies = e.data ? compute_effects(*e.data, o) : e;
      const auto same = [&](const Base& b) { return same_studies(b.effects, studies); };
      if (std::any_of(list.begin() + static_cast<std::ptrdiff_t>(own), list.end(), same)) continue;
      list.push_back({measure, o, zeros, std::move(studies), list.size() == own});
      compare_zeros(list.back());
    }
  }
  return list;
}

bool goes_with(const Test& test, std::string_view tau2) {
  if (test.id == "PL" || test.id == "SKOV") return tau2 == "ML";
  if (test.id == "KR") return tau2 == "REML";
  if (test.id == "HC") return tau2 == "DL";
  return true;
}

std::shared_ptr<const RowWeights> weights_of(const Fit& f) {
  RowWeights list;
  list.reserve(f.row.size());
  for (const int row : f.row)
    if (const double percent = weight_of(f, row); !std::isnan(percent)) list.push_back({row, percent});
  return std::make_shared<const RowWeights>(std::move(list));
}

/// A fit, and what all its tests have in common.
struct Fitted {
  explicit Fitted(const Fit& f) : fit(f), weights(weights_of(f)) {}

  const Fit& fit;
  std::shared_ptr<const RowWeights> weights;
};

MethodResult result_of(const Effects& e, const Fitted& fitted, const Estimate& mu) {
  const Fit& f = fitted.fit;
  const Heterogeneity& h = f.heterogeneity;
  return {.k = static_cast<double>(f.k),
          .pval = mu.pval,
          .tau2 = f.model->random ? f.tau2.tau2 : NaN,
          .I2 = f.model->random ? h.I2 : h.I2_Q,
          .I2_Q = h.I2_Q,
          .QE = h.QE,
          .QEp = h.QEp,
          .analysis = {mu.est, mu.ci_lb, mu.ci_ub},
          .display = displayed(e, mu.est, mu.ci_lb, mu.ci_ub),
          .weights = fitted.weights};
}

class Collector {
 public:
  explicit Collector(const Options& present) : present_(present) {}

  void add(const Base& base, Overrides how, const Fitted& f, const Estimate& mu) {
    how.add_to = base.zeros.add_to, how.add = base.zeros.add, how.drop00 = base.zeros.drop00;
    Combination c{.method = {base.measure->id, how}, .result = result_of(base.effects, f, mu), .measure = base.measure};
    const Options o = with(base.options, how);
    c.present = o.measure == present_.measure && base.first && o.model == present_.model && o.test == present_.test &&
                (!how.tau2 || o.tau2 == present_.tau2);
    name_programs(c, base, o);
    list_.push_back(std::move(c));
  }
  std::vector<Combination> take() { return std::move(list_); }

 private:
  /// The conventions whose default this is for the measure, with any policy for zeros that gives the same studies.
  void name_programs(Combination& c, const Base& base, const Options& o) {
    const bool random = find_model(o.model)->random;
    for (const Convention& convention : conventions()) {
      const auto place = static_cast<std::size_t>(&convention - conventions().data());
      const Options then = with(base.options, convention.overrides(base.measure->id, random));
      const bool same_tau2 = !c.method.options.tau2 || then.tau2 == o.tau2;
      if (then.model != o.model || then.test != o.test || !same_tau2 || !base.same_zeros[place][random]) continue;
      if (c.programs.empty()) c.prints_I2_from_Q = convention.I2 == PrintedI2::from_Q;
      c.programs.push_back(convention.label);
    }
  }

  const Options& present_;
  std::vector<Combination> list_;
};

/// Random effects by inverse variance: one fit for each estimator, from which every test takes what it needs.
void add_random(Collector& out, const Base& base) {
  for (const Tau2Estimator& t : tau2_estimators()) {
    const bool twin = std::any_of(&tau2_estimators()[0], &t, [&](const auto& o) { return o.estimate == t.estimate; });
    const bool chosen = t.id == base.options.tau2;
    if (twin || (t.id == "FIXED" && !chosen)) continue;
    Options o = base.options;
    o.model = "RE", o.tau2 = t.id, o.test = std::string("z");  // see combinations() below
    const Result<Fit> f = fit(base.effects, o);
    if (!f) return;
    const Pooled pooled{base.effects, o, true, f->tau2.tau2, f->mu.est, f->se_wald, f->q_hk};
    const Fitted fitted(*f);
    for (const Test& test : tests())
      if (goes_with(test, t.id))
        out.add(base, {.model = "RE", .tau2 = t.id, .test = test.id}, fitted, test.of(pooled).mu);
  }
}

/// The tests of a model with a standard error of its own, or of the common effect.
std::vector<std::string_view> tests_of(const Model& model) {
  std::vector<std::string_view> list{"z", "t"};
  if (model.id == "EE") list.insert(list.end(), {"HKSJ", "HKSJ_se"});
  if (!model.more_test.empty()) list.push_back(model.more_test);
  return list;
}

void add_model(Collector& out, const Base& base, const Model& model) {
  for (const std::string_view test : tests_of(model)) {
    Options o = base.options;
    o.model = model.id, o.test = test;
    const Result<Fit> f = fit(base.effects, o);
    if (!f) return;
    out.add(base, {.model = model.id, .test = test}, Fitted(*f), f->mu);
  }
}

/// Models of the likelihood take long, and do not look at what is added to zeros.
constexpr std::string_view of_likelihood = "GLMM_CMEL GLMM_CMAL GLMM_UMFS GLMM_UMRS BB FIRTH";

}  // namespace

std::vector<Combination> combinations(const Effects& e, const Options& options) {
  Options plain = options;
  plain.prediction = std::string("V");  // GCC 12 raises a false alarm (-Wrestrict) where the bare literal is assigned
  Collector out(options);
  for (const Base& base : bases(e, plain)) {
    add_random(out, base);
    for (const Model& model : models()) {
      if (model.id == "RE" || !applies(model, *base.measure)) continue;
      if (base.first || !is_listed(model.id, of_likelihood)) add_model(out, base, model);
    }
  }
  return out.take();
}

}  // namespace pooled
