#include "core/analysis/conventions.h"

#include "core/model/inference.h"
#include "core/model/prediction.h"

namespace pooled {
namespace {

using Row = ConventionRow;

std::string label_of(std::string_view add_to) {
  for (const AddTo& policy : add_to_policies)
    if (policy.id == add_to) return std::string(policy.label);
  return {};
}

std::string sentence(std::string_view what, std::string_view theirs, std::string_view here) {
  return std::string(what) + ": " + std::string(theirs) + "; here " + std::string(here) + ".";
}

void say_if_other(Row& row, std::string_view what, std::string_view theirs, std::string_view here) {
  if (theirs != here) row.differs.push_back(sentence(what, theirs, here));
}

std::string tau2_label(const Options& options) {
  const Model& model = *find_model(options.model);
  // The model that RevMan 5 has for tables brings its own DerSimonian-Laird.
  if (model.own_tau2 && model.id != "RE_MH") return "the model's own";
  return std::string(find_tau2_estimator(model.own_tau2 ? "DL" : options.tau2)->label);
}

std::string amount(const Options& o) {
  return o.add_to == "none" ? "nothing added" : short_number(o.add) + " added, " + label_of(o.add_to);
}

void say_zeros(Row& row, const Measure& measure, const Options& now, const Options& then) {
  if (measure.zeros != Zeros::as_they_are) say_if_other(row, "Zero cells", amount(then), amount(now));
  if (measure.zeros != Zeros::added_dropped) return;
  const auto policy = [](bool drop) { return drop ? "left out" : "kept"; };
  say_if_other(row, "Studies without events, or with events in everyone", policy(then.drop00), policy(now.drop00));
}

void say_heterogeneity(Row& row, const Convention& c, const Options& now, const Options& then) {
  say_if_other(row, "Between-study variance", tau2_label(then), tau2_label(now));
  if (c.I2 == PrintedI2::from_Q) row.differs.push_back("I2: from Q; here from tau2, with both in the details.");
  if (!c.prints_tau2_interval)
    row.differs.push_back("Interval of tau2: none.");
  else
    say_if_other(row, "Interval of tau2", find_tau2_interval(then.tau2_ci)->label,
                 find_tau2_interval(now.tau2_ci)->label);
  if (!c.prints_prediction)
    row.differs.push_back("Prediction interval: none.");
  else
    say_if_other(row, "Prediction interval", find_prediction_rule(then.prediction)->label,
                 find_prediction_rule(now.prediction)->label);
}

void say_differences(Row& row, const Convention& c, const Effects& e, const Options& now, const Options& then) {
  const Model& theirs = *find_model(then.model);
  say_if_other(row, "Model", theirs.label, find_model(now.model)->label);
  say_if_other(row, "Test and interval", find_test(then.test)->label, find_test(now.test)->label);
  if (theirs.random) say_heterogeneity(row, c, now, then);
  say_zeros(row, *e.measure, now, then);
}

bool same_zeros(const Options& a, const Options& b) {
  return a.add == b.add && a.add_to == b.add_to && a.drop00 == b.drop00;
}

void put_result(Row& row, const Convention& c, const Effects& e, const Options& options) {
  const Result<Fit> f = fit(e, options);
  if (!f) {
    row.note = text(f.note(), {}, {});
    return;
  }
  const Result<Summary> made = summarise(e, *f, options);
  const Summary& s = *made;
  row.k = s.k, row.est = s.est, row.se = s.se, row.stat = s.stat, row.df = s.df, row.pval = s.pval;
  row.ci_lb = s.ci_lb, row.ci_ub = s.ci_ub, row.tau2 = s.tau2;
  row.QE = s.QE, row.QE_df = s.QE_df, row.QEp = s.QEp;
  const bool from_tau2 = f->model->random && c.I2 == PrintedI2::from_tau2;
  row.I2 = from_tau2 ? s.I2 : s.I2_Q, row.I2_from = from_tau2 ? "tau2" : "Q";
  row.display = s.display;
  if (c.prints_tau2_interval) row.tau2_lb = s.tau2_lb, row.tau2_ub = s.tau2_ub;
  if (c.prints_prediction) {
    row.pi_lb = s.pi_lb, row.pi_ub = s.pi_ub;
  } else {
    row.display.pi_lb = row.display.pi_ub = NaN;
  }
}

}  // namespace

Result<Conventions> conventions_compared(const Effects& e, const Fit& f, const Options& options) {
  Conventions out{.random = f.model->random};
  for (const Convention& c : conventions()) {
    Row row{.id = std::string(c.id), .label = std::string(c.label)};
    row.options = c.overrides(e.measure->id, out.random);
    const Options theirs = with(options, row.options);
    say_differences(row, c, e, options, theirs);
    for (const std::string_view remark : c.remarks(e.measure->id, out.random)) row.remarks.emplace_back(remark);
    const bool anew = e.data && !same_zeros(options, theirs);
    put_result(row, c, anew ? compute_effects(*e.data, theirs) : e, theirs);
    out.rows.push_back(row);
  }
  return out;
}

}  // namespace pooled
