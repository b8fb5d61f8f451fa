#include "tests/papers/paper.h"

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/data/formats.h"
#include "core/measures/effects.h"
#include "core/model/model.h"

namespace pooled::papers {
namespace {

using Json = nlohmann::json;

const Json& cases() {
  static const Json all = Json::parse(std::ifstream(POOLED_SOURCE_DIR "/tests/golden/cases.json"));
  return all;
}

Study study_of(const Json& row) {
  Study study;
  study.label = row.at("label");
  study.format = row.at("format");
  for (const Column& column : find_format(study.format)->columns) {
    const Json& cells = row.at("cells");
    const std::string id(column.id);
    study.cells.push_back(cells.contains(id) && !cells[id].is_null() ? cells[id].get<double>() : NaN);
  }
  return study;
}

}  // namespace

Dataset golden_dataset(const std::string& name) {
  Dataset data;
  for (const Json& row : cases().at("datasets").at(name).at("studies")) data.studies.push_back(study_of(row));
  return data;
}

Dataset only(const Dataset& data, const std::vector<std::size_t>& positions) {
  Dataset part;
  for (const std::size_t i : positions) part.studies.push_back(data.studies.at(i));
  return part;
}

Dataset reported(double est, double lower, double upper) {
  return {{Study{
      .label = "As printed", .format = "estimate_ci", .cells = {est, lower, upper, NaN}, .groups = {}, .mods = {}}}};
}

Summary analyse(const Dataset& data, const Options& options) {
  const Effects e = compute_effects(data, options);
  const Result<Fit> f = fit(e, options);
  if (!f) throw std::runtime_error("no fit");
  return *summarise(e, *f, options);
}

std::vector<StudyEffect> effects_of(const Dataset& data, const Options& options) {
  return study_effects(compute_effects(data, options), nullptr, options);
}

std::string as_printed(double value, std::string_view printed) {
  const auto point = printed.find('.');
  const int decimals = point == std::string_view::npos ? 0 : static_cast<int>(printed.size() - point - 1);
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

}  // namespace pooled::papers
