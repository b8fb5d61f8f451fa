#include "wasm/catalog.h"

#include "core/model/inference.h"
#include "core/model/prediction.h"
#include "wasm/analyses.h"
#include "wasm/api.h"

namespace pooled {
namespace {

std::string_view id_of(Domain domain) {
  switch (domain) {
    case Domain::count:
      return "count";
    case Domain::size:
      return "size";
    case Domain::positive:
      return "positive";
    case Domain::non_negative:
      return "non_negative";
    case Domain::percent:
      return "percent";
    case Domain::correlation:
      return "correlation";
    case Domain::any:
      return "any";
  }
  return "any";
}

CatalogFormat entry(const Format& f) {
  CatalogFormat out{f.id, f.label, f.family ? f.family->id : "reported", {}, f.source};
  for (const Column& c : f.columns)
    out.columns.push_back({c.id, c.label, c.short_label, c.group, id_of(c.domain), c.optional});
  return out;
}

/// What the measure is computed from comes before what was computed already.
std::vector<std::string_view> formats_of(const Measure& m) {
  std::vector<std::string_view> ids;
  for (const bool of_family : {true, false})
    for (const Format& f : formats())
      if (fits(f, m) && (f.family != nullptr) == of_family) ids.push_back(f.id);
  return ids;
}

CatalogMeasure entry(const Measure& m) {
  const std::optional<double> no_effect = m.compares() ? std::optional(m.scale->no_effect) : std::nullopt;
  return {m.id, m.label, formats_of(m), m.scale->id, no_effect, m.absolute, m.source};
}

CatalogModel entry(const Model& m) {
  std::vector<std::string_view> ids;
  for (const Measure& measure : measures())
    if (applies(m, measure)) ids.push_back(measure.id);
  return {m.id, m.label, m.source, m.random, m.default_test, ids};
}
CatalogChoice entry(const Tau2Estimator& t) { return {t.id, t.label, t.source}; }
CatalogChoice entry(const Test& t) { return {t.id, t.label, t.source}; }
CatalogChoice entry(const PredictionRule& r) { return {r.id, r.label, r.source}; }
CatalogChoice entry(const AddTo& a) { return {a.id, a.label, ""}; }
CatalogChoice entry(const TrimChoice& t) { return {t.id, t.label, {}}; }
CatalogAnalysis entry(const Analysis& a) { return {a.id, a.label, a.heavy}; }
CatalogNote entry(const NoteKind& n) { return {n.id, n.severity, n.text}; }

template <class Table>
auto entries(const Table& table) {
  std::vector<decltype(entry(*std::begin(table)))> out;
  for (const auto& row : table) out.push_back(entry(row));
  return out;
}

}  // namespace

Catalog make_catalog() {
  return {.version = {},
          .engine = engine_version(),
          .measures = entries(measures()),
          .formats = entries(formats()),
          .models = entries(models()),
          .tau2 = entries(tau2_estimators()),
          .tests = entries(tests()),
          .predictions = entries(prediction_rules()),
          .add_to = entries(add_to_policies),
          .trim_fill = entries(trim_fill_estimators),
          .trim_side = entries(trim_sides),
          .analyses = entries(analyses),
          .notes = entries(note_kinds()),
          .defaults = {}};
}

std::string catalog() {
  std::string text;
  JsonText out(text);
  put(out, make_catalog());
  return text;
}

}  // namespace pooled
