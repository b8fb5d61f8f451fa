#include "tests/border/requests.h"

namespace pooled::testing {

Json parsed(const std::string& text) { return Json::parse(text); }

std::string dumped(const Json& json) { return json.dump(); }

Json counts(double ai, double n1i, double ci, double n2i, const std::string& label) {
  Json study;
  study["label"] = label;
  study["format"] = "counts";
  study["cells"] = {{"ai", ai}, {"n1i", n1i}, {"ci", ci}, {"n2i", n2i}};
  return study;
}

Json request(const std::vector<Json>& studies, const Json& options) {
  Json out;
  out["version"] = 1;
  out["dataset"]["studies"] = studies;
  out["options"] = options;
  return out;
}

std::vector<Json> three_studies() {
  return {counts(4, 123, 11, 139, "Aronson"), counts(6, 306, 29, 303, "Ferguson & Simes"),
          counts(3, 231, 11, 220, "Rosenthal et al")};
}

Json answer(const std::string& text) { return parsed(analyse(text)); }
Json answer(const Json& request) { return answer(dumped(request)); }

Json refusal(const std::string& text) {
  const Json out = answer(text);
  REQUIRE(out.contains("error"));
  CHECK(out.size() == 2);
  CHECK(out["version"] == 1);
  CHECK_FALSE(out["error"]["text"].get<std::string>().empty());
  return out["error"];
}
Json refusal(const Json& request) { return refusal(dumped(request)); }

std::string fault(const std::string& text) {
  const Json error = refusal(text);
  return error["code"].get<std::string>() + " at " + error["where"].get<std::string>();
}
std::string fault(const Json& request) { return fault(dumped(request)); }

Json note(const Json& report, const std::string& code) {
  for (const Json& each : report.at("notes"))
    if (each.at("code") == code) return each;
  return nullptr;
}

}  // namespace pooled::testing
