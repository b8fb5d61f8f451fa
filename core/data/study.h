#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/note.h"
#include "core/base/types.h"

namespace pooled {

/// One study as it was typed.
struct Study {
  std::string label;
  double year = NaN;
  bool include = true;                   ///< false = left out by the user; still shown, never pooled
  std::string format;                    ///< id of the way of typing, see formats.h
  std::vector<double> cells;             ///< in the order of the format's columns; NaN = left empty
  std::map<std::string, char> bounds{};  ///< columns of which only a limit is known, '<' or '>' the number in the cell
  std::map<std::string, std::string> groups;
  std::map<std::string, double> mods;
};

struct Dataset {
  std::vector<Study> studies;
};

/// The label, or "Study 3" for the third row when there is none.
std::string name_of(const Dataset& data, int row);

/// A Note for each pair of different names that only differ in capitals ("Low", "low"), which are probably one group.
/// @param names  outlive the notes
std::vector<Note> names_alike(const std::vector<std::string_view>& names);

}  // namespace pooled
