#include <iostream>
#include <iterator>
#include <string>

#include "wasm/api.h"
#include "wasm/batch.h"

/// The native command: the page's border on standard input and output.

namespace {

constexpr std::string_view usage =
    "usage: pooled analyse < request.json > report.json\n"
    "       pooled batch < requests.ndjson > reports.ndjson   one request a line, one report a line\n"
    "       pooled catalog                                    what there is to choose from, as JSON\n"
    "       pooled --version\n";

/// A request that cannot be read ends with status 1, its error object is on standard output all the same.
int analyse() {
  const std::string request(std::istreambuf_iterator<char>(std::cin), {});
  const std::string report = pooled::analyse(request);
  std::cout << report << '\n';
  return report.starts_with(R"({"version":1,"error":)") ? 1 : 0;
}

int run(std::string_view command) {
  if (command == "analyse") return analyse();
  if (command == "batch") return pooled::batch(std::cin, std::cout), 0;
  if (command == "catalog") return std::cout << pooled::catalog() << '\n', 0;
  if (command == "--version") return std::cout << "pooled " << pooled::engine_version() << '\n', 0;
  if (command == "--help") return std::cout << usage, 0;
  std::cerr << usage;
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  static char in_buffer[1 << 16], out_buffer[1 << 16];
  std::ios::sync_with_stdio(false);
  std::cin.rdbuf()->pubsetbuf(in_buffer, sizeof in_buffer);
  std::cout.rdbuf()->pubsetbuf(out_buffer, sizeof out_buffer);
  std::cin.tie(nullptr);
  const int status = run(argc == 2 ? argv[1] : "");
  if (!std::cout.flush()) {
    std::cerr << "pooled: the output could not be written\n";
    return 3;
  }
  return status;
}
