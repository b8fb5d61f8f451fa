#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "wasm/api.h"

/// Any bytes as a request (libFuzzer; scripts/fuzz.sh). What is asked for: an answer, one line of JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string answer = pooled::analyse({reinterpret_cast<const char*>(data), size});
  if (!nlohmann::json::accept(answer) || answer.find('\n') != std::string::npos) std::abort();
  return 0;
}
