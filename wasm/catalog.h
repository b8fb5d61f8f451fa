#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/analysis/convention.h"
#include "core/base/note.h"
#include "core/data/options.h"
#include "wasm/json.h"
#include "wasm/option_rules.h"
#include "wasm/shapes.h"

namespace pooled {

/// The core's tables as the border shows them. Texts point into those tables.

struct CatalogColumn {
  std::string_view id, label, short_label, group, domain;
  bool optional;
};

struct CatalogFormat {
  std::string_view id, label, family;
  std::vector<CatalogColumn> columns;
  std::string_view source;
  bool converted = false;
};

struct CatalogMeasure {
  std::string_view id, label, when;
  std::vector<std::string_view> formats;
  std::string_view scale;
  std::optional<double> no_effect;
  bool absolute;
  std::vector<std::string_view> forms;
  std::string_view source;
};

struct CatalogChoice {
  std::string_view id, label, when, source;
};

/// One setting a request can make.
struct CatalogOption {
  std::string_view id, type;
  bool nullable;
  std::vector<Pick> picks;
  double lowest, highest;
  bool open, whole;
  std::string_view doc;
};

struct CatalogModel {
  std::string_view id, label, when, source;
  bool random;
  std::string_view default_test;
  std::vector<std::string_view> measures;
  bool own_tau2;
  std::vector<std::string_view> tests;
};

struct CatalogAnalysis {
  std::string_view id, label, when;
  bool heavy;
  std::string type;
  std::vector<std::string_view> options;
  bool parts;
};

/// What a convention chooses for some measures, with or without random effects.
struct CatalogPreset {
  std::vector<std::string_view> measures;
  bool random;
  Overrides options;
};

struct CatalogConvention {
  std::string_view id, label, source;
  std::vector<CatalogPreset> presets;
};

struct CatalogNote {
  std::string_view code;
  Severity severity;
  std::string_view text;
};

struct Catalog {
  ContractVersion version;
  std::string_view engine;
  std::vector<CatalogMeasure> measures;
  std::vector<CatalogFormat> formats;
  std::vector<CatalogModel> models;
  std::vector<CatalogChoice> tau2, tau2_intervals, tests, predictions, add_to;
  std::vector<CatalogOption> options;
  std::vector<CatalogAnalysis> analyses;
  std::vector<CatalogConvention> conventions;
  std::vector<CatalogShape> shapes;
  std::vector<CatalogNote> notes;
  Options defaults;
};

Catalog make_catalog();

template <>
inline constexpr auto fields<CatalogColumn> = std::tuple{
    field("id", &CatalogColumn::id),
    field("label", &CatalogColumn::label,
          "Long name, for instance \"Treatment events\"; the accessible name of a cell starts with it."),
    field("short", &CatalogColumn::short_label, "Short name for a column head, for instance \"events\"."),
    field("group", &CatalogColumn::group,
          "\"Treatment\", \"Control\" or \"\": heads with the same group stand under one heading."),
    field("domain", &CatalogColumn::domain),
    field("optional", &CatalogColumn::optional),
};

template <>
inline constexpr auto fields<CatalogFormat> = std::tuple{
    field("id", &CatalogFormat::id),
    field("label", &CatalogFormat::label),
    field("family", &CatalogFormat::family),
    field("columns", &CatalogFormat::columns),
    field("source", &CatalogFormat::source),
    field("converted", &CatalogFormat::converted,
          "What is pooled is computed from what is typed; the report says how."),
};

template <>
inline constexpr auto fields<CatalogMeasure> = std::tuple{
    field("id", &CatalogMeasure::id),
    field("label", &CatalogMeasure::label),
    field("when", &CatalogMeasure::when, "When to choose it, in one sentence."),
    field("formats", &CatalogMeasure::formats, "Formats a row may have under this measure, the usual one first."),
    field("scale", &CatalogMeasure::scale),
    field("no_effect", &CatalogMeasure::no_effect,
          "Value of no effect on the display scale; null where one group is described and nothing compared."),
    field("absolute", &CatalogMeasure::absolute, "With a risk without treatment it gives a number per 1000."),
    field("forms", &CatalogMeasure::forms, "Values of options.form that it has beside the usual one."),
    field("source", &CatalogMeasure::source),
};

template <>
inline constexpr auto fields<CatalogChoice> = std::tuple{
    field("id", &CatalogChoice::id),
    field("label", &CatalogChoice::label),
    field("when", &CatalogChoice::when, "When to choose it, in one sentence."),
    field("source", &CatalogChoice::source),
};

template <>
inline constexpr auto fields<Pick> = std::tuple{
    field("id", &Pick::id),
    field("label", &Pick::label),
};

template <>
inline constexpr auto fields<CatalogOption> = std::tuple{
    field("id", &CatalogOption::id),
    field("type", &CatalogOption::type),
    field("nullable", &CatalogOption::nullable),
    field("picks", &CatalogOption::picks, "The values there are; empty = any of the type."),
    field("lowest", &CatalogOption::lowest, "null = no limit."),
    field("highest", &CatalogOption::highest, "null = no limit."),
    field("open", &CatalogOption::open, "The limits themselves are excluded."),
    field("whole", &CatalogOption::whole, "No fractions."),
    field("doc", &CatalogOption::doc),
};

template <>
inline constexpr auto fields<CatalogModel> = std::tuple{
    field("id", &CatalogModel::id),
    field("label", &CatalogModel::label),
    field("when", &CatalogModel::when, "When to choose it, in one sentence."),
    field("source", &CatalogModel::source),
    field("random", &CatalogModel::random, "Whether tau2 and prediction have a meaning under this model."),
    field("default_test", &CatalogModel::default_test, "The test used when a request names none."),
    field("measures", &CatalogModel::measures, "The measures it exists for."),
    field("own_tau2", &CatalogModel::own_tau2, "It has its own estimate of tau2: the option has no say."),
    field("tests", &CatalogModel::tests, "The tests it has."),
};

template <>
inline constexpr auto fields<CatalogAnalysis> = std::tuple{
    field("id", &CatalogAnalysis::id),
    field("label", &CatalogAnalysis::label),
    field("when", &CatalogAnalysis::when, "What it answers, in one sentence."),
    field("heavy", &CatalogAnalysis::heavy, "Fits many models: to be asked for only when it is on screen."),
    field("type", &CatalogAnalysis::type, "Of the answer: a shape's id, with [] for a list."),
    field("options", &CatalogAnalysis::options, "The options that only this question has."),
    field("parts", &CatalogAnalysis::parts, "Whether request.parts can share it out."),
};

template <>
inline constexpr auto fields<CatalogPreset> = std::tuple{
    field("measures", &CatalogPreset::measures, "The measures it is for."),
    field("random", &CatalogPreset::random, "For models with random effects, or for those without."),
    field("options", &CatalogPreset::options, "What to choose; null = leave it."),
};

template <>
inline constexpr auto fields<CatalogConvention> = std::tuple{
    field("id", &CatalogConvention::id),
    field("label", &CatalogConvention::label, "The program, with its version where defaults changed."),
    field("source", &CatalogConvention::source, "What this rests on."),
    field("presets", &CatalogConvention::presets, "Every measure is in one of them, with and without random effects."),
};

template <>
inline constexpr auto fields<CatalogNote> = std::tuple{
    field("code", &CatalogNote::code),
    field("severity", &CatalogNote::severity),
    field("text", &CatalogNote::text, "Sentence with {study} {column} {value} {other} {detail} to be filled in."),
};

template <>
inline constexpr auto fields<Catalog> = std::tuple{
    field("version", &Catalog::version),
    field("engine", &Catalog::engine),
    field("measures", &Catalog::measures),
    field("formats", &Catalog::formats),
    field("models", &Catalog::models),
    field("tau2", &Catalog::tau2),
    field("tau2_intervals", &Catalog::tau2_intervals),
    field("tests", &Catalog::tests),
    field("predictions", &Catalog::predictions),
    field("add_to", &Catalog::add_to),
    field("options", &Catalog::options),
    field("analyses", &Catalog::analyses),
    field("conventions", &Catalog::conventions, "Defaults of other programs."),
    field("shapes", &Catalog::shapes),
    field("notes", &Catalog::notes),
    field("defaults", &Catalog::defaults),
};

}  // namespace pooled
