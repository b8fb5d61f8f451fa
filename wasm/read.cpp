#include "wasm/read.h"

#include <algorithm>
#include <cmath>

#include "core/model/inference.h"
#include "core/model/model.h"
#include "core/model/prediction.h"
#include "core/tau2/interval.h"
#include "wasm/analyses.h"
#include "wasm/option_rules.h"

namespace pooled {
namespace {

[[noreturn]] void refuse(const Place& at, std::string text) {
  throw Refusal{"bad_request", at.path(), std::move(text)};
}

[[noreturn]] void refuse_key(const Place& at) { refuse(at, "There is no such key."); }

constexpr std::string_view kinds[] = {"null", "true or false", "a number", "text", "a list", "an object"};

/// The value as a T, which is the alternative of Value with this index.
template <class T>
const T& as(const Value& value, const Place& at) {
  if (const T* held = std::get_if<T>(&value.held)) return *held;
  const std::size_t wanted = Value{T{}}.held.index();
  refuse(at, "Expected " + std::string(kinds[wanted]) + ", found " + std::string(kinds[value.held.index()]) + ".");
}

bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value.held); }

double number_or_nothing(const Value& value, const Place& at) { return is_null(value) ? NaN : as<double>(value, at); }

std::string short_text(const std::string& text, const Place& at) {
  if (text.size() <= max_text || std::count_if(text.begin(), text.end(), starts_character) <= std::ptrdiff_t{max_text})
    return text;
  refuse(at, "Longer than " + std::to_string(max_text) + " characters.");
}

/// The row of a table, or the list of ids there are.
template <class Table>
const auto& known(const std::string& id, const Table& table, std::string_view what, const Place& at) {
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const auto& row) { return row.id == id; });
  if (found != std::end(table)) return *found;
  std::string ids;
  for (const auto& row : table) ids += (ids.empty() ? "" : ", ") + std::string(row.id);
  refuse(at, "\"" + excerpt(id) + "\" is no " + std::string(what) + "; there are: " + ids + ".");
}

// --- options ---

void take(std::string& to, const Value& value, const Place& at) { to = as<std::string>(value, at); }
void take(double& to, const Value& value, const Place& at) { to = as<double>(value, at); }
void take(bool& to, const Value& value, const Place& at) { to = as<bool>(value, at); }
template <class T>
void take(std::optional<T>& to, const Value& value, const Place& at) {
  is_null(value) ? to.reset() : take(to.emplace(), value, at);
}

void take_option(Options& options, const Member& m, const Place& at) {
  bool found = false;
  for_each_field<Options>([&](const auto& field) {
    if (field.name != m.key) return;
    take(options.*field.member, m.value, at);
    found = true;
  });
  if (!found) refuse_key(at);
}

/// "A number from 1 to 1000000", "A number above 0 and below 1".
std::string range_text(const OptionRule& rule) {
  std::string text = rule.whole ? "A whole number " : "A number ";
  text += (rule.open ? "above " : "from ") + short_number(rule.lowest, 16);
  if (std::isfinite(rule.highest)) text += (rule.open ? " and below " : " to ") + short_number(rule.highest, 16);
  return text + (std::isfinite(rule.highest) ? "." : " on.");
}

void check_option(const std::string& value, const OptionRule& rule, const Place& at) {
  if (rule.picks) known(value, *rule.picks, rule.what, at);
}
void check_option(double value, const OptionRule& rule, const Place& at) {
  if (!rule.allows(value)) refuse(at, range_text(rule));
}
void check_option(bool, const OptionRule&, const Place&) {}
template <class T>
void check_option(const std::optional<T>& value, const OptionRule& rule, const Place& at) {
  if (value) check_option(*value, rule, at);
}

void check_options(const Options& options, const Place& at) {
  for_each_field<Options>([&](const auto& field) {
    const Place here{&at, field.name};
    if (const OptionRule* rule = rule_of(field.name)) check_option(options.*field.member, *rule, here);
  });
  if (options.tau2 == "FIXED" && !options.tau2_fixed)
    refuse({&at, "tau2_fixed"}, "The estimator FIXED needs a number here.");
}

