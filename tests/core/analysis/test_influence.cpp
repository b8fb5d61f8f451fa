#include "core/analysis/baujat.h"
#include "core/analysis/blups.h"
#include "core/analysis/influence.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Influence influence_of(const Effects& e, const Options& o) { return *influence(e, *fit(e, o), o); }

Effects moved(Effects e, double by, double times) {
  e.yi = times * e.yi + by, e.vi *= times * times;
  return e;
}

}  // namespace

TEST_CASE("Two studies under a common effect: all diagnostics by hand") {
  // y = 0, 1 and v = 1, 1: mu = 1/2, se^2 = 1/2; without the second mu = 0, se^2 = 1.
  const Options o = options_of("GEN", "EE", "REML", "z");
  const InfluenceRow second = influence_of(effects({0, 1}, {1, 1}), o).rows[1];
  CHECK(second.rstudent == near(1 / std::sqrt(2.0)));
  CHECK(second.rstandard == near(0.5 / std::sqrt(0.5)));
  CHECK(second.dffits == near(0.5 / std::sqrt(0.5)));
  CHECK(second.dfbs == near(0.5 * std::sqrt(2.0)));
  CHECK(second.cook_d == near(0.5));
  CHECK(second.cov_r == near(2));
  CHECK(second.hat == 0.5);
  CHECK(second.tau2_del == 0);
  CHECK(std::isnan(second.QE_del));
  CHECK(second.inf);  // Cook's distance is above 0.455
}

TEST_CASE("Two studies under random effects: what needs the tau2 of one study does not exist, and a note says so") {
  const Influence x = influence_of(effects({0, 1}, {1, 1}), options_of("GEN", "RE", "REML", "HKSJ"));
  CHECK(has(x.notes, NoteCode::influence_of_two));
  CHECK(std::isnan(x.rows[0].rstudent));
  CHECK(std::isnan(x.rows[0].dffits));
  CHECK(std::isnan(x.rows[0].tau2_del));
  CHECK(std::isfinite(x.rows[0].cook_d));
  CHECK(std::isfinite(x.rows[0].rstandard));
}

TEST_CASE("One study, or too many, have no diagnostics") {
  const Options o = options_of("GEN", "EE", "REML", "z");
  const Effects one = effects({1}, {1});
  CHECK(influence(one, *fit(one, o), o).note().code == NoteCode::leave_one_out_needs_two);
  CHECK(baujat(one, *fit(one, o), o).note().code == NoteCode::leave_one_out_needs_two);
  CHECK(blups(one, *fit(one, o), o).note().code == NoteCode::two_studies_needed);
  const std::vector<double> many(1001, 1.0);
  const Effects e = effects(many, many);
  CHECK(influence(e, *fit(e, o), o).note().code == NoteCode::too_many_refits);
}

TEST_CASE("Diagnostics do not depend on the unit or the origin of the effects") {
  const Options o = options_of("GEN", "RE", "REML", "HKSJ");
  const Influence plain = influence_of(five(), o);
  for (const double unit : {1e-100, 1e100}) {
    const Influence other = influence_of(moved(five(), 0, unit), o);
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(other.rows[i].rstudent == near(plain.rows[i].rstudent, 1e-9));
      CHECK(other.rows[i].cook_d == near(plain.rows[i].cook_d, 1e-9));
      CHECK(other.rows[i].dfbs == near(plain.rows[i].dfbs, 1e-9));
    }
  }
  // 2^20: the effects stay what they are to 1e-10.
  const Influence far = influence_of(moved(five(), 1048576, 1), o);
  for (std::size_t i = 0; i < 5; ++i) CHECK(far.rows[i].dffits == near(plain.rows[i].dffits, 1e-7));
}

TEST_CASE("A study of nearly all the weight has a leverage of nearly 1 and an exact residual") {
  const Options o = options_of("GEN", "EE", "REML", "z");
  const InfluenceRow heavy = influence_of(effects({0, 1, 3}, {1e-12, 1, 1}), o).rows[0];
  // mu(-i) = 2, (1 - p) v = 2e-24: rstandard = -mu / sqrt(2e-24), mu = 4e-12 / (1 + 2e-12)
  CHECK(heavy.hat == near(1 / (1 + 2e-12)));
  CHECK(heavy.rstandard == near(-4e-12 / std::sqrt(2e-24), 1e-11));
  CHECK(heavy.rstudent == near(-2 / std::sqrt(0.5 + 1e-12)));
}

TEST_CASE("Baujat: contributions add up to Q under a common effect") {
  const Options o = options_of("GEN", "EE", "REML", "z");
  const Effects e = five();
  const Fit f = *fit(e, o);
  const auto rows = *baujat(e, f, o);
  double total = 0;
  for (const BaujatRow& row : rows) total += row.x;
  CHECK(total == near(f.heterogeneity.QE));
}

TEST_CASE("Predictions lie between the study and the mean, and are the mean without heterogeneity") {
  const Effects e = five();
  const Options random = options_of("GEN", "RE", "REML", "HKSJ"), common = options_of("GEN", "EE", "REML", "z");
  const Fit f = *fit(e, random), c = *fit(e, common);
  const auto rows = *blups(e, f, random);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double yi = e.yi[static_cast<Index>(i)];
    CHECK((rows[i].pred - yi) * (rows[i].pred - f.mu.est) < 0);
    CHECK(rows[i].pi_lb < rows[i].pred);
    const BlupRow same = (*blups(e, c, common))[i];
    CHECK(same.pred == c.mu.est);
    CHECK(same.se == near(c.mu.se));
  }
}
