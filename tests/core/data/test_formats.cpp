#include "core/data/formats.h"

#include <set>

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Result<Inputs> read(std::string_view format, std::vector<double> cells, const Scale& scale = log_scale) {
  std::vector<Note> remarks;
  const auto reading = read_study(study(format, std::move(cells)), 4, *find_format(format), scale, remarks);
  return reading ? Result<Inputs>(reading->inputs) : reading.note();
}

NoteCode why_not(std::string_view format, std::vector<double> cells, std::string_view column,
                 const Scale& scale = log_scale) {
  const auto inputs = read(format, std::move(cells), scale);
  REQUIRE_FALSE(inputs.has_value());
  CHECK(inputs.note().row == 4);
  CHECK(inputs.note().column == column);
  return inputs.note().code;
}

double se_of(const Result<Inputs>& inputs) { return std::sqrt(std::get<Effect>(*inputs).vi); }

}  // namespace

TEST_CASE("Ids of formats and of their columns are unique") {
  std::set<std::string_view> ids;
  for (const Format& format : formats()) {
    CHECK(ids.insert(format.id).second);
    CHECK(find_format(format.id) == &format);
    std::set<std::string_view> columns;
    for (const Column& column : format.columns) {
      CHECK(columns.insert(column.id).second);
      CHECK(column_label(format, column.id) == column.label);
    }
  }
  CHECK(find_format("constructor") == nullptr);
}

TEST_CASE("An impossible count is named with its column") {
  CHECK(why_not("counts", {12, 10, 3, 10}, "ai") == NoteCode::events_exceed_total);
  CHECK(why_not("counts", {1, 10, 13, 10}, "ci") == NoteCode::events_exceed_total);
  CHECK(why_not("counts", {0, 0, 5, 10}, "n1i") == NoteCode::empty_arm);
  CHECK(why_not("counts", {-1, 10, 5, 10}, "ai") == NoteCode::negative);
  CHECK(why_not("counts", {1, 10, NaN, 10}, "ci") == NoteCode::missing_cell);
  CHECK(why_not("counts", {infinity, 10, 5, 10}, "ai") == NoteCode::not_finite);
  CHECK(why_not("counts", {}, "ai") == NoteCode::missing_cell);
}

TEST_CASE("An impossible mean is named with its column") {
  CHECK(why_not("means", {1, -1, 10, 0, 1, 10}, "sd1i") == NoteCode::negative);
  CHECK(why_not("means", {1, 1, 0, 0, 1, 10}, "n1i") == NoteCode::empty_arm);
  CHECK(why_not("means", {1, 1, 10, 0, 1, 1}, "n2i") == NoteCode::too_few_for_sd);
}

TEST_CASE("An impossible interval is named with its column") {
  CHECK(why_not("estimate_ci", {1.5, 2.1, 1.1, NaN}, "ci_lb") == NoteCode::limits_reversed);
  CHECK(why_not("estimate_ci", {2.43, 2.5, 5.4, NaN}, "est") == NoteCode::estimate_outside_limits);
  CHECK(why_not("estimate_ci", {0.405, 1.1, 2.0, NaN}, "est") == NoteCode::estimate_outside_limits);
  CHECK(why_not("estimate_ci", {-0.5, -1, 0.2, NaN}, "est") == NoteCode::ratio_not_positive);
  CHECK(why_not("estimate_ci", {0.3, 0, 2.1, NaN}, "ci_lb") == NoteCode::ratio_not_positive);
  CHECK(why_not("estimate_ci", {1.2, 1.2, 1.2, NaN}, "ci_lb") == NoteCode::limits_equal);
  CHECK(why_not("estimate_ci", {1.5, 1.1, 2.0, 0.95}, "level") == NoteCode::level_out_of_range);
  CHECK(why_not("estimate_se", {0.1, 0}, "sei") == NoteCode::not_positive);
  CHECK(why_not("estimate_se", {0.1, -2}, "sei") == NoteCode::not_positive);
  CHECK(read("estimate_ci", {-0.5, -1, 0.2, NaN}, identity_scale).has_value());
}

TEST_CASE("An interval gives its standard error at its own level") {
  // mpmath: (ln 5.40 - ln 1.10) / (2 * 1.959964); (ln 2 - ln 1.1) / (2 * 1.644854)
  CHECK(se_of(read("estimate_ci", {2.43, 1.10, 5.40, NaN})) == near(0.4058974517685552));
  CHECK(se_of(read("estimate_ci", {2.43, 1.10, 5.40, 95})) == near(0.4058974517685552));
  CHECK(se_of(read("estimate_ci", {1.5, 1.1, 2.0, 90})) == near(0.1817295444895104));
  CHECK(se_of(read("estimate_se", {1.5, 0.25})) == 0.25);
}

TEST_CASE("Half a person and an SD of 0 are computed, with a remark") {
  std::vector<Note> remarks;
  CHECK(read_study(study("counts", {3.5, 10, 3, 10}), 0, *find_format("counts"), log_scale, remarks).has_value());
  CHECK(has(remarks, NoteCode::not_whole, 0));
  CHECK(
      read_study(study("means", {1, 0, 10, 0, 1, 10}), 1, *find_format("means"), identity_scale, remarks).has_value());
  CHECK(has(remarks, NoteCode::sd_zero, 1));
}

TEST_CASE("A study without a label is called by its place") {
  const Dataset data = dataset("counts", {{1, 2, 3, 4}, {1, 2, 3, 4}});
  CHECK(name_of(data, 1) == "Study 2");
}