Options options_from(const Value& value, const Place& at) {
  Options options;
  options.test.clear();
  for (const Member& m : as<Value::Members>(value, at)) {
    const Place here{&at, m.key};
    take_option(options, m, here);
    if (m.key == "test") known(options.test, tests(), "test", here);
  }
  const Model& model = known(options.model, models(), "model", {&at, "model"});
  if (options.test.empty()) options.test = model.default_test;
  short_text(options.moderators, {&at, "moderators"});
  check_options(options, at);
  return options;
}

// --- studies ---

std::vector<double> cells_from(const Value& value, const Format& format, const Place& at) {
  std::vector<double> cells(format.columns.size(), NaN);
  for (const Member& m : as<Value::Members>(value, at)) {
    const Place here{&at, m.key};
    const Column& column = known(m.key, format.columns, "column of this format", here);
    cells[static_cast<std::size_t>(&column - format.columns.data())] = number_or_nothing(m.value, here);
  }
  return cells;
}

std::map<std::string, char> bounds_from(const Value& value, const Format& format, const Place& at) {
  std::map<std::string, char> bounds;
  for (const Member& m : as<Value::Members>(value, at)) {
    const Place here{&at, m.key};
    known(m.key, format.columns, "column of this format", here);
    const std::string& sign = as<std::string>(m.value, here);
    if (sign != "<" && sign != ">") refuse(here, "Expected < or >.");
    bounds[m.key] = sign[0];
  }
  return bounds;
}

/// Blanks at the ends are slips: "low " is "low".
std::string trimmed(const std::string& text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blank);
  return first == std::string::npos ? std::string{} : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::map<std::string, std::string> groups_from(const Value& value, const Place& at) {
  std::map<std::string, std::string> groups;
  for (const Member& m : as<Value::Members>(value, at)) {
    const Place here{&at, m.key};
    groups[short_text(m.key, here)] = trimmed(short_text(as<std::string>(m.value, here), here));
  }
  return groups;
}

std::map<std::string, double> mods_from(const Value& value, const Place& at) {
  std::map<std::string, double> mods;
  for (const Member& m : as<Value::Members>(value, at)) {
    const Place here{&at, m.key};
    mods[short_text(m.key, here)] = number_or_nothing(m.value, here);
  }
  return mods;
}

Study study_from(const Value& value, const Place& at) {
  Study study;
  const Value *cells = nullptr, *bounds = nullptr;
  for (const Member& m : as<Value::Members>(value, at)) {
    const Place here{&at, m.key};
    if (m.key == "label")
      study.label = short_text(as<std::string>(m.value, here), here);
    else if (m.key == "year")
      study.year = number_or_nothing(m.value, here);
    else if (m.key == "include")
      study.include = as<bool>(m.value, here);
    else if (m.key == "format")
      study.format = as<std::string>(m.value, here);
    else if (m.key == "cells")
      cells = &m.value;
    else if (m.key == "bounds")
      bounds = &m.value;
    else if (m.key == "groups")
      study.groups = groups_from(m.value, here);
    else if (m.key == "mods")
      study.mods = mods_from(m.value, here);
    else
      refuse_key(here);
  }
  const Format& format = known(study.format, formats(), "format", {&at, "format"});
  if (cells) study.cells = cells_from(*cells, format, {&at, "cells"});
  if (bounds) study.bounds = bounds_from(*bounds, format, {&at, "bounds"});
  study.cells.resize(format.columns.size(), NaN);
  return study;
}

Dataset dataset_from(const Value& value, const Place& at) {
  Dataset data;
  const Value* studies = nullptr;
  for (const Member& m : as<Value::Members>(value, at)) {
    if (m.key != "studies") refuse_key({&at, m.key});
    studies = &m.value;
  }
  const Place here{&at, "studies"};
  if (!studies) refuse(here, "Missing.");
  const auto& list = as<Value::List>(*studies, here);
  if (list.size() > max_studies) refuse(here, "More than " + std::to_string(max_studies) + " studies.");
  data.studies.reserve(list.size());
  for (const Value& each : list) data.studies.push_back(study_from(each, {&here, {}, &each - list.data()}));
  return data;
}

// --- the request ---

