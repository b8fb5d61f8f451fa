#include "tests/border/requests.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

std::vector<Json> trials(int k) {
  std::vector<Json> studies;
  for (int i = 0; i < k; ++i) {
    studies.push_back(counts(5 + i * 7 % 23, 140 + i * 13 % 60, 8 + i * 5 % 17, 150 + i % 50));
    studies.back()["mods"] = {{"dose", i * 3 % 7}};
  }
  return studies;
}

Json wanting(int k, const std::vector<std::string>& want, const Json& options = Json::object()) {
  Json out = request(trials(k), options);
  out["want"] = want;
  return out;
}

std::string part(Json question, int at, int of) {
  question["parts"] = {{"of", of}, {"at", at}};
  const Json given = answer(question);
  CHECK(given.size() == 2);
  return given["part"];
}

Json in_parts(const Json& question, int of) {
  Json whole = question;
  whole["parts"] = {{"of", of}, {"done", Json::array()}};
  for (int at = 0; at < of; ++at) whole["parts"]["done"].push_back(part(question, at, of));
  return whole;
}

const std::vector<Json> questions = {
    wanting(7, {"gosh"}),
    wanting(5, {"gosh"}, {{"model", "GLMM_CMAL"}, {"measure", "OR"}}),
    wanting(16, {"gosh"}, {{"gosh_subsets", 333}, {"gosh_points", true}}),
    wanting(6, {"gosh"}, {{"model", "EE"}}),
    wanting(9, {"permutation"}, {{"permutations", 600}}),
    wanting(9, {"permutation"}, {{"permutations", 101}, {"moderators", "dose"}}),
    wanting(5, {"permutation"}, {{"moderators", "dose"}}),
    wanting(6, {"summary", "permutation", "leave_one_out", "gosh"}),
    wanting(1, {"gosh", "permutation"}),
};

}  // namespace

TEST_CASE("In one, two, three, four or nine parts the report is the same, byte for byte") {
  for (const Json& question : questions) {
    const std::string whole = analyse(dumped(question));
    CHECK(whole.find("\"error\":") == whole.npos);
    for (const int of : {1, 2, 3, 4, 9}) CHECK(analyse(dumped(in_parts(question, of))) == whole);
  }
}

TEST_CASE("With some of the parts the report is of these, and says nothing of subsets without a result") {
  for (const char* want : {"gosh", "permutation"}) {
    Json some = in_parts(wanting(9, {want}, {{"permutations", 600}}), 5);
    for (const int missing : {0, 2, 3}) some["parts"]["done"][missing] = nullptr;
    const Json report = answer(some);
    const double tried = want == std::string("gosh") ? report["gosh"]["used"].get<double>()
                                                     : report["permutation"]["permutations"].get<double>();
    CHECK(tried > 0.3 * 512);
    CHECK(tried < 0.5 * 512);
    CHECK(note(report, "gosh_failed").is_null());
  }
}

TEST_CASE("What is no part of the question is refused, with its place") {
  const Json question = wanting(5, {"gosh"});
  const auto with = [&](const Json& parts) {
    Json bad = question;
    bad["parts"] = parts;
    return fault(bad);
  };
  CHECK(with(Json::object()) == "bad_request at parts.of");
  CHECK(with({{"of", 2}}) == "bad_request at parts");
  CHECK(with({{"of", 2}, {"at", 0}, {"done", {nullptr, nullptr}}}) == "bad_request at parts");
  CHECK(with({{"of", 2}, {"at", 2}}) == "bad_request at parts.at");
  CHECK(with({{"of", 0}, {"at", 0}}) == "bad_request at parts.of");
  CHECK(with({{"of", 1.5}, {"at", 0}}) == "bad_request at parts.of");
  CHECK(with({{"of", 2}, {"some", 0}}) == "bad_request at parts.some");
  CHECK(with({{"of", 2}, {"done", {nullptr}}}) == "bad_request at parts.done");
  CHECK(with({{"of", 2}, {"done", {nullptr, 3}}}) == "bad_request at parts.done[1]");
  const std::string other = part(wanting(6, {"gosh"}), 0, 2), right = part(question, 0, 2);
  for (const std::string& wrong : {other, std::string("A"), std::string("???????????"), right.substr(11)})
    CHECK(with({{"of", 2}, {"done", {nullptr, wrong}}}) == "bad_request at parts.done[1]");
}
