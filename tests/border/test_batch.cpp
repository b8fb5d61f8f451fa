#include "wasm/batch.h"

#include <sstream>

#include "tests/border/requests.h"
#include "wasm/tree.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

std::vector<std::string> batched(const std::string& input, unsigned jobs = 1) {
  std::istringstream in(input);
  std::ostringstream out;
  batch(in, out, jobs);
  std::vector<std::string> lines;
  std::istringstream answers(out.str());
  for (std::string line; std::getline(answers, line);) lines.push_back(line);
  return lines;
}

std::string good() { return dumped(request(three_studies())); }

}  // namespace

TEST_CASE("Each line of a batch gets the answer it would get alone") {
  const auto lines = batched(good() + "\n" + dumped(request({})) + "\n");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == analyse(good()));
  CHECK(lines[1] == analyse(dumped(request({}))));
}

TEST_CASE("Line n answers line n: bad and empty lines have an error object, and nothing stops") {
  const auto lines = batched("\nnot json\n" + good() + "\n\r\n" + std::string("\0\n", 2) + good() + "\r\n");
  REQUIRE(lines.size() == 6);
  for (const int i : {0, 1, 3, 4}) CHECK(parsed(lines[static_cast<std::size_t>(i)])["error"]["code"] == "bad_json");
  CHECK(lines[2] == analyse(good()));
  CHECK(lines[5] == analyse(good()));
}

TEST_CASE("The last line needs no end, and no input has no answer") {
  CHECK(batched("").empty());
  CHECK(batched(good()).size() == 1);
  CHECK(batched("\n").size() == 1);
  CHECK(batched(good() + "\n").size() == 1);
}

TEST_CASE("A line beyond the limit is answered and skipped, one at the limit is read") {
  std::string at_limit = good();
  at_limit.resize(max_line, ' ');
  const std::string beyond(max_line + 1, 'x');
  const auto lines = batched(at_limit + "\n" + beyond + "\n" + good() + "\n" + beyond);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == analyse(good()));
  CHECK(parsed(lines[1])["error"]["text"] == "A line is at most 16 MiB.");
  CHECK(lines[2] == lines[0]);
  CHECK(lines[3] == lines[1]);
}

TEST_CASE("A line at the limit may be the last, without an end") {
  std::string at_limit = good();
  at_limit.resize(max_line, ' ');
  const auto lines = batched(at_limit);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == analyse(good()));
}

TEST_CASE("However many threads answer, the output is the same") {
  std::string input;
  for (int i = 0; i < 300; ++i) input += (i % 7 == 3 ? std::string("not json") : good()) + "\n";
  const auto alone = batched(input);
  REQUIRE(alone.size() == 300);
  for (const unsigned jobs : {2u, 3u, 16u}) CHECK(batched(input, jobs) == alone);
}
