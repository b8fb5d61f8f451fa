#pragma once

#include <cstddef>
#include <iosfwd>

namespace pooled {

/// A longer line is not read into memory; it gets an error object like any other bad line.
inline constexpr std::size_t max_line = 16 << 20;

/// Requests in, one a line; reports out, one a line and in the same order. Line n of the output always answers line n
/// of the input: a bad, empty or overlong line gives an error object. Memory does not grow with the number of lines.
/// What is ready is written out before waiting for more input. `jobs` threads answer at the same time; the output does
/// not depend on their number.
void batch(std::istream& in, std::ostream& out, unsigned jobs = 1);

}  // namespace pooled
