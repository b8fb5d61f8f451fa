#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "core/analysis/audit_published.h"
#include "core/analysis/published.h"
#include "core/analysis/which_method.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// "est=2.43 ci_lb=1.10": as a request has them, in one line.
std::vector<Figure> published(const std::string& text) {
  std::vector<Figure> figures;
  std::istringstream words(text);
  for (std::string pair; words >> pair;) {
    const std::size_t equals = pair.find('=');
    const auto read = figures_from(pair.substr(0, equals), pair.substr(equals + 1));
    REQUIRE_FALSE(read.empty());
    figures.insert(figures.end(), read.begin(), read.end());
  }
  return figures;
}

Which which(const Dataset& data, const Options& o, const std::string& text) {
  const Effects e = compute_effects(data, o);
  return *which_method(e, *fit(e, o), o, published(text));
}

std::string digits(double x, int decimals) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, x);
  return text.data();
}

/// What a program would print of the summary under these options.
std::string printed_by(const Dataset& data, const Options& o, int decimals) {
  const Effects e = compute_effects(data, o);
  const Summary s = *summarise(e, *fit(e, o), o);
  const std::string interval = "est=" + digits(s.display.est, decimals) +
                               " ci_lb=" + digits(s.display.ci_lb, decimals) +
                               " ci_ub=" + digits(s.display.ci_ub, decimals);
  return std::isnan(s.I2) ? interval : interval + " I2=" + digits(s.I2, 1);  // one study has none
}

bool is(const Method& m, const Options& o) {
  const Options then = with(o, m.options);
  return m.measure == o.measure && then.model == o.model && then.test == o.test &&
         (!m.options.tau2 || then.tau2 == o.tau2);
}

bool finds(const Which& w, const Options& o) {
  for (const WhichRow& row : w.rows) {
    if (row.off > 0) continue;
    if (is(row.method, o)) return true;
    for (const Method& m : row.same)
      if (is(m, o)) return true;
  }
  return false;
}

const AuditFinding* finding(const AuditPublished& a, std::string_view id) {
  for (const AuditFinding& f : a.findings)
    if (f.id == id) return &f;
  return nullptr;
}

AuditPublished audited(std::string measure, const std::string& text) {
  Options o;
  o.measure = std::move(measure);
  const Dataset none;
  return *audit_published(compute_effects(none, o), {}, o, published(text));
}

}  // namespace

TEST_CASE("Published numbers are read with their digits and bounds") {
  const auto figures = published("est=2.43 ci_lb=1.10 ci_ub=5.40 pval=<.001 tau2=-0.5");
  REQUIRE(figures.size() == 5);
  CHECK(find_figure(figures, "ci_ub")->printed.decimals == 2);
  CHECK(find_figure(figures, "ci_lb")->range().lb == 1.095);
  CHECK(find_figure(figures, "pval")->range().ub == 0.001);
  CHECK(find_figure(figures, "tau2")->printed.value == -0.5);
  CHECK(find_figure(figures, "QE") == nullptr);
}

TEST_CASE("What is no published number is none") {
  for (const std::string_view bad : {"", "x", "1,5", "1e5", "1.2.3", "--1", "<", ".", "1234567890123456"}) {
    INFO(bad);
    CHECK_FALSE(figure_from("est", bad));
  }
  CHECK_FALSE(figure_from("weight", "3"));
  for (const std::string_view bad : {"", "/", "12.8/", "/9.0", "12.8//9.0", "12.8/nine"}) {
    INFO(bad);
    CHECK(figures_from("weights", bad).empty());
  }
  CHECK(figures_from("est", "1/2").empty());
  CHECK(figures_from("weights", "12.8/9.0").size() == 2);
}

TEST_CASE("Printed weights take part in the search") {
  // metafor 3.8-1: weights(rma(measure = "RR", ai, bi, ci, di, data = dat.bcg)), one decimal
  const std::string printed = "weights=5.1/6.4/4.4/9.7/8.9/10.1/6.0/10.2/8.7/8.4/9.9/3.8/8.4";
  const Options o = options_of("RR", "RE", "REML", "HKSJ_se");
  const Which alone = which(bcg(), o, printed);
  CHECK(finds(alone, o));
  CHECK_FALSE(finds(alone, options_of("RR", "EE", "REML", "z")));
  CHECK_FALSE(finds(alone, options_of("RR", "RE", "HE", "z")));
  // est and its Wald interval by REML, .49 (.34 to .70), are those of DerSimonian-Laird too: the weights tell them
  // apart.
  const std::string result = "est=0.49 ci_lb=0.34 ci_ub=0.70 ";
  CHECK(finds(which(bcg(), o, result), options_of("RR", "RE", "DL", "z")));
  CHECK_FALSE(finds(which(bcg(), o, result + printed), options_of("RR", "RE", "DL", "z")));
  CHECK(finds(which(bcg(), o, result + printed), options_of("RR", "RE", "REML", "z")));
}

