#include <algorithm>
#include <vector>

#include "core/base/words.h"
#include "core/measures/measure.h"

namespace pooled {

std::span<const Measure> measures() {
  static const std::vector<Measure> all = [] {
    std::vector<Measure> list;
    for (const auto family : {two_by_two_measures(), two_means_measures(), two_rates_measures(), paired_measures(),
                              one_group_measures(), correlation_measures(), reported_measures()})
      list.insert(list.end(), family.begin(), family.end());
    return list;
  }();
  return all;
}

const Measure* find_measure(std::string_view id) {
  const auto all = measures();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Measure& m) { return m.id == id; });
  return found == all.end() ? nullptr : &*found;
}

bool fits(const Format& format, const Measure& measure) {
  if (format.family && format.family != measure.family) return false;
  if (format.needs_no_effect && !measure.compares()) return false;
  return format.measures.empty() || is_listed(measure.id, format.measures);
}

}  // namespace pooled
