#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "core/analysis/absolute.h"
#include "core/analysis/leave_one_out.h"
#include "core/analysis/methods.h"
#include "core/analysis/summary.h"
#include "core/model/inference.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

struct Analysed {
  std::shared_ptr<const Dataset> data;  // which the effects point to
  Options options;
  Effects e;
  Fit f;
};

Analysed analyse(Dataset data, Options options) {
  auto kept = std::make_shared<const Dataset>(std::move(data));
  const Effects e = compute_effects(*kept, options);
  return {kept, options, e, *fit(e, options)};
}

/// One study whose effect is given, so that the pooled effect is that number.
Analysed single(std::string measure, double est, double lower, double upper, double control_risk) {
  Options o = options_of(std::move(measure), "EE", "REML", "z");
  o.control_risk = control_risk;
  return analyse(dataset("estimate_ci", {{est, lower, upper, NaN}}), o);
}

}  // namespace

TEST_CASE("The summary shows ratios as ratios") {
  const Analysed a = analyse(bcg(), options_of("RR", "RE", "REML", "z"));
  const Summary s = *summarise(a.e, a.f, a.options);
  CHECK(s.k == 13);
  CHECK(s.participants == 357347);
  CHECK(s.display.est == std::exp(s.est));
  CHECK(s.display.ci_lb < s.display.est);
  CHECK(s.display.pi_lb < s.display.ci_lb);
}

TEST_CASE("Every row has its effect, and only pooled ones have a weight") {
  Dataset data = bcg();
  data.studies[0].include = false;
  data.studies.push_back(study("counts", {5, 3, 1, 9}));
  const Analysed a = analyse(data, {});
  const auto rows = study_effects(a.e, &a.f, a.options);
  REQUIRE(rows.size() == 14);
  CHECK_FALSE(rows[0].used);
  CHECK(std::isnan(rows[0].weight));
  CHECK(rows[0].display.est == near(4.0 / 123 / (11.0 / 139)));
  CHECK(std::isnan(rows[13].yi));
  double total = 0;
  for (const auto& row : rows) total += row.used ? row.weight : 0;
  CHECK(total == near(100));
}

TEST_CASE("The level is that of the studies' intervals too") {
  Options o;
  o.level = 0.99;
  const Analysed a = analyse(bcg(), o);
  const auto row = study_effects(a.e, &a.f, o)[0];
  CHECK(row.ci_ub - row.yi == near(2.5758293035489004 * row.sei));
}

TEST_CASE("A ratio beyond the largest double is told, not shown") {
  const Analysed a = analyse(dataset("estimate_se", {{800, 0.3}, {801, 0.3}}), options_of("OR", "RE", "DL", "z"));
  CHECK(has(display_notes(a.e, a.f), NoteCode::display_overflow));
}

TEST_CASE("Cochrane Handbook 15.4.4.1: RR 0.92 at a risk of 0.30 is 24 fewer per 1000, NNT 42") {
  const Analysed a = single("RR", 0.92, 0.8, 1.0, 0.3);
  const Absolute x = *absolute(a.e, a.f, a.options);
  CHECK(std::round(1000 * x.diff) == -24);
  CHECK(x.nnt == 42);
  CHECK(x.control_risk_from == "given");
}

TEST_CASE("Cochrane Handbook 15.4.4.3: OR 0.73 at a risk of 0.30 is 62 fewer per 1000, NNT 17") {
  const Analysed a = single("OR", 0.73, 0.6, 0.9, 0.3);
  const Absolute x = *absolute(a.e, a.f, a.options);
  CHECK(std::round(1000 * x.diff) == -62);
  CHECK(x.nnt == 17);
}

TEST_CASE("An interval across no effect says that the number needed passes through infinity") {
  const Analysed a = single("RR", 1.0, 0.5, 2.0, 0.1);
  const Absolute x = *absolute(a.e, a.f, a.options);
  CHECK(x.crosses_zero);
  CHECK(std::isnan(x.nnt));
  CHECK(x.nnt_lb == 20);
  CHECK(x.nnt_ub == 10);
}

TEST_CASE("A tenth is ten people, not eleven") {
  const Analysed a = single("RD", -0.1, -0.2, -0.05, 0.3);
  CHECK(absolute(a.e, a.f, a.options)->nnt == 10);
}

TEST_CASE("A risk stays between 0 and 1 and says so") {
  const Analysed a = single("RR", 3, 2, 4.5, 0.4);
  const Absolute x = *absolute(a.e, a.f, a.options);
  CHECK(x.clamped);
  CHECK(x.risk == 1);
  CHECK(x.risk_lb == near(0.8));
}