TEST_CASE("A misprinted weight is named, with its study") {
  const Options o = options_of("RR", "RE", "REML", "HKSJ_se");
  const Which w = which(bcg(), o, "est=0.489 weights=5.1/6.4/4.4/9.9/8.9/10.1/6.0/10.2/8.7/8.4/9.9/3.8/8.4");
  CHECK(w.reproduce == 0);
  for (const WhichRow& row : w.rows)
    if (is(row.method, o)) {
      CHECK(row.figures.back().row == 3);
      CHECK(row.figures.back().off == near(row.off, 0));
      CHECK(row.off == Approx(1.5).margin(0.5));  // 9.7 rounded, printed 9.9
    }
}

TEST_CASE("Weights of other studies than any method has are not compared") {
  const Options o = options_of("RR", "RE", "REML", "HKSJ_se");
  CHECK(which(bcg(), o, "est=0.49 weights=50/50").reproduce > 0);
  CHECK(which(bcg(), o, "weights=50/50").tried == 0);
  // Methods that drop a study without events have three weights, the others four.
  const Dataset data = dataset("counts", {{4, 20, 8, 22}, {5, 40, 9, 38}, {0, 12, 0, 14}, {2, 30, 2, 31}});
  const Which three = which(data, o, "weights=36/42/22");
  for (const WhichRow& row : three.rows) CHECK(row.figures.front().row);
  REQUIRE_FALSE(three.rows.empty());
}

TEST_CASE("A method is found again from its own printed digits") {
  for (const Options& o :
       {options_of("RR", "RE", "REML", "HKSJ_se"), options_of("RR", "RE", "DL", "z"),
        options_of("OR", "RE", "PM", "HKSJ"), options_of("RD", "RE", "ML", "PL"), options_of("OR", "MH", "REML", "z"),
        options_of("OR", "PETO", "REML", "z"), options_of("RR", "UWLS", "REML", "t"),
        options_of("OR", "RE", "REML", "KR"), options_of("RR", "RE", "DL", "HC"),
        options_of("OR", "GLMM_CMEL", "REML", "z"), options_of("RR", "RE_MH", "REML", "z")}) {
    INFO(o.measure << " " << o.model << " " << o.tau2 << " " << o.test);
    const Which w = which(bcg(), options_of("RR", "RE", "REML", "HKSJ_se"), printed_by(bcg(), o, 3));
    CHECK(w.reproduce >= 1);
    CHECK(finds(w, o));
  }
}

TEST_CASE("Every combination is what the model itself gives under these options") {
  const Dataset data =
      dataset("counts", {{0, 20, 3, 22}, {5, 40, 9, 38}, {2, 30, 2, 31}, {7, 55, 15, 60}, {0, 12, 0, 14}});
  const Options o;
  const Effects e = compute_effects(data, o);
  int compared = 0;
  for (const Combination& c : combinations(e, o)) {
    Options then = with(o, c.method.options);
    then.measure = c.method.measure;
    const Effects again = compute_effects(data, then);
    const Result<Fit> f = fit(again, then);
    REQUIRE(f);
    INFO(then.measure << " " << then.model << " " << then.tau2 << " " << then.test << " " << then.add_to);
    CHECK(c.result.pval == f->mu.pval);
    CHECK(c.result.analysis.est == f->mu.est);
    CHECK(c.result.analysis.ci_lb == f->mu.ci_lb);
    CHECK(c.result.k == static_cast<double>(f->k));
    ++compared;
  }
  CHECK(compared > 1000);
}

TEST_CASE("RevMan 5's numbers are named as RevMan 5's, and lie first among those that reproduce them") {
  Options o = options_of("RR", "RE_MH", "DL", "z");
  const Which w = which(bcg(), options_of("RR", "RE", "REML", "HKSJ_se"), "est=0.49 ci_lb=0.34 ci_ub=0.70 I2=92");
  REQUIRE(w.reproduce > 1);
  REQUIRE(w.rows.front().off == 0);
  CHECK_FALSE(w.rows.front().programs.empty());
  CHECK(finds(w, o));
  for (std::size_t i = 1; i < w.rows.size(); ++i) CHECK(w.rows[i - 1].off <= w.rows[i].off);
}

TEST_CASE("A result the other way round is found, and says so") {
  const Options o = options_of("RR", "RE", "DL", "z");
  const Effects e = compute_effects(bcg(), o);
  const Summary s = *summarise(e, *fit(e, o), o);
  const std::string text = "est=" + digits(1 / s.display.est, 3) + " ci_lb=" + digits(1 / s.display.ci_ub, 3) +
                           " ci_ub=" + digits(1 / s.display.ci_lb, 3);
  const Which w = which(bcg(), o, text);
  REQUIRE(finds(w, o));
  CHECK(w.rows.front().turned);
  CHECK(w.rows.front().display.est == near(1 / s.display.est, 1e-12));
}

