#include <charconv>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/api.h"
#include "wasm/batch.h"

/// The native command: the page's border on standard input and output.

namespace {

constexpr std::string_view usage =
    "usage: pooled analyse < request.json > report.json\n"
    "       pooled batch [--jobs N] < requests.ndjson > reports.ndjson   one request a line, one report a line, in "
    "order\n"
    "       pooled catalog                                               what there is to choose from, as JSON\n"
    "       pooled --version\n";

/// A request that cannot be read ends with status 1, its error object is on standard output all the same.
int analyse() {
  const std::string request(std::istreambuf_iterator<char>(std::cin), {});
  const std::string report = pooled::analyse(request);
  std::cout << report << '\n';
  return report.starts_with(R"({"version":1,"error":)") ? 1 : 0;
}

/// The number of threads that was asked for, 0 when that is none.
unsigned jobs_of(std::string_view text) {
  unsigned jobs = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), jobs);
  return error == std::errc() && end == text.end() && jobs <= 1024 ? jobs : 0;
}

int wrong_usage() {
  std::cerr << usage;
  return 2;
}

int batch(std::span<const std::string_view> arguments) {
  const bool given = arguments.size() == 2 && arguments[0] == "--jobs";
  const unsigned jobs = given ? jobs_of(arguments[1]) : 1;
  if (jobs == 0 || (!given && !arguments.empty())) return wrong_usage();
  pooled::batch(std::cin, std::cout, jobs);
  return 0;
}

int run(std::span<const std::string_view> arguments) {
  if (arguments.empty()) return wrong_usage();
  if (arguments[0] == "batch") return batch(arguments.subspan(1));
  if (arguments.size() > 1) return wrong_usage();
  if (arguments[0] == "analyse") return analyse();
  if (arguments[0] == "catalog") return std::cout << pooled::catalog() << '\n', 0;
  if (arguments[0] == "--version") return std::cout << "pooled " << pooled::engine_version() << '\n', 0;
  if (arguments[0] == "--help") return std::cout << usage, 0;
  return wrong_usage();
}

}  // namespace

int main(int argc, char** argv) {
  static char in_buffer[1 << 16], out_buffer[1 << 16];
  std::ios::sync_with_stdio(false);
  std::cin.rdbuf()->pubsetbuf(in_buffer, sizeof in_buffer);
  std::cout.rdbuf()->pubsetbuf(out_buffer, sizeof out_buffer);
  std::cin.tie(nullptr);
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const int status = run(arguments);
  if (!std::cout.flush()) {
    std::cerr << "pooled: the output could not be written\n";
    return 3;
  }
  return status;
}