TEST_CASE("The lowest, the median and the highest control risk of the pooled studies stand beside a given one") {
  Analysed a = analyse(dataset("counts", {{1, 10, 2, 10}, {1, 10, 4, 10}, {2, 10, 8, 10}, {1, 10, 5, 10}}), {});
  a.options.control_risk = 0.1;
  const Absolute x = *absolute(a.e, a.f, a.options);
  CHECK(x.control_risk == 0.1);
  CHECK(x.studies_low == 0.2);
  CHECK(x.studies_median == 0.45);
  CHECK(x.studies_high == 0.8);
  const Analysed reported = single("RR", 0.92, 0.8, 1.0, 0.3);
  CHECK(std::isnan(absolute(reported.e, reported.f, reported.options)->studies_low));
}

TEST_CASE("The control risk is the median of the pooled studies, or has to be typed") {
  const Analysed a = analyse(dataset("counts", {{1, 10, 2, 10}, {1, 10, 4, 10}, {2, 10, 8, 10}}), {});
  CHECK(absolute(a.e, a.f, a.options)->control_risk == 0.4);
  const Analysed reported = analyse(dataset("estimate_ci", {{0.5, 0.3, 0.9, NaN}}), {});
  CHECK(absolute(reported.e, reported.f, reported.options).note().code == NoteCode::control_risk_needed);
  const Analysed means = analyse(dataset("means", {{1, 1, 9, 0, 1, 9}}), options_of("MD", "RE", "DL", "z"));
  CHECK(absolute(means.e, means.f, means.options).note().code == NoteCode::question_not_for_measure);
}

TEST_CASE(
    "Other methods: every interval with the chosen estimator, every estimator with the chosen interval, no twins") {
  for (const auto* chosen_tau2 : {"REML", "PM", "EB"}) {
    const Analysed a = analyse(bcg(), options_of("RR", "RE", chosen_tau2, "HKSJ"));
    const auto rows = *methods(a.e, a.f, a.options);
    int chosen = 0, common = 0;
    std::set<std::string> keys;
    std::set<double> estimates;
    for (const MethodRow& row : rows) {
      keys.insert(row.model + row.tau2 + row.test);
      if (row.model == "RE" && row.test == "HKSJ") estimates.insert(row.tau2_value);
      common += row.model == "EE";
      CHECK((row.model != "RE" || row.tau2 == chosen_tau2 || row.test == "HKSJ"));
      if (row.model != "RE" || row.tau2 != chosen_tau2 || row.test != "HKSJ") continue;
      ++chosen;
      CHECK(row.ci_lb == a.f.mu.ci_lb);
    }
    // EB, PM and DLIT are one estimator under three names, and FIXED is told, not asked.
    CHECK(estimates.size() == tau2_estimators().size() - 3);
    const auto others = std::count_if(rows.begin(), rows.end(), [](const MethodRow& row) { return row.model != "RE"; });
    CHECK(rows.size() == pooled::tests().size() + tau2_estimators().size() - 4 + static_cast<std::size_t>(others));
    CHECK(keys.size() == rows.size());
    CHECK(chosen == 1);
    CHECK(common == 1);
  }
}

TEST_CASE("Other methods of a common effect: random effects with the test that is the advice there") {
  const Analysed a = analyse(bcg(), options_of("RR", "EE", "REML", "z"));
  const auto rows = *methods(a.e, a.f, a.options);
  const auto is_advice = [](const MethodRow& row) { return row.tau2 == "DL" && row.test == "HKSJ_se"; };
  CHECK(std::count_if(rows.begin(), rows.end(), is_advice) == 1);
  const auto common = std::find_if(rows.begin(), rows.end(), [](const MethodRow& row) { return row.model == "EE"; });
  REQUIRE(common != rows.end());
  CHECK(common->ci_lb == a.f.mu.ci_lb);
}

TEST_CASE("Leave-one-out is the analysis without that study") {
  const Analysed a = analyse(bcg(), {});
  const auto rows = *leave_one_out(a.e, a.f, a.options);
  REQUIRE(rows.size() == 13);
  Dataset without = bcg();
  without.studies[7].include = false;
  CHECK(rows[7].est == analyse(without, {}).f.mu.est);
  CHECK(rows[7].row == 7);
  const Analysed one = analyse(dataset("counts", {{4, 123, 11, 139}}), {});
  CHECK(leave_one_out(one.e, one.f, one.options).note().code == NoteCode::leave_one_out_needs_two);
}
