#include "tests/border/requests.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Json wanting(std::vector<std::string> want, std::vector<Json> studies, Json options = Json::object()) {
  Json asked = request(std::move(studies), std::move(options));
  asked["want"] = want;
  return answer(asked);
}

const std::vector<std::string> everything = {"summary", "absolute", "methods", "leave_one_out"};

}  // namespace

TEST_CASE("A report carries version, engine, filled-in options, every effect, what was wanted, and notes") {
  const Json report = wanting(everything, three_studies(), {{"model", "EE"}});
  std::vector<std::string> keys;
  for (const auto& item : report.items()) keys.push_back(item.key());
  CHECK(keys == std::vector<std::string>{"version", "engine", "options", "effects", "summary", "absolute", "methods",
                                         "leave_one_out", "notes"});
  CHECK(report["version"] == 1);
  CHECK(report["engine"] == engine_version());
  CHECK(report["options"]["test"] == "z");
  CHECK(report["options"]["level"] == 0.95);
  CHECK(report["options"]["control_risk"].is_null());
  CHECK(report["effects"].size() == 3);
  CHECK(report["leave_one_out"].size() == 3);
}

TEST_CASE("The report has the numbers of the core, on both scales") {
  // metafor 3.8-1: escalc(measure = "RR", ai = 4, n1i = 123, ci = 11, n2i = 139)
  const Json effect = wanting({"summary"}, three_studies())["effects"][0];
  CHECK(effect["yi"].get<double>() == Approx(-0.8893113339202054).epsilon(1e-12));
  CHECK(effect["vi"].get<double>() == Approx(0.3255847650039614).epsilon(1e-12));
  CHECK(effect["display"]["est"].get<double>() == Approx(4.0 / 123 / (11.0 / 139)).epsilon(1e-12));
}

TEST_CASE("Without studies there is a note and nothing else") {
  const Json report = wanting(everything, {});
  CHECK(report["effects"].empty());
  REQUIRE(report["notes"].size() == 1);
  CHECK(report["notes"][0]["code"] == "no_studies");
  CHECK(report["notes"][0]["row"].is_null());
  CHECK(report["notes"][0]["column"].is_null());
  for (const std::string& id : everything) CHECK_FALSE(report.contains(id));
}

TEST_CASE("Without a usable study every row is named") {
  const Json report = wanting(everything, {counts(5, 3, 1, 10, "Amr 2010"), Json{{"format", "counts"}}});
  CHECK(report["effects"].size() == 2);
  for (const Json& effect : report["effects"]) {
    CHECK_FALSE(effect["used"].get<bool>());
    CHECK(effect["yi"].is_null());
    CHECK(effect["weight"].is_null());
  }
  CHECK_FALSE(report.contains("summary"));
  CHECK(note(report, "no_usable_study")["severity"] == "error");
  const Json wrong = note(report, "events_exceed_total");
  CHECK(wrong["row"] == 0);
  CHECK(wrong["column"] == "ai");
  CHECK(wrong["severity"] == "error");
  CHECK(wrong["text"].get<std::string>().find("Amr 2010, Treatment events: 5 events among 3 participants") == 0);
  const Json empty = note(report, "missing_cell");
  CHECK(empty["row"] == 1);
  CHECK(empty["text"].get<std::string>().find("Study 2, Treatment events") == 0);
}

TEST_CASE("One study is shown as it is, without heterogeneity") {
  const Json report = wanting(everything, {counts(4, 123, 11, 139)});
  const Json& summary = report["summary"];
  CHECK(summary["k"] == 1);
  CHECK(summary["est"] == report["effects"][0]["yi"]);
  CHECK(report["effects"][0]["weight"] == 100);
  for (const char* none : {"tau2", "I2", "QE", "QEp", "pi_lb", "df"}) CHECK(summary[none].is_null());
  CHECK_FALSE(note(report, "one_study").is_null());
  CHECK_FALSE(report.contains("leave_one_out"));
  CHECK(note(report, "leave_one_out_needs_two")["row"].is_null());
}

TEST_CASE("Two studies have a pooled result and a word of caution") {
  const Json report = wanting({"summary"}, {counts(4, 123, 11, 139), counts(6, 306, 29, 303)});
  CHECK(report["summary"]["k"] == 2);
  CHECK(report["summary"]["df"] == 1);
  CHECK_FALSE(report["summary"]["pi_lb"].is_null());
  CHECK_FALSE(note(report, "two_studies").is_null());
}

