#include "core/analysis/without_converted.h"

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Study means(double m1, double sd) { return study("means", {m1, sd, 30, 5, sd, 30}); }
Study by_se(double m1, double se) { return study("means_se", {m1, se, 30, 5, se, 30}); }
Study by_median(double median) { return study("medians_iqr", {median, 3, 9, 40, 5, 3, 8, 40}); }

struct Asked {
  Dataset data;
  Options options = options_of("MD", "RE", "REML", "z");
  Effects e;
  Result<Fit> f = Note{};
  explicit Asked(std::vector<Study> studies)
      : data{std::move(studies)}, e(compute_effects(data, options)), f(fit(e, options)) {}
  Result<std::vector<WithoutConvertedRow>> answer() const { return without_converted(e, *f, options); }
  /// The same with these studies switched off.
  double est_without(std::initializer_list<std::size_t> rows) const {
    Dataset rest = data;
    for (const std::size_t row : rows) rest.studies[row].include = false;
    return fit(compute_effects(rest, options), options)->mu.est;
  }
};

}  // namespace

TEST_CASE("Without converted studies: each row is the analysis with those studies switched off") {
  const Asked a({means(6, 2), by_se(4, 0.5), by_median(6), means(7, 3), by_median(4)});
  const auto rows = a.answer();
  REQUIRE(rows.has_value());
  REQUIRE(rows->size() == 3);
  CHECK((*rows)[0].left_out == "none");
  CHECK((*rows)[0].k == 5);
  CHECK((*rows)[0].est == a.f->mu.est);
  CHECK((*rows)[1].left_out == "approximate conversions");
  CHECK((*rows)[1].k == 3);
  CHECK((*rows)[1].est == a.est_without({2, 4}));
  CHECK((*rows)[2].left_out == "all conversions");
  CHECK((*rows)[2].k == 2);
  CHECK((*rows)[2].est == a.est_without({1, 2, 4}));
}

TEST_CASE("Without converted studies: a row that says nothing new is not listed") {
  CHECK(Asked({means(6, 2), by_median(6), means(7, 3)}).answer()->size() == 2);
  CHECK(Asked({means(6, 2), by_se(4, 0.5), means(7, 3)}).answer()->size() == 2);
  const auto rewritten = Asked({by_se(4, 0.5), by_median(6), by_se(5, 0.5)}).answer();
  REQUIRE(rewritten.has_value());
  REQUIRE(rewritten->size() == 2);
  CHECK((*rewritten)[1].left_out == "approximate conversions");
}

TEST_CASE("Without converted studies: a reason where none was converted, or none would be left") {
  CHECK(Asked({means(6, 2), means(7, 3)}).answer().note().code == NoteCode::nothing_converted);
  CHECK(Asked({by_median(6), by_median(7)}).answer().note().code == NoteCode::all_converted);
  const auto all_rewritten = Asked({by_se(4, 0.5), by_se(5, 0.5)}).answer();
  CHECK(all_rewritten.note().code == NoteCode::all_converted);
  Asked one({means(6, 2), by_median(6)});
  one.data.studies[1].include = false;
  const Effects e = compute_effects(one.data, one.options);
  CHECK(without_converted(e, *fit(e, one.options), one.options).note().code == NoteCode::nothing_converted);
}

TEST_CASE("The report's effects say what was converted and what it became") {
  const Asked a(
      {means(6, 2), by_se(4, 0.5), study("means_md_se", {1, 0.5, 20, 20}), study("estimate_p", {1, 0.1, NaN})});
  const auto effects = study_effects(a.e, &*a.f, a.options);
  CHECK_FALSE(effects[0].converted);
  CHECK_FALSE(effects[0].cells.has_value());
  CHECK(effects[1].converted);
  REQUIRE(effects[1].cells.has_value());
  CHECK(effects[1].cells->at("sd1i") == near(0.5 * std::sqrt(30)));
  CHECK(effects[1].cells->at("m2i") == 5);
  CHECK(effects[2].converted);
  CHECK_FALSE(effects[2].cells.has_value());
  CHECK(effects[3].converted);
  CHECK_FALSE(effects[3].cells.has_value());
}
