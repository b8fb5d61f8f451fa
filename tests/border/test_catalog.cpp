#include "wasm/catalog.h"

#include <set>

#include "core/measures/measure.h"
#include "tests/border/requests.h"
#include "wasm/analyses.h"
#include "wasm/guide.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

const Json& shown() {
  static const Json json = parsed(catalog());
  return json;
}

std::set<std::string> ids(const std::string& table) {
  std::set<std::string> out;
  for (const Json& row : shown()[table]) CHECK(out.insert(row.at("id").get<std::string>()).second);
  return out;
}

}  // namespace

TEST_CASE("The catalogue lists every table, each id once and with a label") {
  CHECK(ids("measures") == std::set<std::string>{"RR",    "OR",    "RD",    "PETO", "AS",   "PHI",  "YUQ",  "YUY",
                                                 "OR2DL", "OR2DN", "MD",    "SMD",  "SMD1", "SMDH", "ROM",  "VR",
                                                 "CVR",   "D2ORL", "D2ORN", "IRR",  "IRD",  "IRSD", "MC",   "SMCC",
                                                 "SMCR",  "SMCRH", "ROMC",  "PR",   "PLN",  "PLO",  "PAS",  "PFT",
                                                 "IRFT",  "RTET",  "IR",    "IRLN", "IRS",  "MN",   "MNLN", "COR",
                                                 "UCOR",  "ZCOR",  "HR",    "GEN"});
  CHECK(ids("models") == std::set<std::string>{"RE", "EE", "MH", "PETO", "RE_MH", "IVHET", "UWLS", "UNWEIGHTED",
                                               "N_WEIGHTED", "WEIGHTED", "GLMM_CMEL", "GLMM_CMAL", "GLMM_UMFS",
                                               "GLMM_UMRS", "BB", "FIRTH"});
  CHECK(ids("tau2_intervals") == std::set<std::string>{"QP", "J", "BJ", "PL"});
  CHECK(ids("tau2") == std::set<std::string>{"REML", "DL", "PM", "ML", "EB", "PMM", "HE", "SJ", "HS", "HSk", "DL2",
                                             "CA2", "DLIT", "GENQ", "GENQM", "FIXED"});
  CHECK(ids("tests") ==
        std::set<std::string>{"z", "t", "HKSJ", "HKSJ_se", "HKSJ_ci", "IQWiG6", "KR", "PL", "HC", "SKOV"});
  CHECK(ids("predictions") == std::set<std::string>{"V", "HTS", "HK", "HK_PR", "KR", "KR_PR", "S", "NNF"});
  CHECK(ids("add_to") == std::set<std::string>{"only0", "if0all", "all", "none", "tacc"});
  CHECK(ids("formats") == std::set<std::string>{"counts",
                                                "two_by_two",
                                                "counts_percent",
                                                "counts_cluster",
                                                "counts_shared",
                                                "proportion",
                                                "proportion_percent",
                                                "means",
                                                "means_se",
                                                "means_ci",
                                                "means_md_se",
                                                "means_md_ci",
                                                "means_md_t",
                                                "means_md_p",
                                                "mean",
                                                "mean_se",
                                                "mean_ci",
                                                "medians_iqr",
                                                "medians_range",
                                                "five_number",
                                                "median_iqr",
                                                "median_range",
                                                "five_number_one",
                                                "means_change",
                                                "means_baseline",
                                                "means_combined",
                                                "means_cluster",
                                                "means_shared",
                                                "crossover",
                                                "rates",
                                                "rates_shared",
                                                "rate",
                                                "correlation",
                                                "paired",
                                                "paired_sd",
                                                "paired_t",
                                                "paired_p",
                                                "paired_diff",
                                                "paired_diff_se",
                                                "paired_diff_ci",
                                                "paired_diff_t",
                                                "paired_diff_p",
                                                "estimate_ci",
                                                "estimate_se",
                                                "estimate_var",
                                                "estimate_bound",
                                                "estimate_p",
                                                "estimate_stat",
                                                "o_e_v"});
  CHECK(ids("analyses") == std::set<std::string>{"summary",
                                                 "which_method",
                                                 "audit_published",
                                                 "agreement",
                                                 "checks",
                                                 "absolute",
                                                 "methods",
                                                 "few_studies",
                                                 "conventions",
                                                 "leave_one_out",
                                                 "without_converted",
                                                 "stratified",
                                                 "cumulative",
                                                 "influence",
                                                 "baujat",
                                                 "blups",
                                                 "gosh",
                                                 "tau2_profile",
                                                 "drapery",
                                                 "labbe",
                                                 "radial",
                                                 "subgroups",
                                                 "meta_regression",
                                                 "permutation",
                                                 "funnel",
                                                 "small_study",
                                                 "glmm",
                                                 "beyond",
                                                 "trim_fill",
                                                 "fail_safe",
                                                 "pet_peese",
                                                 "excess_significance"});
  CHECK(ids("conventions") ==
        std::set<std::string>{"revman5", "revman_web", "metafor", "meta", "stata", "jasp", "iqwig6"});
  for (const char* table : {"measures", "models", "tau2", "tests", "predictions", "add_to", "formats", "analyses"})
    for (const Json& row : shown()[table]) CHECK_FALSE(row["label"].get<std::string>().empty());
}

