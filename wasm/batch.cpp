#include "wasm/batch.h"

#include <istream>
#include <limits>
#include <memory>
#include <ostream>
#include <string>

#include "wasm/api.h"
#include "wasm/tree.h"

namespace pooled {
namespace {

std::string too_long() {
  return error_report({"bad_request", "", "A line is at most " + std::to_string(max_line >> 20) + " MiB."});
}

/// The answer to what std::istream::getline has just read.
std::string answer(std::istream& in, const char* line) {
  if (in.fail()) {  // full before the line was at its end
    in.clear();
    in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    return too_long();
  }
  const std::streamsize end_of_line = in.eof() ? 0 : 1;
  return analyse({line, static_cast<std::size_t>(in.gcount() - end_of_line)});
}

}  // namespace

void batch(std::istream& in, std::ostream& out) {
  const std::unique_ptr<char[]> line(new char[max_line + 1]);  // untouched memory costs nothing
  while (in.getline(line.get(), max_line + 1) || in.gcount() > 0) {
    out << answer(in, line.get()) << '\n';
    if (in.rdbuf()->in_avail() <= 0) out.flush();
  }
  out.flush();
}

}  // namespace pooled
