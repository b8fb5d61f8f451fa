#include "core/analysis/few_studies.h"

#include "core/model/inference.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// Responders of three small trials: the Wald interval leaves no effect out, the others do not.
Dataset three_trials() { return dataset("counts", {{12, 40, 6, 41}, {9, 25, 4, 27}, {20, 60, 15, 58}}); }

FewStudies few(const Dataset& data, const Options& options) {
  const Effects e = compute_effects(data, options);
  const auto answer = few_studies(e, *fit(e, options), options);
  REQUIRE(answer);
  return *answer;
}

}  // namespace

TEST_CASE("Few studies: three trials where the choice of interval decides") {
  const FewStudies all = few(three_trials(), {});
  REQUIRE(all.rows.size() == 5);
  CHECK(all.differ);
  CHECK(all.without == 2);  // Wald and profile likelihood
  CHECK(all.with_no_effect == 3);
}

TEST_CASE("Few studies: every row is the fit with that test, and a chosen method that is none of them comes first") {
  for (const auto& options : {options_of("OR", "RE", "PM", "t"), options_of("OR", "MH", "REML", "z"),
                              options_of("RR", "EE", "DL", "z"), options_of("RR", "RE", "DL", "KR")}) {
    const FewStudies all = few(three_trials(), options);
    const bool beside = options.model != "RE" || options.test == "t";
    CHECK(all.rows.size() == (beside ? 6 : 5));
    if (beside) CHECK(all.rows[0].model == options.model);
    for (const MethodRow& row : all.rows) {
      Options one = options;
      one.model = row.model, one.test = row.test;
      if (!row.tau2.empty()) one.tau2 = row.tau2;
      const Effects e = compute_effects(three_trials(), one);
      CHECK(row.ci_lb == fit(e, one)->mu.ci_lb);
    }
  }
}

TEST_CASE("Few studies: a measure of one group compares nothing, one study is refused, and agreement is said") {
  const Dataset one_group = dataset("proportion", {{3, 40}, {5, 50}});
  const FewStudies none = few(one_group, options_of("PLO", "RE", "DL", "z"));
  CHECK(none.rows.size() == 5);
  CHECK((none.with_no_effect == 0 && none.without == 0 && !none.differ));

  const Dataset single = dataset("counts", {{12, 40, 6, 41}});
  const Effects e = compute_effects(single, {});
  CHECK(few_studies(e, *fit(e, {}), {}).note().code == NoteCode::one_study);

  const FewStudies agree = few(dataset("counts", {{40, 400, 80, 400}, {41, 400, 80, 400}, {40, 400, 82, 400}}), {});
  CHECK((agree.without == 5 && !agree.differ));
}
