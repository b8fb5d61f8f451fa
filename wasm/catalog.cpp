#include "wasm/catalog.h"

#include <algorithm>

#include "core/measures/forms.h"
#include "core/model/inference.h"
#include "core/model/prediction.h"
#include "core/tau2/interval.h"
#include "wasm/analyses.h"
#include "wasm/api.h"
#include "wasm/guide.h"

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
    case Domain::probability:
      return "probability";
    case Domain::correlation:
      return "correlation";
    case Domain::any:
      return "any";
  }
  return "any";
}

CatalogFormat entry(const Format& f) {
  CatalogFormat out{f.id, f.label,  f.family ? f.family->id : "reported",
                    {},   f.source, f.conversion != Conversion::none};
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
  return {m.id,      m.label,    when("measure", m.id), formats_of(m), m.scale->id,
          no_effect, m.absolute, forms_of(m.id),        m.source};
}

std::vector<std::string_view> words(std::string_view list) {
  std::vector<std::string_view> found;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    found.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return found;
}

std::vector<std::string_view> tests_of(const Model& m) {
  std::vector<std::string_view> ids;
  for (const Test& test : tests())
    if (!m.own_test || test.id == "z" || test.id == "t" || test.id == m.more_test) ids.push_back(test.id);
  return ids;
}

CatalogModel entry(const Model& m) {
  std::vector<std::string_view> ids;
  for (const Measure& measure : measures())
    if (applies(m, measure)) ids.push_back(measure.id);
  return {m.id, m.label, when("model", m.id), m.source, m.random, m.default_test, ids, m.own_tau2, tests_of(m)};
}
CatalogChoice entry(const Tau2Estimator& t) { return {t.id, t.label, when("tau2", t.id), t.source}; }
CatalogChoice entry(const Tau2IntervalRule& r) { return {r.id, r.label, when("tau2_interval", r.id), r.source}; }
CatalogChoice entry(const Test& t) { return {t.id, t.label, when("test", t.id), t.source}; }
CatalogChoice entry(const PredictionRule& r) { return {r.id, r.label, when("prediction", r.id), r.source}; }
CatalogChoice entry(const AddTo& a) { return {a.id, a.label, when("add_to", a.id), ""}; }
CatalogAnalysis entry(const Analysis& a) {
  return {a.id, a.label, when("analysis", a.id), a.heavy, a.type(), words(a.options), a.rows != nullptr};
}
/// Measures for which the same is chosen stand together.
CatalogConvention entry(const Convention& c) {
  CatalogConvention out{c.id, c.label, c.source, {}};
  for (const bool random : {true, false})
    for (const Measure& m : measures()) {
      const Overrides chosen = c.overrides(m.id, random);
      const auto same = [&](const CatalogPreset& p) { return p.random == random && p.options == chosen; };
      const auto found = std::find_if(out.presets.begin(), out.presets.end(), same);
      if (found != out.presets.end())
        found->measures.push_back(m.id);
      else
        out.presets.push_back({{m.id}, random, chosen});
    }
  return out;
}

CatalogNote entry(const NoteKind& n) { return {n.id, n.severity, n.text}; }

template <class Table>
auto entries(const Table& table) {
  std::vector<decltype(entry(*std::begin(table)))> out;
  for (const auto& row : table) out.push_back(entry(row));
  return out;
}

template <class M>
CatalogOption option_of(const Field<Options, M>& field) {
  const OptionRule* found = rule_of(field.name);
  const OptionRule rule = found ? *found : OptionRule{};
  constexpr bool nullable = !std::is_same_v<typename Element<M>::type, M>;
  std::string_view type = "boolean";
  if (std::is_same_v<typename Element<M>::type, std::string>) type = "string";
  if (std::is_same_v<typename Element<M>::type, double>) type = "number";
  return {field.name, type,       nullable, rule.picks ? *rule.picks : std::vector<Pick>{}, rule.lowest, rule.highest,
          rule.open,  rule.whole, field.doc};
}

std::vector<CatalogOption> options() {
  std::vector<CatalogOption> all;
  for_each_field<Options>([&](const auto& field) { all.push_back(option_of(field)); });
  return all;
}

std::vector<CatalogShape> shapes() {
  std::vector<CatalogShape> all;
  for (const Analysis& analysis : analyses) analysis.describe(all);
  return all;
}

}  // namespace

Catalog make_catalog() {
  return {.version = {},
          .engine = engine_version(),
          .measures = entries(measures()),
          .formats = entries(formats()),
          .models = entries(models()),
          .tau2 = entries(tau2_estimators()),
          .tau2_intervals = entries(tau2_intervals()),
          .tests = entries(tests()),
          .predictions = entries(prediction_rules()),
          .add_to = entries(add_to_policies),
          .options = options(),
          .analyses = entries(analyses),
          .conventions = entries(conventions()),
          .shapes = shapes(),
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
