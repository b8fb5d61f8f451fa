#include "core/analysis/conventions.h"

#include "core/model/inference.h"
#include "core/model/prediction.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Conventions conventions_of(const Dataset& data, const Options& o) {
  const Effects e = compute_effects(data, o);
  return *conventions_compared(e, *fit(e, o), o);
}

const ConventionRow& row_of(const Conventions& c, std::string_view id) {
  for (const ConventionRow& row : c.rows)
    if (row.id == id) return row;
  FAIL("no row " << id);
  return c.rows.front();
}

bool mentions(const std::vector<std::string>& sentences, std::string_view words) {
  for (const std::string& s : sentences)
    if (s.find(words) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("Every convention chooses what exists for every measure") {
  for (const Convention& c : conventions())
    for (const Measure& m : measures())
      for (const bool random : {true, false}) {
        INFO(c.id << " " << m.id << " " << random);
        const Overrides o = c.overrides(m.id, random);
        REQUIRE(o.model);
        const Model* model = find_model(*o.model);
        REQUIRE(model);
        CHECK(applies(*model, m));
        CHECK(model->random == random);
        REQUIRE(o.test);
        CHECK(find_test(*o.test));
        if (o.tau2) CHECK(find_tau2_estimator(*o.tau2));
        if (o.prediction) CHECK(find_prediction_rule(*o.prediction));
        if (o.tau2_ci) CHECK(find_tau2_interval(*o.tau2_ci));
        if (random && c.prints_tau2_interval) CHECK(o.tau2_ci);
        CHECK_FALSE(c.source.empty());
      }
}

TEST_CASE("A row is what the chosen options give once they are taken over") {
  for (const char* model : {"RE", "EE"}) {
    Options o;
    o.measure = "RR", o.model = model, o.add_to = "none";
    const Dataset data = dataset("counts", {{0, 50, 4, 50}, {3, 60, 9, 60}, {0, 40, 0, 40}, {8, 90, 12, 80}});
    const Conventions all = conventions_of(data, o);
    for (const ConventionRow& row : all.rows) {
      const Options then = with(o, row.options);
      const Result<Fit> f = fit(compute_effects(data, then), then);
      INFO(model << " " << row.id);
      CHECK(row.est == f->mu.est);
      CHECK(row.ci_ub == f->mu.ci_ub);
      CHECK(row.k == static_cast<int>(f->k));
      // Taken over, nothing is left to differ but what is not an option.
      const ConventionRow again = row_of(conventions_of(data, then), row.id);
      for (const char* what : {"Model", "Test", "Between-study", "Zero cells", "Studies without", "interval: t"})
        CHECK_FALSE(mentions(again.differs, what));
    }
  }
}

TEST_CASE("Differences are told with both sides, and none where there is none") {
  Options o;
  o.measure = "RR";
  const Conventions all = conventions_of(bcg(), o);
  CHECK(all.random);
  const ConventionRow& old = row_of(all, "revman5");
  CHECK(mentions(old.differs, "Between-study variance: DerSimonian-Laird"));
  CHECK(mentions(old.differs, "Test and interval: Wald (normal); here Hartung-Knapp with floor."));
  CHECK(mentions(old.differs, "Prediction interval: none."));
  CHECK(std::isnan(old.pi_lb));
  CHECK(std::isnan(old.display.pi_lb));
  CHECK(old.I2_from == "Q");
  const ConventionRow& stata = row_of(all, "stata");
  CHECK(mentions(stata.differs, "Prediction interval: t with k-2 df"));
  CHECK_FALSE(mentions(stata.differs, "Between-study"));
  CHECK_FALSE(mentions(stata.differs, "Zero cells"));
  CHECK(mentions(row_of(all, "metafor").differs, "Studies without events, or with events in everyone: kept"));
}

TEST_CASE("Without random effects programs pool tables by Mantel-Haenszel and say nothing of tau2") {
  Options o;
  o.measure = "OR", o.model = "EE", o.test = "z";
  const Conventions all = conventions_of(bcg(), o);
  CHECK_FALSE(all.random);
  for (const char* id : {"revman5", "revman_web", "meta", "stata"}) CHECK(row_of(all, id).options.model == "MH");
  for (const char* id : {"metafor", "jasp", "iqwig6"}) CHECK(row_of(all, id).options.model == "EE");
  for (const ConventionRow& row : all.rows) {
    CHECK_FALSE(mentions(row.differs, "tau2"));
    CHECK(row.I2_from == "Q");
  }
}
