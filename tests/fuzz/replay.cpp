#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

/// In place of libFuzzer where there is no clang: every input of the committed corpus, then seeded changes of them for
/// so many seconds. Arguments: folder, seconds, seed, and the file that holds the input under way, to be looked at when
/// this process ends before its last line.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Clock = std::chrono::steady_clock;
using Random = std::mt19937_64;

std::size_t below(std::size_t n, Random& random) { return n == 0 ? 0 : random() % n; }

std::vector<std::string> inputs_in(const char* folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> inputs;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

/// What readers of numbers and of JSON trip over.
const std::string& token(Random& random) {
  static const std::vector<std::string> all = {
      "0",      "-0",   "1e308", "1e-308", "1e999", "-1",      "0.5",  "9007199254740993",
      "null",   "true", "\"\"",  "[]",     "{}",    "\\u0000", "\xff", "\"NaN\"",
      ",",      ":",    "]",     "}",      "\"",    "[[[[",    "1e",   "-",
      "100000", "0.95", "2",     "1e-12",  "\n",    "\\ud800"};
  return all[below(all.size(), random)];
}

/// One to five changes: a bit, a byte, a piece cut out, doubled, taken from another input, or a token put in.
std::string changed(std::string text, const std::string& other, Random& random) {
  for (std::size_t n = 1 + below(5, random); n > 0; --n) {
    const std::size_t at = below(text.size() + 1, random), length = std::min(text.size() - at, below(40, random));
    switch (below(7, random)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8, random)));
        break;
      case 1:
        if (at < text.size()) text[at] = static_cast<char>(random());
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(at, text.substr(at, length));
        break;
      case 4:
        text.replace(at, length, other.substr(below(other.size() + 1, random), below(80, random)));
        break;
      case 5:
        text.insert(at, token(random));
        break;
      default:
        text.replace(at, std::min<std::size_t>(length, 4), token(random));
    }
  }
  return text;
}

double since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

/// Seconds that the input took.
double run(const std::string& input, const char* under_way) {
  std::ofstream(under_way, std::ios::binary | std::ios::trunc) << input;
  const auto began = Clock::now();
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  return since(began);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return std::fprintf(stderr, "folder, seconds, seed, file of the input under way\n"), 2;
  const std::vector<std::string> inputs = inputs_in(argv[1]);
  if (inputs.empty()) return std::fprintf(stderr, "no input in %s\n", argv[1]), 2;
  double longest = 0;
  for (const std::string& input : inputs) longest = std::max(longest, run(input, argv[4]));
  Random random(std::strtoull(argv[3], nullptr, 10));
  long more = 0;
  for (const auto began = Clock::now(); since(began) < std::atof(argv[2]); ++more) {
    const std::string& one = inputs[below(inputs.size(), random)];
    longest = std::max(longest, run(changed(one, inputs[below(inputs.size(), random)], random), argv[4]));
  }
  std::filesystem::remove(argv[4]);
  std::printf("%zu inputs of the corpus and %ld changed ones, no finding, the longest %.2f s\n", inputs.size(), more,
              longest);
}
