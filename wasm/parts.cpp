#include "wasm/parts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace pooled {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Eight bytes are ten digits and two thirds: a double is written with eleven, the last of which has four bits.
constexpr int digits_of_double = 11;

void append(std::string& out, double x) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  for (int i = 0; i < digits_of_double; ++i, bits >>= 6) out += digits[bits & 63];
}

constexpr std::array<int, 256> values = [] {
  std::array<int, 256> list{};
  for (auto& each : list) each = -1;
  for (std::size_t i = 0; i < digits.size(); ++i) list[static_cast<unsigned char>(digits[i])] = static_cast<int>(i);
  return list;
}();

/// Nothing where this is not what append() wrote.
std::optional<std::vector<double>> numbers_of(std::string_view text) {
  if (text.size() % digits_of_double != 0) return std::nullopt;
  std::vector<double> numbers;
  numbers.reserve(text.size() / digits_of_double);
  for (; !text.empty(); text.remove_prefix(digits_of_double)) {
    std::uint64_t bits = 0;
    for (int i = 0; i < digits_of_double; ++i) {
      const int value = values[static_cast<unsigned char>(text[static_cast<std::size_t>(i)])];
      if (value < 0) return std::nullopt;
      bits |= static_cast<std::uint64_t>(value) << (6 * i);
    }
    double x = 0;
    std::memcpy(&x, &bits, sizeof x);
    numbers.push_back(x);
  }
  return numbers;
}

}  // namespace

void append_part(std::string& out, const Rows& rows, const Share& share) {
  for (std::size_t task = share.at; task < rows.count(); task += share.of)
    for (std::size_t j = 0; j < rows.width; ++j) append(out, rows.row(task)[j]);
}

PartReader::PartReader(const Parts& parts, const Place& at)
    : at_(at), parts_(parts.done.size()), taken_(parts.done.size(), 0) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (!parts.done[i]) continue;
    parts_[i] = numbers_of(*parts.done[i]);
    if (!parts_[i]) refuse(i);
  }
}

void PartReader::fill(Rows& rows) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (!parts_[i]) {
      rows.whole = false;
      continue;
    }
    for (std::size_t task = i; task < rows.count(); task += parts_.size(), taken_[i] += rows.width) {
      if (taken_[i] + rows.width > parts_[i]->size()) refuse(i);
      std::copy_n(parts_[i]->data() + taken_[i], rows.width, rows.row(task));
    }
  }
}

void PartReader::finish() const {
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (parts_[i] && taken_[i] != parts_[i]->size()) refuse(i);
}

void PartReader::refuse(std::size_t part) const {
  const Place list{&at_, "done"};
  throw Refusal{"bad_request", Place{&list, {}, static_cast<std::ptrdiff_t>(part)}.path(),
                "This is no part of these questions."};
}

}  // namespace pooled