TEST_CASE("A study left out keeps its effect and has no weight") {
  std::vector<Json> studies = three_studies();
  studies[1]["include"] = false;
  const Json report = wanting({"summary"}, studies);
  CHECK(report["summary"]["k"] == 2);
  const Json& left_out = report["effects"][1];
  CHECK_FALSE(left_out["used"].get<bool>());
  CHECK(left_out["weight"].is_null());
  CHECK(left_out["yi"].is_number());
  CHECK(left_out["display"]["est"].is_number());
}

TEST_CASE("A question without an answer is absent, and a note says why") {
  const Json report =
      wanting({"absolute"}, {{{"format", "estimate_ci"}, {"cells", {{"est", 2.43}, {"ci_lb", 1.1}, {"ci_ub", 5.4}}}}},
              {{"measure", "HR"}});
  CHECK_FALSE(report.contains("absolute"));
  CHECK_FALSE(note(report, "question_not_for_measure").is_null());
  CHECK_FALSE(report.contains("summary"));
}

TEST_CASE("Notes of the fit and of the display are there as well") {
  // Three effects closer to each other than chance allows: the floor acts.
  const Json alike = wanting({}, {counts(10, 100, 10, 100), counts(20, 200, 20, 200), counts(30, 300, 30, 300)});
  CHECK_FALSE(note(alike, "hk_floor_acts").is_null());
  const Json huge =
      wanting({"summary"}, {{{"format", "estimate_se"}, {"cells", {{"yi", 800}, {"sei", 1}}}}}, {{"measure", "HR"}});
  CHECK_FALSE(note(huge, "display_overflow").is_null());
  CHECK(huge["summary"]["est"] == 800);
  CHECK(huge["summary"]["display"]["est"].is_null());
}

TEST_CASE("No answer contains NaN or infinity, a line break or an invalid character") {
  std::vector<Json> studies = three_studies();
  studies.push_back(counts(0, 20, 0, 20, "None\nat all \"é\""));
  studies.push_back(counts(0, 1e-300, 5, 1e300));
  studies.push_back({{"format", "means"}, {"cells", {{"m1i", 1e308}, {"sd1i", 1e308}, {"n1i", 1e308}}}});
  studies.push_back({{"format", "estimate_se"}, {"cells", {{"yi", -1e308}, {"sei", 1e-308}}}});
  studies.push_back({{"format", "estimate_se"}, {"cells", {{"yi", 1e150}, {"sei", 1e150}}}});
  for (const char* measure : {"RR", "OR", "RD", "MD", "SMD", "HR", "GEN"})
    for (const char* model : {"RE", "EE"}) {
      Json asked = request(studies, {{"measure", measure}, {"model", model}, {"add", 1e300}, {"add_to", "all"}});
      asked["want"] = everything;
      const std::string text = analyse(dumped(asked));
      CHECK(text.find('\n') == std::string::npos);
      CHECK(text.find("nan") == std::string::npos);
      CHECK(text.find("inf,") == std::string::npos);
      const Json report = parsed(text);  // throws for anything that is not JSON in UTF-8
      CHECK(report["effects"].size() == studies.size());
    }
}

TEST_CASE("Any bytes have an answer that is JSON") {
  Json asked = request(three_studies(), {{"measure", "RR"}, {"level", 0.9}});
  const std::string seed = dumped(asked);
  unsigned state = 12345;
  const auto random = [&](std::size_t below) { return (state = state * 1664525 + 1013904223, (state >> 8) % below); };
  for (int round = 0; round < 3000; ++round) {
    std::string text = seed;
    for (std::size_t edits = 1 + random(3); edits-- > 0;) {
      const std::size_t at = random(text.size());
      const std::size_t kind = random(3);
      if (kind == 0) text[at] = static_cast<char>(random(256));
      if (kind == 1) text.erase(at, 1 + random(20));
      if (kind == 2) text.insert(at, text.substr(random(text.size()), random(30)));
    }
    INFO(text);
    const Json out = answer(text);
    CHECK(out["version"] == 1);
    CHECK(out.contains("error") != out.contains("effects"));
  }
}
