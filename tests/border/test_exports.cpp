#include <cstring>
#include <string>

#include "tests/border/requests.h"

using namespace pooled;
using namespace pooled::testing;

extern "C" {
void* pl_alloc(std::size_t size);
void pl_free(void* memory);
const char* pl_call(int op, const char* input, std::size_t size);
std::size_t pl_len();
}

namespace {

/// As the page calls.
std::string call(int op, const std::string& input) {
  void* const memory = pl_alloc(input.size());
  std::memcpy(memory, input.data(), input.size());
  const char* const output = pl_call(op, static_cast<const char*>(memory), input.size());
  const std::string text(output, pl_len());
  pl_free(memory);
  return text;
}

}  // namespace

TEST_CASE("The page's calls give what the border gives") {
  const std::string asked = dumped(request(three_studies()));
  CHECK(call(0, "ignored") == catalog());
  CHECK(call(1, asked) == analyse(asked));
  CHECK(parsed(call(1, ""))["error"]["code"] == "bad_json");
  CHECK(parsed(call(7, asked))["error"]["code"] == "bad_request");
}