std::vector<const Analysis*> want_from(const Value& value, const Place& at) {
  std::vector<const Analysis*> want;
  const auto& list = as<Value::List>(value, at);
  for (const Value& each : list) {
    const Place here{&at, {}, &each - list.data()};
    const Analysis* analysis = &known(as<std::string>(each, here), analyses, "analysis", here);
    if (std::find(want.begin(), want.end(), analysis) == want.end()) want.push_back(analysis);
  }
  return want;
}

std::vector<Figure> published_from(const Value& value, const Place& at) {
  std::vector<Figure> figures;
  for (const Member& m : as<Value::Members>(value, at)) {
    const Place here{&at, m.key};
    const auto read = figures_from(m.key, as<std::string>(m.value, here));
    if (read.empty())
      refuse(here, "Expected a figure by its name, as text in digits with a decimal point: 2.40 or <.001.");
    figures.insert(figures.end(), read.begin(), read.end());
  }
  return figures;
}

std::size_t count_from(const Value& value, const Place& at, std::size_t lowest, std::size_t highest) {
  const double x = as<double>(value, at);
  if (x >= static_cast<double>(lowest) && x <= static_cast<double>(highest) && x == std::floor(x))
    return static_cast<std::size_t>(x);
  refuse(at, "A whole number from " + std::to_string(lowest) + " to " + std::to_string(highest) + ".");
}

std::vector<std::optional<std::string>> done_from(const Value& value, const Place& at) {
  std::vector<std::optional<std::string>> done;
  const auto& list = as<Value::List>(value, at);
  for (const Value& each : list) {
    if (is_null(each))
      done.emplace_back();
    else
      done.emplace_back(as<std::string>(each, {&at, {}, &each - list.data()}));
  }
  return done;
}

Parts parts_from(const Value& value, const Place& at) {
  const Value *of = nullptr, *part = nullptr, *done = nullptr;
  for (const Member& m : as<Value::Members>(value, at)) {
    if (m.key == "of")
      of = &m.value;
    else if (m.key == "at")
      part = &m.value;
    else if (m.key == "done")
      done = &m.value;
    else
      refuse_key({&at, m.key});
  }
  if (!of) refuse({&at, "of"}, "Missing.");
  if (!part == !done) refuse(at, "Either at or done.");
  Parts parts{.of = count_from(*of, {&at, "of"}, 1, most_parts)};
  if (part) parts.at = count_from(*part, {&at, "at"}, 0, parts.of - 1);
  if (done) parts.done = done_from(*done, {&at, "done"});
  if (done && parts.done.size() != parts.of) refuse({&at, "done"}, "As many as there are parts; null for one missing.");
  return parts;
}

/// The members of a request before they are read; nullptr = left out.
struct RequestMembers {
  const Value *version = nullptr, *dataset = nullptr, *options = nullptr, *want = nullptr, *published = nullptr,
              *parts = nullptr;
};

RequestMembers members_of(const Value& root, const Place& top) {
  RequestMembers members;
  for (const Member& m : as<Value::Members>(root, top)) {
    if (m.key == "version")
      members.version = &m.value;
    else if (m.key == "dataset")
      members.dataset = &m.value;
    else if (m.key == "options")
      members.options = &m.value;
    else if (m.key == "want")
      members.want = &m.value;
    else if (m.key == "published")
      members.published = &m.value;
    else if (m.key == "parts")
      members.parts = &m.value;
    else
      refuse_key({&top, m.key});
  }
  return members;
}

void check_version(const Value* version, const Place& at) {
  if (!version || as<double>(*version, at) != 1) refuse(at, "This engine reads requests of version 1.");
}

}  // namespace

Request read_request(std::string_view bytes) {
  const Value root = parse_json(bytes);
  const Place top;
  const RequestMembers members = members_of(root, top);
  check_version(members.version, {&top, "version"});
  if (!members.dataset) refuse({&top, "dataset"}, "Missing.");
  Request request{dataset_from(*members.dataset, {&top, "dataset"}), {}, {&analyses[0]}, {}, {}};
  if (members.options) request.options = options_from(*members.options, {&top, "options"});
  if (members.want) request.want = want_from(*members.want, {&top, "want"});
  if (members.published) request.published = published_from(*members.published, {&top, "published"});
  if (members.parts) request.parts = parts_from(*members.parts, {&top, "parts"});
  return request;
}

}  // namespace pooled
