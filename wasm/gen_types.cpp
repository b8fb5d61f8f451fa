#include <iostream>
#include <string>
#include <vector>

#include "wasm/analyses.h"
#include "wasm/catalog.h"
#include "wasm/report.h"

/// Prints web/src/core/types.ts: an interface for every struct that crosses the border, from its fields<>, and around
/// them the envelope of requests and reports. The page is compiled against what this engine really sends.

namespace pooled {
namespace {

template <class S>
constexpr std::string_view name_of = "";
template <>
constexpr std::string_view name_of<Options> = "Options";
template <>
constexpr std::string_view name_of<Interval> = "Interval";
template <>
constexpr std::string_view name_of<PooledDisplay> = "PooledDisplay";
template <>
constexpr std::string_view name_of<StudyEffect> = "StudyEffect";
template <>
constexpr std::string_view name_of<Summary> = "Summary";
template <>
constexpr std::string_view name_of<Absolute> = "Absolute";
template <>
constexpr std::string_view name_of<MethodRow> = "MethodRow";
template <>
constexpr std::string_view name_of<LeaveOneOutRow> = "LeaveOneOutRow";
template <>
constexpr std::string_view name_of<CumulativeRow> = "CumulativeRow";
template <>
constexpr std::string_view name_of<Cumulative> = "Cumulative";
template <>
constexpr std::string_view name_of<InfluenceRow> = "InfluenceRow";
template <>
constexpr std::string_view name_of<Influence> = "Influence";
template <>
constexpr std::string_view name_of<BaujatRow> = "BaujatRow";
template <>
constexpr std::string_view name_of<BlupRow> = "BlupRow";
template <>
constexpr std::string_view name_of<GoshCell> = "GoshCell";
template <>
constexpr std::string_view name_of<GoshStudy> = "GoshStudy";
template <>
constexpr std::string_view name_of<GoshQuantile> = "GoshQuantile";
template <>
constexpr std::string_view name_of<GoshPoint> = "GoshPoint";
template <>
constexpr std::string_view name_of<Gosh> = "Gosh";
template <>
constexpr std::string_view name_of<Tau2ProfilePoint> = "Tau2ProfilePoint";
template <>
constexpr std::string_view name_of<Tau2Profile> = "Tau2Profile";
template <>
constexpr std::string_view name_of<LabbeRow> = "LabbeRow";
template <>
constexpr std::string_view name_of<LabbePoint> = "LabbePoint";
template <>
constexpr std::string_view name_of<Labbe> = "Labbe";
template <>
constexpr std::string_view name_of<RadialRow> = "RadialRow";
template <>
constexpr std::string_view name_of<Radial> = "Radial";
template <>
constexpr std::string_view name_of<ReportNote> = "Note";
template <>
constexpr std::string_view name_of<CatalogColumn> = "CatalogColumn";
template <>
constexpr std::string_view name_of<CatalogFormat> = "CatalogFormat";
template <>
constexpr std::string_view name_of<CatalogMeasure> = "CatalogMeasure";
template <>
constexpr std::string_view name_of<CatalogChoice> = "CatalogChoice";
template <>
constexpr std::string_view name_of<CatalogModel> = "CatalogModel";
template <>
constexpr std::string_view name_of<CatalogAnalysis> = "CatalogAnalysis";
template <>
constexpr std::string_view name_of<CatalogNote> = "CatalogNote";
template <>
constexpr std::string_view name_of<Catalog> = "Catalog";

/// What a string may be, where the page should know all cases.
struct Union {
  std::string_view interface, field, type;
};
constexpr Union unions[] = {
    {"CatalogMeasure", "scale", R"("identity" | "log" | "logit" | "arcsine" | "square_root" | "fisher_z")"},
    {"CatalogColumn", "domain",
     R"("count" | "size" | "positive" | "non_negative" | "probability" | "percent" | "correlation" | "any")"},
};

template <class T>
struct TypeOf {
  static std::string text() { return std::string(name_of<T>); }
};
template <>
struct TypeOf<ContractVersion> {
  static std::string text() { return "1"; }
};
template <>
struct TypeOf<Severity> {
  static std::string text() { return R"("error" | "warning" | "info")"; }
};
template <>
struct TypeOf<bool> {
  static std::string text() { return "boolean"; }
};
template <>
struct TypeOf<int> {
  static std::string text() { return "number"; }
};
template <>
struct TypeOf<double> {
  static std::string text() { return "number"; }
};
template <Text T>
struct TypeOf<T> {
  static std::string text() { return "string"; }
};
template <class T>
struct TypeOf<std::optional<T>> {
  static std::string text() { return TypeOf<T>::text() + " | null"; }
};
template <class T>
struct TypeOf<std::vector<T>> {
  static std::string text() { return TypeOf<T>::text() + "[]"; }
};

template <class S, class M>
std::string type_of(const Field<S, M>& field) {
  for (const Union& each : unions)
    if (each.interface == name_of<S> && each.field == field.name) return std::string(each.type);
  // Results may not exist; options are checked on the way in.
  const bool may_be_null = std::is_same_v<M, double> && !std::is_same_v<S, Options>;
  return TypeOf<M>::text() + (may_be_null ? " | null" : "");
}

template <class S>
void print_interface(std::string_view doc) {
  std::cout << '\n';
  if (!doc.empty()) std::cout << "/** " << doc << " */\n";
  std::cout << "export interface " << name_of<S> << " {\n";
  for_each_field<S>([](const auto& field) {
    if (!field.doc.empty()) std::cout << "  /** " << field.doc << " */\n";
    std::cout << "  " << field.name << ": " << type_of(field) << ";\n";
  });
  std::cout << "}\n";
}

constexpr std::string_view head =
    R"(// Generated by `pooled_types` from the structs in core/ and wasm/ (scripts/test.sh checks it). Do not edit.

export interface Study {
  label: string;
  /** Year of publication, null when unknown. */
  year: number | null;
  include: boolean;
  /** Catalogue id of the way this row was typed: counts, means, estimate_ci, estimate_se … */
  format: string;
  /** Column id -> number; null or absent = left empty. */
  cells: Record<string, number | null>;
  groups: Record<string, string>;
  mods: Record<string, number | null>;
}

export interface Dataset {
  studies: Study[];
}
)";

constexpr std::string_view request = R"(
export interface Request {
  version: 1;
  dataset: Dataset;
  /** What is left out takes the catalogue's default; `test` that of the model. */
  options: Partial<Options>;
  /** Ids of the catalogue's analyses. */
  want: string[];
}
)";

