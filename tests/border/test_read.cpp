#include "wasm/read.h"

#include <cmath>

#include "tests/border/requests.h"
#include "wasm/analyses.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

std::string option_fault(const Json& options) { return fault(request(three_studies(), options)); }

/// Of a data set of one study, changed in one key.
std::string study_fault(const std::string& key, const Json& value) {
  Json study = counts(1, 10, 2, 10);
  study[key] = value;
  return fault(request({study}));
}

std::string cell_fault(const std::string& column, const Json& value) {
  Json study = counts(1, 10, 2, 10);
  study["cells"][column] = value;
  return fault(request({counts(1, 2, 3, 4), study}));
}

}  // namespace

TEST_CASE("A request is read as it was written") {
  Json study = counts(4, 123, 11, 139, "Aronson");
  study["year"] = 1948, study["include"] = false;
  study["groups"] = {{"allocation", "random"}}, study["mods"] = {{"ablat", 44}, {"age", nullptr}};
  Json asked = request({study}, {{"measure", "OR"}, {"level", 0.9}, {"control_risk", 0.25}, {"drop00", false}});
  asked["want"] = {"methods", "summary", "methods"};
  const Request r = read_request(dumped(asked));
  REQUIRE(r.dataset.studies.size() == 1);
  const Study& s = r.dataset.studies[0];
  CHECK(s.label == "Aronson");
  CHECK(s.year == 1948);
  CHECK_FALSE(s.include);
  CHECK(s.cells == std::vector<double>{4, 123, 11, 139});
  CHECK(s.groups.at("allocation") == "random");
  CHECK(s.mods.at("ablat") == 44);
  CHECK(std::isnan(s.mods.at("age")));
  CHECK(r.options.measure == "OR");
  CHECK(r.options.level == 0.9);
  CHECK(r.options.control_risk == 0.25);
  CHECK_FALSE(r.options.drop00);
  REQUIRE(r.want.size() == 2);
  CHECK(r.want[0]->id == "methods");
  CHECK(r.want[1]->id == "summary");
}

TEST_CASE("What is left out takes its default") {
  const Request r = read_request(
      R"({"version":1,"dataset":{"studies":[{"format":"counts"},{"cells":{"ci":null},"format":"counts"}]}})");
  const Options defaults;
  CHECK(r.options.measure == defaults.measure);
  CHECK(r.options.test == defaults.test);
  CHECK_FALSE(r.options.control_risk.has_value());
  REQUIRE(r.want.size() == 1);
  CHECK(r.want[0]->id == "summary");
  for (const Study& s : r.dataset.studies) {
    CHECK(s.include);
    CHECK(s.label.empty());
    CHECK(std::isnan(s.year));
    REQUIRE(s.cells.size() == 4);
    for (const double x : s.cells) CHECK(std::isnan(x));
  }
}

TEST_CASE("A test that is not named is the model's own") {
  CHECK(read_request(dumped(request({}, {{"model", "EE"}}))).options.test == "z");
  CHECK(read_request(dumped(request({}, {{"model", "RE"}}))).options.test == "HKSJ_se");
  CHECK(read_request(dumped(request({}, {{"test", "t"}, {"model", "EE"}}))).options.test == "t");
}

TEST_CASE("Cells go to their columns whatever their order, before or after the format") {
  const Request r =
      read_request(R"({"version":1,"dataset":{"studies":[{"cells":{"n2i":4,"ci":3,"ai":1},"format":"counts"}]}})");
  const auto& cells = r.dataset.studies[0].cells;
  CHECK(cells[0] == 1);
  CHECK(std::isnan(cells[1]));
  CHECK(cells[2] == 3);
  CHECK(cells[3] == 4);
}

