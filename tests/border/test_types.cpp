#include <fstream>
#include <set>
#include <sstream>

#include "tests/border/requests.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// The members of an interface of web/src/core/types.ts.
std::set<std::string> members(const std::string& interface) {
  std::ifstream file(POOLED_SOURCE_DIR "/web/src/core/types.ts");
  REQUIRE(file);
  std::set<std::string> out;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "export interface " + interface + " {")
      inside = true;
    else if (line == "}")
      inside = false;
    const std::size_t colon = line.find(": ");
    if (!inside || colon == std::string::npos || line.compare(0, 2, "  ") != 0 || line[2] == '/') continue;
    std::string name = line.substr(2, colon - 2);
    if (name.back() == '?') name.pop_back();
    out.insert(name);
  }
  return out;
}

std::set<std::string> keys(const Json& object) {
  std::set<std::string> out;
  for (const auto& item : object.items()) out.insert(item.key());
  return out;
}

}  // namespace

TEST_CASE("The page's types name exactly the keys that a report and the catalogue have") {
  Json asked = request(three_studies());
  asked["want"] = {"summary", "absolute", "methods", "leave_one_out"};
  const Json report = answer(asked);
  const Json shown = parsed(catalog());
  std::set<std::string> possible{"version", "engine", "options", "effects", "notes"};
  for (const Json& analysis : shown["analyses"]) possible.insert(analysis["id"].get<std::string>());
  CHECK(members("Report") == possible);
  for (const std::string& key : keys(report)) CHECK(possible.count(key) == 1);
  CHECK(members("Options") == keys(report["options"]));
  CHECK(members("StudyEffect") == keys(report["effects"][0]));
  CHECK(members("Interval") == keys(report["effects"][0]["display"]));
  CHECK(members("Summary") == keys(report["summary"]));
  CHECK(members("PooledDisplay") == keys(report["summary"]["display"]));
  CHECK(members("Absolute") == keys(report["absolute"]));
  CHECK(members("MethodRow") == keys(report["methods"][0]));
  CHECK(members("LeaveOneOutRow") == keys(report["leave_one_out"][0]));
  REQUIRE_FALSE(report["notes"].empty());
  CHECK(members("Note") == keys(report["notes"][0]));
  CHECK(members("ErrorReport") == keys(answer(std::string("{"))));

  CHECK(members("Catalog") == keys(shown));
  CHECK(members("CatalogMeasure") == keys(shown["measures"][0]));
  CHECK(members("CatalogFormat") == keys(shown["formats"][0]));
  CHECK(members("CatalogColumn") == keys(shown["formats"][0]["columns"][0]));
  CHECK(members("CatalogModel") == keys(shown["models"][0]));
  CHECK(members("CatalogChoice") == keys(shown["tau2"][0]));
  CHECK(members("CatalogAnalysis") == keys(shown["analyses"][0]));
  CHECK(members("CatalogOption") == keys(shown["options"][0]));
  CHECK(members("CatalogShape") == keys(shown["shapes"][0]));
  CHECK(members("CatalogField") == keys(shown["shapes"][0]["fields"][0]));
  CHECK(members("CatalogNote") == keys(shown["notes"][0]));
}
