#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "core/analysis/checks/check.h"
#include "core/base/printed.h"

namespace pooled {
namespace {

/// Lower case, without spaces and signs; letters beyond ASCII stay as they are.
std::string simplified(const std::string& label) {
  std::string out;
  for (const char c : label) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte)) out += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
  }
  return out;
}

/// The letters a label begins with: the first author.
std::string author(const std::string& label) {
  std::string out;
  for (const char c : label) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && !std::isalpha(byte)) break;
    out += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
  }
  return out;
}

bool same(double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); }

bool same_numbers(const Entry& x, const Entry& y) {
  const auto &a = x.study->cells, &b = y.study->cells;
  return x.format == y.format && std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

/// Digits that would have to agree by chance: those of the different numbers, as equal group sizes are one fact.
int digits(const Entry& entry) {
  std::vector<double> seen;
  int total = 0;
  for (const double x : entry.study->cells) {
    if (std::isnan(x) || std::find(seen.begin(), seen.end(), x) != seen.end()) continue;
    seen.push_back(x);
    total += significant_digits(x);
  }
  return total;
}

/// Pairs of studies times 10^-digits: how many such pairs chance would make.
double by_chance(const Entries& entries, const Entry& entry) {
  const auto k = static_cast<double>(entries.usable.size());
  return k * (k - 1) / 2 * std::pow(10, -digits(entry));
}

bool same_sizes(const Entry& x, const Entry& y) {
  const double n = x.known("n1i");
  return !std::isnan(n) && n == y.known("n1i") && x.known("n2i") == y.known("n2i");
}

/// The same label, in simplified form, the same year or none, and the same group sizes.
bool same_people(const Entry& x, const std::string& name, const Entry& y, const std::string& other_name) {
  return name == other_name && !name.empty() && same(x.study->year, y.study->year) && same_sizes(x, y);
}

bool same_people(const Entry& x, const Entry& y) {
  return same_people(x, simplified(x.study->label), y, simplified(y.study->label));
}

EntryAdvice about(const Entry& earlier, const Entry& later) {
  return {.row = later.row, .other_row = earlier.row, .column = {}};
}

std::string row_words(const Entries& entries, const Entry& entry) {
  return entries.name(entry) + " (row " + std::to_string(entry.row + 1) + ")";
}

std::string copied_words(const Entries& entries, const Entry& earlier) {
  return ": has exactly the numbers of " + row_words(entries, earlier) +
         ". The same study under two names, or a line copied?";
}

std::string twice_words(const Entry& earlier) {
  return ": has the name and the group sizes of row " + std::to_string(earlier.row + 1) +
         ". The same people twice, such as two outcomes or time points?";
}

/// Label and numbers both the same is a Note already.
bool same_numbers_under_two_names(const Entries& entries, const Entry& earlier, const Entry& later) {
  return same_numbers(earlier, later) && earlier.study->label != later.study->label &&
         by_chance(entries, later) <= 0.001;
}

}  // namespace

/// Other than the Note about label and numbers: the same numbers under two names, where chance would not make a pair in
/// a thousand such tables; or the same name and group sizes with other results. One remark a row.
std::vector<EntryAdvice> same_study(const Entries& entries) {
  std::vector<EntryAdvice> found;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < entries.usable.size(); ++i) {
    const Entry& later = entries.usable[i];
    names.push_back(simplified(later.study->label));
    for (std::size_t j = 0; j < i; ++j) {
      const Entry& earlier = entries.usable[j];
      const bool copied = same_numbers_under_two_names(entries, earlier, later);
      if (!copied && (!same_people(earlier, names[j], later, names[i]) || same_numbers(earlier, later))) continue;
      found.push_back(about(earlier, later));
      found.back().leave_out = copied;
      if (copied) found.back().remedy = "Leave this row out";
      found.back().text = entries.name(later) + (copied ? copied_words(entries, earlier) : twice_words(earlier));
      break;
    }
  }
  return found;
}

namespace {

std::vector<double> control(const Entry& entry) {
  if (entry.family == &two_by_two) return {entry.known("ci"), entry.known("n2i")};
  if (entry.family == &two_means) return {entry.known("m2i"), entry.known("sd2i"), entry.known("n2i")};
  if (entry.family == &two_rates) return {entry.known("x2i"), entry.known("t2i")};
  return {};
}

std::vector<double> treated(const Entry& entry) {
  std::vector<double> cells = entry.cells;
  cells.resize(cells.size() - control(entry).size());
  return cells;
}

/// Its control group has been divided already.
bool is_divided(const Entry& entry) { return entry.typed("shared") > 1; }

bool share_control(const Entry& x, const Entry& y) {
  return !is_divided(x) && control(x) == control(y) && treated(x) != treated(y) && !same_people(x, y);
}

/// Whether each of these rows has a way of typing in which its control group is shared.
bool can_be_divided(const Entries& entries, const std::vector<int>& rows) {
  return std::all_of(rows.begin(), rows.end(), [&](int row) {
    return find_format(entries.effects->data->studies[static_cast<std::size_t>(row)].format + "_shared") != nullptr;
  });
}

/// The rows between which the control group of `one` can be divided: those that have it, itself included.
std::vector<int> rows_with_control_of(const Entry& one, const std::vector<const Entry*>& rows) {
  std::vector<int> found;
  for (const Entry* other : rows)
    if (other == &one || share_control(*other, one)) found.push_back(other->row);
  return found;
}

}  // namespace

/// Two rows of one author with the same control group and different treated groups, unless same_study() speaks of them.
std::vector<EntryAdvice> shared_control(const Entries& entries) {
  std::map<std::string, std::vector<const Entry*>> by_author;
  for (const Entry& entry : entries.usable)
    if (!control(entry).empty()) by_author[author(entry.study->label)].push_back(&entry);
  std::vector<EntryAdvice> found;
  for (const auto& [name, rows] : by_author) {
    // A word that all labels begin with ("Study") names nobody.
    if (name.empty() || rows.size() == entries.usable.size()) continue;
    for (auto later = rows.begin() + 1; later != rows.end(); ++later) {
      const auto earlier =
          std::find_if(rows.begin(), later, [&](const Entry* other) { return share_control(*other, **later); });
      if (earlier == later) continue;
      EntryAdvice a = about(**earlier, **later);
      a.column = "n2i";
      a.shared = rows_with_control_of(**later, rows);
      if (can_be_divided(entries, a.shared)) a.remedy = "Divide the control group";
      a.text = entries.name(**later) + ": has the control group of " + row_words(entries, **earlier) +
               ". If it is one trial with several treatment groups, its controls count twice: combine the treatment " +
               "groups, or divide the control group between the rows.";
      found.push_back(a);
    }
  }
  return found;
}

}  // namespace pooled