void print_report() {
  std::cout << R"(
/** The answer to a request. An analysis that was wanted and has no answer here is absent; a note says why. */
export interface Report {
  version: 1;
  engine: string;
  /** The options used, defaults filled in. */
  options: Options;
  /** Every row of the data set, used or not. */
  effects: StudyEffect[];
  notes: Note[];
)";
  for (const Analysis& each : analyses) std::cout << "  " << each.id << "?: " << each.type << ";\n";
  std::cout << R"(}

export interface ErrorReport {
  version: 1;
  /** `where` is the path of the fault in the request, for instance dataset.studies[2].cells.n1i. */
  error: { code: string; where: string; text: string };
}
)";
}

void print_types() {
  std::cout << head;
  print_interface<Options>("Every choice the user has, flat. Ids are those of the catalogue.");
  std::cout << request;
  print_interface<Interval>("A point and its interval, on the scale people read.");
  print_interface<PooledDisplay>("A pooled result on the scale people read.");
  print_interface<StudyEffect>("One study on the analysis scale (log for ratios), and as displayed.");
  print_interface<Summary>("The pooled result on the analysis scale, and as displayed.");
  print_interface<MethodRow>("One row of \"Do other methods agree?\".");
  print_interface<LeaveOneOutRow>("The pooled result without one study.");
  print_interface<CumulativeRow>("The pooled result of this study and all rows above it.");
  print_interface<Cumulative>("Studies added one by one.");
  print_interface<InfluenceRow>("Case diagnostics of one study.");
  print_interface<Influence>("Case diagnostics, with the cut-offs beyond which a study counts as influential.");
  print_interface<BaujatRow>("One study of a Baujat plot.");
  print_interface<BlupRow>("The true effect of one study as the model sees it.");
  print_interface<GoshCell>("A cell of the grid est x I2 with the subsets in it.");
  print_interface<GoshStudy>("What a study does to the subsets that hold it.");
  print_interface<GoshQuantile>("Quantiles over the subsets.");
  print_interface<GoshPoint>("One subset.");
  print_interface<Gosh>("The pooled effect and I2 of all subsets of the studies.");
  print_interface<Tau2ProfilePoint>("The result if tau were this.");
  print_interface<Tau2Profile>("How everything depends on tau.");
  print_interface<LabbeRow>("The two groups of one study, as observed.");
  print_interface<LabbePoint>("What the pooled effect makes of a control risk x.");
  print_interface<Labbe>("A L'Abbe plot.");
  print_interface<RadialRow>("One study of a radial plot.");
  print_interface<Radial>("A radial (Galbraith) plot.");
  print_interface<Absolute>("The pooled effect applied to a stated control risk. Risks and differences are fractions.");
  print_interface<ReportNote>("A remark, or the reason why something has no number.");
  print_report();
  print_interface<CatalogColumn>("One column of the entry table.");
  print_interface<CatalogFormat>("One way of typing a study.");
  print_interface<CatalogMeasure>("One effect measure.");
  print_interface<CatalogChoice>("One choice of a setting.");
  print_interface<CatalogModel>("One model, with what its choice implies.");
  print_interface<CatalogAnalysis>("One question a request can ask.");
  print_interface<CatalogNote>("One kind of note.");
  print_interface<Catalog>("Everything there is to choose from.");
}

}  // namespace
}  // namespace pooled

int main() {
  pooled::print_types();
  return std::cout.flush() ? 0 : 1;
}