TEST_CASE("What no method gives is told with how far off the nearest is") {
  const Which w = which(bcg(), Options{}, "est=7.00 ci_lb=6.00 ci_ub=8.00");
  CHECK(w.reproduce == 0);
  REQUIRE(w.rows.size() == 12);
  CHECK(w.rows.front().off > 1);
  CHECK(w.tried > 1000);
}

TEST_CASE("Distance is measured in units of the last digit printed, beyond rounding") {
  const Options o = options_of("RR", "EE", "REML", "z");
  const Effects e = compute_effects(bcg(), o);
  const double est = summarise(e, *fit(e, o), o)->display.est;
  const Which w = which(bcg(), o, "est=" + digits(est + 0.02, 2));
  for (const WhichRow& row : w.rows)
    if (row.present)
      CHECK(row.figures.front().off == Approx((std::round((est + 0.02) * 100) - 0.5) - est * 100).margin(1e-9));
}

TEST_CASE("One study, and effects as reported, are asked of fewer methods") {
  const Dataset one = dataset("counts", {{4, 123, 11, 139}});
  const Which w = which(one, Options{}, printed_by(one, Options{}, 2));
  CHECK(w.reproduce >= 1);
  Options gen;
  gen.measure = "GEN";
  Effects e = effects({0.1, 0.3, 0.5}, {0.01, 0.02, 0.015});
  const Which reported = *which_method(e, *fit(e, gen), gen, published("est=0.25"));
  for (const WhichRow& row : reported.rows) CHECK(row.method.measure == "GEN");
}

TEST_CASE("Without a number that methods have nothing is tried") {
  CHECK(which(bcg(), Options{}, "n1=40 risk1=12").tried == 0);
  CHECK(which(bcg(), Options{}, "").rows.empty());
}

TEST_CASE("The ketamine review fits together, and its crude percentages are not its pooled ratio") {
  // Orhurhu et al. 2019, Anesth Analg: RR 2.43 (1.10 to 5.40), P = .029; 51.3% against 19.4%.
  const AuditPublished a = audited("RR", "est=2.43 ci_lb=1.10 ci_ub=5.40 pval=.029 k=3 risk1=51.3 risk2=19.4");
  REQUIRE(finding(a, "interval"));
  CHECK(finding(a, "interval")->agrees);
  REQUIRE(finding(a, "p"));
  CHECK(finding(a, "p")->agrees);
  CHECK(finding(a, "p")->text.find("normal (Wald)") != std::string::npos);
  CHECK(a.pval_lb == Approx(0.0278).margin(5e-5));
  CHECK(a.t_pval_lb > 0.02);
  REQUIRE(finding(a, "crude"));
  CHECK(finding(a, "crude")->text.find("RR 2.64") != std::string::npos);
  CHECK(finding(a, "crude")->text.find("not the pooled effect") != std::string::npos);
  CHECK(a.crude_lb < 51.3 / 19.4);
  CHECK(a.crude_ub > 51.3 / 19.4);
}

TEST_CASE("A P of t(k - 1) is told from one of the normal distribution") {
  // 0.5 (SE 0.2, 5 studies): t interval 0.5 -+ 2.776 x 0.2, P = .066 by t(4), .012 by the normal distribution.
  const AuditPublished a = audited("MD", "est=0.500 ci_lb=-0.055 ci_ub=1.055 pval=.067 k=5");
  REQUIRE(finding(a, "p"));
  CHECK(finding(a, "p")->agrees);
  CHECK(finding(a, "p")->text.find("interval of t") != std::string::npos);
  CHECK_FALSE(finding(audited("MD", "est=0.500 ci_lb=-0.055 ci_ub=1.055 pval=.2 k=5"), "p")->agrees);
}

TEST_CASE("I2 follows from Q and the number of studies, and P of Q too") {
  const AuditPublished good = audited("RR", "QE=152.2 k=13 I2=92.1 QEp=<.001");
  REQUIRE(finding(good, "I2"));
  CHECK(finding(good, "I2")->agrees);
  CHECK(finding(good, "QEp")->agrees);
  CHECK_FALSE(finding(audited("RR", "QE=12.2 k=13 I2=92"), "I2")->agrees);
  CHECK(finding(audited("RR", "QE=12.0 k=13 I2=0"), "I2")->agrees);
}

TEST_CASE("A percentage that no number of people gives is found") {
  CHECK(finding(audited("RR", "risk1=51.3 n1=39"), "count1")->agrees);
  CHECK(finding(audited("RR", "risk1=51.3 n1=39"), "count1")->text == "51.3% of 39 people: 20 of them.");
  CHECK(finding(audited("RR", "risk1=>99 n1=8"), "count1")->text == "above 99% of 8 people: 8 of them.");
  CHECK(finding(audited("RR", "risk1=<20 n1=8"), "count1")->text == "below 20% of 8 people: 0 to 1 of them.");
  CHECK_FALSE(finding(audited("RR", "risk2=51.3 n2=20"), "count2")->agrees);
}
