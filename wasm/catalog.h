#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/note.h"
#include "core/data/options.h"
#include "wasm/json.h"

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
};

struct CatalogMeasure {
  std::string_view id, label;
  std::vector<std::string_view> formats;
  std::string_view scale;
  std::optional<double> no_effect;
  bool absolute;
  std::string_view source;
};

struct CatalogChoice {
  std::string_view id, label, source;
};

struct CatalogModel {
  std::string_view id, label, source;
  bool random;
  std::string_view default_test;
  std::vector<std::string_view> measures;
};

struct CatalogAnalysis {
  std::string_view id, label;
  bool heavy;
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
  std::vector<CatalogChoice> tau2, tests, predictions, add_to, trim_fill, trim_side;
  std::vector<CatalogAnalysis> analyses;
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
    field("id", &CatalogFormat::id),         field("label", &CatalogFormat::label),
    field("family", &CatalogFormat::family), field("columns", &CatalogFormat::columns),
    field("source", &CatalogFormat::source),
};

template <>
inline constexpr auto fields<CatalogMeasure> = std::tuple{
    field("id", &CatalogMeasure::id),
    field("label", &CatalogMeasure::label),
    field("formats", &CatalogMeasure::formats, "Formats a row may have under this measure, the usual one first."),
    field("scale", &CatalogMeasure::scale),
    field("no_effect", &CatalogMeasure::no_effect,
          "Value of no effect on the display scale; null where one group is described and nothing compared."),
    field("absolute", &CatalogMeasure::absolute, "With a risk without treatment it gives a number per 1000."),
    field("source", &CatalogMeasure::source),
};

template <>
inline constexpr auto fields<CatalogChoice> = std::tuple{
    field("id", &CatalogChoice::id),
    field("label", &CatalogChoice::label),
    field("source", &CatalogChoice::source),
};

template <>
inline constexpr auto fields<CatalogModel> = std::tuple{
    field("id", &CatalogModel::id),
    field("label", &CatalogModel::label),
    field("source", &CatalogModel::source),
    field("random", &CatalogModel::random, "Whether tau2 and prediction have a meaning under this model."),
    field("default_test", &CatalogModel::default_test, "The test used when a request names none."),
    field("measures", &CatalogModel::measures, "The measures it exists for."),
};

template <>
inline constexpr auto fields<CatalogAnalysis> = std::tuple{
    field("id", &CatalogAnalysis::id),
    field("label", &CatalogAnalysis::label),
    field("heavy", &CatalogAnalysis::heavy, "Fits many models: to be asked for only when it is on screen."),
};

template <>
inline constexpr auto fields<CatalogNote> = std::tuple{
    field("code", &CatalogNote::code),
    field("severity", &CatalogNote::severity),
    field("text", &CatalogNote::text, "Sentence with {study} {column} {value} {other} to be filled in."),
};

template <>
inline constexpr auto fields<Catalog> = std::tuple{
    field("version", &Catalog::version),     field("engine", &Catalog::engine),
    field("measures", &Catalog::measures),   field("formats", &Catalog::formats),
    field("models", &Catalog::models),       field("tau2", &Catalog::tau2),
    field("tests", &Catalog::tests),         field("predictions", &Catalog::predictions),
    field("add_to", &Catalog::add_to),       field("trim_fill", &Catalog::trim_fill),
    field("trim_side", &Catalog::trim_side), field("analyses", &Catalog::analyses),
    field("notes", &Catalog::notes),         field("defaults", &Catalog::defaults),
};

}  // namespace pooled
