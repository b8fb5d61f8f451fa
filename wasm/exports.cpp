#include <cstdlib>
#include <string>

#include "wasm/api.h"
#include "wasm/tree.h"

/// What the page calls (web/src/core/engine.ts). Text goes in and out as UTF-8 JSON; nothing is thrown.

namespace {

enum Operation { op_catalog = 0, op_analyse = 1 };

/// The last answer: the page copies it before it calls again.
std::string answer;

std::string perform(int op, std::string_view input) {
  if (op == op_catalog) return pooled::catalog();
  if (op == op_analyse) return pooled::analyse(input);
  return pooled::error_report({"bad_request", "", "There is no operation " + std::to_string(op) + "."});
}

}  // namespace

extern "C" {

/// Memory for `size` bytes of input; null when there is none.
void* pl_alloc(std::size_t size) { return std::malloc(size); }

void pl_free(void* memory) { std::free(memory); }

/// The answer's first byte; valid until the next call. Null only if there is no memory even for an error message.
const char* pl_call(int op, const char* input, std::size_t size) {
  try {
    answer = perform(op, {input, size});
  } catch (...) {
    answer.clear();
    return nullptr;
  }
  return answer.data();
}

/// Bytes of the answer.
std::size_t pl_len() { return answer.size(); }

}  // extern "C"
