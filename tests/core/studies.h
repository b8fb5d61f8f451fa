#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "core/analysis/summary.h"
#include "core/measures/effects.h"
#include "core/model/model.h"

namespace pooled::testing {

inline Study study(std::string_view format, std::vector<double> cells, std::string label = "") {
  Study s;
  s.label = std::move(label);
  s.format = format;
  s.cells = std::move(cells);
  return s;
}

inline Dataset dataset(std::string_view format, const std::vector<std::vector<double>>& rows) {
  Dataset data;
  for (const auto& cells : rows) data.studies.push_back(study(format, cells));
  return data;
}

/// Studies given as effect and variance, exactly.
inline Effects effects(const std::vector<double>& yi, const std::vector<double>& vi) {
  Effects e;
  e.measure = find_measure("GEN");
  e.yi = Eigen::Map<const Array>(yi.data(), static_cast<Index>(yi.size()));
  e.vi = Eigen::Map<const Array>(vi.data(), static_cast<Index>(vi.size()));
  for (std::size_t i = 0; i < yi.size(); ++i) {
    e.row.push_back(static_cast<int>(i));
    e.study.push_back({yi[i], vi[i]});
    e.people.push_back(NaN);
    e.control_risk.push_back(NaN);
  }
  return e;
}

/// 13 trials of BCG against tuberculosis (Colditz et al. 1994, JAMA 271:698; metadat dat.bcg).
inline Dataset bcg() {
  return dataset("counts", {{4, 123, 11, 139},
                            {6, 306, 29, 303},
                            {3, 231, 11, 220},
                            {62, 13598, 248, 12867},
                            {33, 5069, 47, 5808},
                            {180, 1541, 372, 1451},
                            {8, 2545, 10, 629},
                            {505, 88391, 499, 88391},
                            {29, 7499, 45, 7277},
                            {17, 1716, 65, 1665},
                            {186, 50634, 141, 27338},
                            {5, 2498, 3, 2341},
                            {27, 16913, 29, 17854}});
}

/// The base data of the published edge cases: five studies that disagree.
inline Effects five() { return effects({0.1, 0.3, 0.5, 0.2, 0.9}, {0.01, 0.02, 0.015, 0.01, 0.03}); }

inline Options options_of(std::string measure, std::string model, std::string tau2, std::string test) {
  Options o;
  o.measure = std::move(measure), o.model = std::move(model), o.tau2 = std::move(tau2), o.test = std::move(test);
  return o;
}

inline bool has(const std::vector<Note>& notes, NoteCode code, int row = -1) {
  for (const Note& note : notes)
    if (note.code == code && note.row == row) return true;
  return false;
}

inline Approx near(double x, double relative = 1e-12) { return Approx(x).epsilon(relative).margin(0); }

}  // namespace pooled::testing