TEST_CASE("What is not JSON is said to be so") {
  CHECK(fault(std::string()) == "bad_json at ");
  CHECK(fault(std::string("not json")) == "bad_json at ");
  CHECK(fault(std::string("\xFF\xFE")) == "bad_json at ");
  CHECK(fault(std::string(R"({"version":1,"dataset":{"studies":[{"label":"\ud800"}]}})")) ==
        "bad_json at dataset.studies[0].label");
  CHECK(fault(std::string(100'000, '[')).substr(0, 13) == "bad_json at [");
}

TEST_CASE("A request that is no object, or has no version 1, is refused") {
  for (const char* text : {"[]", "null", "3", "\"x\"", "true"}) CHECK(fault(std::string(text)) == "bad_request at ");
  CHECK(fault(std::string("{}")) == "bad_request at version");
  for (const Json& version : {Json(2), Json(1.5), Json("1"), Json(nullptr)}) {
    Json asked = request({});
    asked["version"] = version;
    CHECK(fault(asked) == "bad_request at version");
  }
}

TEST_CASE("A part that is missing or of the wrong kind is named") {
  CHECK(fault(std::string(R"({"version":1})")) == "bad_request at dataset");
  CHECK(fault(std::string(R"({"version":1,"dataset":[]})")) == "bad_request at dataset");
  CHECK(fault(std::string(R"({"version":1,"dataset":{}})")) == "bad_request at dataset.studies");
  CHECK(fault(std::string(R"({"version":1,"dataset":{"studies":{}}})")) == "bad_request at dataset.studies");
  CHECK(fault(std::string(R"({"version":1,"dataset":{"studies":[{"format":"counts"},7]}})")) ==
        "bad_request at dataset.studies[1]");
  CHECK(option_fault(3) == "bad_request at options");
  CHECK(option_fault(nullptr) == "bad_request at options");
}

TEST_CASE("A key that does not exist is refused at every level, because it was meant as a choice") {
  Json asked = request({});
  asked["wnat"] = Json::array();
  CHECK(fault(asked) == "bad_request at wnat");
  CHECK(fault(std::string(R"({"version":1,"dataset":{"studies":[],"rows":1}})")) == "bad_request at dataset.rows");
  CHECK(option_fault({{"add-to", "all"}}) == "bad_request at options.add-to");
  CHECK(option_fault({{"", 1}}) == "bad_request at options.");
  CHECK(study_fault("inlcude", false) == "bad_request at dataset.studies[0].inlcude");
  CHECK(cell_fault("bi", 4) == "bad_request at dataset.studies[1].cells.bi");
  CHECK(cell_fault("", 4) == "bad_request at dataset.studies[1].cells.");
}

TEST_CASE("A given tau2 is a number from 0 on, and FIXED has one") {
  CHECK(option_fault({{"tau2", "FIXED"}}) == "bad_request at options.tau2_fixed");
  CHECK(option_fault({{"tau2_fixed", -1}}) == "bad_request at options.tau2_fixed");
}

TEST_CASE("An id that does not exist is refused with those that do") {
  for (const char* option : {"measure", "model", "tau2", "test", "prediction", "add_to", "tau2_ci", "study_ci"}) {
    CHECK(option_fault({{option, "XYZ"}}) == std::string("bad_request at options.") + option);
    CHECK(option_fault({{option, ""}}) == std::string("bad_request at options.") + option);
  }
  CHECK(study_fault("format", "XYZ") == "bad_request at dataset.studies[0].format");
  CHECK(fault(std::string(R"({"version":1,"dataset":{"studies":[{}]}})")) ==
        "bad_request at dataset.studies[0].format");
  const std::string text = refusal(request({}, {{"tau2", "reml"}}))["text"];
  CHECK(text ==
        "\"reml\" is no tau2 estimator; there are: REML, DL, PM, ML, EB, PMM, HE, SJ, HS, HSk, DL2, CA2, DLIT, GENQ, "
        "GENQM, FIXED.");
}

TEST_CASE("A wanted analysis that does not exist is refused") {
  Json asked = request({});
  asked["want"] = {"summary", "egger"};
  CHECK(fault(asked) == "bad_request at want[1]");
  asked["want"] = {1};
  CHECK(fault(asked) == "bad_request at want[0]");
  asked["want"] = "summary";
  CHECK(fault(asked) == "bad_request at want");
}

TEST_CASE("Options of the wrong kind are refused") {
  CHECK(option_fault({{"measure", 1}}) == "bad_request at options.measure");
  CHECK(option_fault({{"level", "0.95"}}) == "bad_request at options.level");
  CHECK(option_fault({{"level", nullptr}}) == "bad_request at options.level");
  CHECK(option_fault({{"drop00", 1}}) == "bad_request at options.drop00");
  CHECK(option_fault({{"control_risk", "0.1"}}) == "bad_request at options.control_risk");
  CHECK(option_fault({{"subgroup", 1}}) == "bad_request at options.subgroup");
  CHECK(option_fault({{"subgroup_tau2", "pooled"}}) == "bad_request at options.subgroup_tau2");
  CHECK(option_fault({{"moderators", nullptr}}) == "bad_request at options.moderators");
  const std::string text = refusal(request({}, {{"level", "0.95"}}))["text"];
  CHECK(text == "Expected a number, found text.");
}

TEST_CASE("Numbers outside their range are refused") {
  for (const double level : {0.0, 1.0, -0.5, 95.0})
    CHECK(option_fault({{"level", level}}) == "bad_request at options.level");
  CHECK(option_fault({{"add", -0.5}}) == "bad_request at options.add");
  for (const double n : {0.0, 1.5, 1e9})
    CHECK(option_fault({{"permutations", n}}) == "bad_request at options.permutations");
  CHECK(option_fault({{"seed", -1}}) == "bad_request at options.seed");
  for (const double risk : {-0.1, 1.1})
    CHECK(option_fault({{"control_risk", risk}}) == "bad_request at options.control_risk");
  for (const double risk : {0.0, 1.0})
    CHECK(answer(request(three_studies(), {{"control_risk", risk}})).contains("summary"));
}

TEST_CASE("Parts of a study of the wrong kind are refused") {
  CHECK(study_fault("label", 7) == "bad_request at dataset.studies[0].label");
  CHECK(study_fault("year", "1948") == "bad_request at dataset.studies[0].year");
  CHECK(study_fault("include", "yes") == "bad_request at dataset.studies[0].include");
  CHECK(study_fault("format", nullptr) == "bad_request at dataset.studies[0].format");
  CHECK(study_fault("cells", Json::array({1, 2})) == "bad_request at dataset.studies[0].cells");
  CHECK(study_fault("groups", {{"g", 1}}) == "bad_request at dataset.studies[0].groups.g");
  CHECK(study_fault("mods", {{"m", "x"}}) == "bad_request at dataset.studies[0].mods.m");
}

TEST_CASE("A cell holds a number or nothing") {
  for (const Json& value : {Json("4"), Json(true), Json::array(), Json::object()})
    CHECK(cell_fault("n1i", value) == "bad_request at dataset.studies[1].cells.n1i");
  CHECK(fault(std::string(R"({"version":1,"dataset":{"studies":[{"format":"counts","cells":{"ai":1e400}}]}})")) ==
        "bad_request at dataset.studies[0].cells.ai");
}

TEST_CASE("A cell may be known only as a limit: < or >, of a column that there is") {
  CHECK(study_fault("bounds", {{"ai", "="}}) == "bad_request at dataset.studies[0].bounds.ai");
  CHECK(study_fault("bounds", {{"pval", "<"}}) == "bad_request at dataset.studies[0].bounds.pval");
  CHECK(study_fault("bounds", "<") == "bad_request at dataset.studies[0].bounds");
  Json study = {{"format", "estimate_p"}, {"cells", {{"est", 1.5}, {"pval", 0.001}}}, {"bounds", {{"pval", "<"}}}};
  const Json report = answer(request({study}));
  CHECK(note(report, "known_only_below")["column"] == "pval");
  CHECK(report["effects"][0]["converted"] == true);
}

TEST_CASE("A text may have ten thousand characters, of whatever size, and not one more") {
  std::string euros;
  for (int i = 0; i < 10'000; ++i) euros += "€";
  CHECK(answer(request({counts(1, 10, 2, 10, euros)})).contains("summary"));
  CHECK(study_fault("label", euros + "€") == "bad_request at dataset.studies[0].label");
  CHECK(study_fault("label", std::string(10'001, 'x')) == "bad_request at dataset.studies[0].label");
  CHECK(study_fault("groups", {{"g", euros + "x"}}) == "bad_request at dataset.studies[0].groups.g");
}

TEST_CASE("A long key is named by its beginning") {
  const Json error = refusal(request({}, {{std::string(1'000'000, 'k'), 1}}));
  CHECK(error["where"] == "options." + std::string(60, 'k') + "…");
}

TEST_CASE("A data set has a limit") {
  std::string studies = R"({"format":"counts"})";
  for (std::size_t i = 0; i < max_studies; ++i) studies += R"(,{"format":"counts"})";
  CHECK(fault(R"({"version":1,"dataset":{"studies":[)" + studies + "]}}") == "bad_request at dataset.studies");
}
