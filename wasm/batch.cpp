#include "wasm/batch.h"

#include <deque>
#include <future>
#include <istream>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "wasm/api.h"
#include "wasm/tree.h"

namespace pooled {
namespace {

/// Enough for one thread to be worth its start.
constexpr std::size_t block_bytes = 1 << 17;

/// Lines that are answered together; nothing in the place of one that is too long.
using Block = std::vector<std::optional<std::string>>;

/// What std::istream::getline has just read.
std::optional<std::string> line_of(std::istream& in, const char* line) {
  if (in.fail()) {  // full before the line was at its end
    in.clear();
    in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    return std::nullopt;
  }
  const std::streamsize end_of_line = in.eof() ? 0 : 1;
  return std::string(line, static_cast<std::size_t>(in.gcount() - end_of_line));
}

bool would_wait(std::istream& in) { return in.rdbuf()->in_avail() <= 0; }

/// At least one line, unless there is none; more while they can be had without waiting. `room` holds one line.
Block read_block(std::istream& in, char* room) {
  Block block;
  std::size_t bytes = 0;
  while (in.getline(room, max_line + 1) || in.gcount() > 0) {
    bytes += static_cast<std::size_t>(in.gcount());
    block.push_back(line_of(in, room));
    if (bytes >= block_bytes || would_wait(in)) break;
  }
  return block;
}

std::string too_long() {
  return error_report({"bad_request", "", "A line is at most " + std::to_string(max_line >> 20) + " MiB."});
}

std::string answers(const Block& block) {
  std::string text;
  for (const auto& line : block) text.append(line ? analyse(*line) : too_long()).push_back('\n');
  return text;
}

}  // namespace

void batch(std::istream& in, std::ostream& out, unsigned jobs) {
  const std::unique_ptr<char[]> room(new char[max_line + 1]);  // untouched memory costs nothing
  const auto how = jobs > 1 ? std::launch::async : std::launch::deferred;
  std::deque<std::future<std::string>> begun;
  for (Block block = read_block(in, room.get()); !block.empty(); block = read_block(in, room.get())) {
    begun.push_back(std::async(how, answers, std::move(block)));
    const bool wait = would_wait(in);
    for (; !begun.empty() && (wait || begun.size() >= jobs); begun.pop_front()) out << begun.front().get();
    if (wait) out.flush();
  }
  for (auto& rest : begun) out << rest.get();
  out.flush();
}

}  // namespace pooled
