#include "core/data/provenance.h"

#include <algorithm>
#include <cmath>

namespace pooled {
namespace {

/// "Treatment mean 6.3, SD 3.9; Control mean 7, SD 4": a group is named where it begins.
class Told {
 public:
  explicit Told(int digits) : digits_(digits) {}

  void add(const Column& column, double value) {
    const bool same_group = !text_.empty() && column.group == group_;
    if (!text_.empty()) text_ += same_group ? ", " : "; ";
    if (!same_group && !column.group.empty()) (text_ += column.group) += ' ';
    ((text_ += column.short_label) += ' ') += short_number(value, digits_);
    group_ = column.group;
  }
  const std::string& text() const { return text_; }

 private:
  int digits_;
  std::string text_;
  std::string_view group_;
};

/// The value of the column with this id; NaN when there is none.
double value_of(std::string_view id, std::span<const Column> columns, Cells cells) {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].id == id) return cells[i];
  return NaN;
}

/// The cells that are not the same in the other columns.
std::string changed(std::span<const Column> columns, Cells cells, std::span<const Column> others, Cells other_cells,
                    int digits) {
  Told told(digits);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (!std::isnan(cells[i]) && cells[i] != value_of(columns[i].id, others, other_cells))
      told.add(columns[i], cells[i]);
  return told.text();
}

constexpr int as_typed = 6, computed = 4;

std::string effect_text(const Effect& effect, const Scale& scale) {
  std::string text = "effect " + short_number(effect.yi, computed);
  text += ", SE " + short_number(std::sqrt(effect.vi), computed);
  if (scale.id == log_scale.id)
    text += " on the log scale";
  else if (scale.id != identity_scale.id)
    text += " on the analysis scale";
  return text;
}

}  // namespace

std::string provenance(const Format& format, std::string_view method, Cells cells, const Inputs& inputs,
                       const Scale& scale) {
  std::string typed, became;
  if (const auto* effect = std::get_if<Effect>(&inputs)) {
    typed = changed(format.columns, cells, {}, {}, as_typed);
    became = effect_text(*effect, scale);
  } else {
    const auto& canonical = std::get<std::vector<double>>(inputs);
    typed = changed(format.columns, cells, format.family->columns, canonical, as_typed);
    became = format.told ? std::string(format.became) + ' ' + short_number(format.told(canonical), computed)
                         : changed(format.family->columns, canonical, format.columns, cells, computed);
  }
  if (became.empty()) return {};
  return typed + " became " + became + " (" + std::string(method) + ')';
}

}  // namespace pooled
