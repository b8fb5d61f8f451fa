#include "core/data/study.h"

namespace pooled {

std::string name_of(const Dataset& data, int row) {
  const std::string& label = data.studies.at(static_cast<std::size_t>(row)).label;
  return label.empty() ? "Study " + std::to_string(row + 1) : label;
}

}  // namespace pooled