TEST_CASE("Everything that can be chosen says when to choose it, and nothing else does") {
  std::set<std::string> said;
  const std::pair<const char*, const char*> tables[] = {
      {"measures", "measure"}, {"models", "model"},           {"tau2", "tau2"},     {"tau2_intervals", "tau2_interval"},
      {"tests", "test"},       {"predictions", "prediction"}, {"add_to", "add_to"}, {"analyses", "analysis"}};
  for (const auto& [table, what] : tables) {
    for (const Json& row : shown()[table]) {
      INFO(what << " " << row["id"]);
      CHECK_FALSE(row["when"].get<std::string>().empty());
      said.insert(std::string(what) + " " + row["id"].get<std::string>());
    }
  }
  for (const Advice& a : guide()) {
    INFO(a.what << " " << a.id);
    CHECK(said.count(std::string(a.what) + " " + std::string(a.id)) == 1);
  }
}

TEST_CASE("An analysis names options that there are, and every answer's shape is described") {
  const std::set<std::string> options = ids("options"), shapes = ids("shapes");
  CHECK(options.size() == shown()["defaults"].size());
  for (const Json& analysis : shown()["analyses"]) {
    for (const Json& option : analysis["options"]) CHECK(options.count(option.get<std::string>()) == 1);
    std::string type = analysis["type"].get<std::string>();
    if (type.ends_with("[]")) type.resize(type.size() - 2);
    CHECK(shapes.count(type) == 1);
  }
}

TEST_CASE("A measure's formats exist and fit, the usual one first") {
  for (const Json& m : shown()["measures"]) {
    const Measure& measure = *find_measure(m["id"].get<std::string>());
    REQUIRE_FALSE(m["formats"].empty());
    for (const Json& id : m["formats"]) {
      const Format* format = find_format(id.get<std::string>());
      REQUIRE(format);
      CHECK(fits(*format, measure));
    }
    const Format& first = *find_format(m["formats"][0].get<std::string>());
    CHECK(first.family == measure.family);
    if (measure.compares())
      CHECK(m["no_effect"] == (m["scale"] == "log" ? 1 : 0));
    else
      CHECK(m["no_effect"].is_null());
  }
  const auto of = [](std::string_view measure) {
    for (const Json& m : shown()["measures"])
      if (m["id"] == measure) return m["formats"];
    return Json();
  };
  CHECK(of("RR") == Json({"counts", "two_by_two", "counts_percent", "counts_cluster", "counts_shared", "estimate_ci",
                          "estimate_se", "estimate_var", "estimate_bound", "estimate_p", "estimate_stat"}));
  CHECK(of("SMD") ==
        Json({"means",          "means_se",      "means_ci",      "means_md_se", "means_md_ci",  "means_md_t",
              "means_md_p",     "medians_iqr",   "medians_range", "five_number", "means_change", "means_baseline",
              "means_combined", "means_cluster", "means_shared",  "estimate_ci", "estimate_se",  "estimate_var",
              "estimate_bound", "estimate_p",    "estimate_stat"}));
  CHECK(of("HR") ==
        Json({"estimate_ci", "estimate_se", "estimate_var", "estimate_bound", "estimate_p", "estimate_stat", "o_e_v"}));
}

TEST_CASE("Columns have names, short names and a domain the page knows") {
  const std::set<std::string> domains = {"count",       "size",    "positive",    "non_negative",
                                         "probability", "percent", "correlation", "any"};
  for (const Json& f : shown()["formats"]) {
    CHECK_FALSE(f["family"].get<std::string>().empty());
    for (const Json& c : f["columns"]) {
      CHECK_FALSE(c["label"].get<std::string>().empty());
      CHECK_FALSE(c["short"].get<std::string>().empty());
      CHECK(domains.count(c["domain"].get<std::string>()) == 1);
    }
  }
}

TEST_CASE("Every note code has a sentence and a severity") {
  const Json& notes = shown()["notes"];
  CHECK(notes.size() == static_cast<std::size_t>(NoteCode::count));
  std::set<std::string> codes;
  for (const Json& each : notes) {
    CHECK(codes.insert(each["code"].get<std::string>()).second);
    CHECK(each["text"].get<std::string>().size() > 10);
    const std::string severity = each["severity"];
    CHECK((severity == "info" || severity == "warning" || severity == "error"));
  }
}

TEST_CASE("The defaults are choices that exist") {
  const Json& d = shown()["defaults"];
  CHECK(ids("measures").count(d["measure"].get<std::string>()) == 1);
  CHECK(ids("tau2").count(d["tau2"].get<std::string>()) == 1);
  CHECK(ids("predictions").count(d["prediction"].get<std::string>()) == 1);
  CHECK(ids("add_to").count(d["add_to"].get<std::string>()) == 1);
  for (const Json& m : shown()["models"]) {
    CHECK(ids("tests").count(m["default_test"].get<std::string>()) == 1);
    if (m["id"] == d["model"]) CHECK(m["default_test"] == d["test"]);
  }
  CHECK(shown()["version"] == 1);
  CHECK(shown()["engine"] == engine_version());
}

TEST_CASE("The report of the catalogue's defaults says the same options") {
  CHECK(answer(request({}))["options"] == shown()["defaults"]);
}
