#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/analysis/absolute.h"
#include "core/analysis/agreement.h"
#include "core/analysis/audit_published.h"
#include "core/analysis/baujat.h"
#include "core/analysis/beyond.h"
#include "core/analysis/blups.h"
#include "core/analysis/checks.h"
#include "core/analysis/conventions.h"
#include "core/analysis/cumulative.h"
#include "core/analysis/drapery.h"
#include "core/analysis/excess_significance.h"
#include "core/analysis/fail_safe.h"
#include "core/analysis/few_studies.h"
#include "core/analysis/funnel.h"
#include "core/analysis/gosh.h"
#include "core/analysis/influence.h"
#include "core/analysis/labbe.h"
#include "core/analysis/leave_one_out.h"
#include "core/analysis/likelihood_details.h"
#include "core/analysis/meta_regression.h"
#include "core/analysis/methods.h"
#include "core/analysis/permutation.h"
#include "core/analysis/pet_peese.h"
#include "core/analysis/radial.h"
#include "core/analysis/small_study.h"
#include "core/analysis/stratified.h"
#include "core/analysis/subgroups.h"
#include "core/analysis/summary.h"
#include "core/analysis/tau2_profile.h"
#include "core/analysis/trim_fill.h"
#include "core/analysis/which_method.h"
#include "core/analysis/without_converted.h"
#include "core/data/options.h"
#include "wasm/json.h"

namespace pooled {

/// What a struct is called on the other side of the border. A new answer is one line here.
template <class S>
inline constexpr std::string_view type_name = "";
template <>
inline constexpr std::string_view type_name<Options> = "Options";
template <>
inline constexpr std::string_view type_name<Interval> = "Interval";
template <>
inline constexpr std::string_view type_name<PooledDisplay> = "PooledDisplay";
template <>
inline constexpr std::string_view type_name<StudyEffect> = "StudyEffect";
template <>
inline constexpr std::string_view type_name<Summary> = "Summary";
template <>
inline constexpr std::string_view type_name<Absolute> = "Absolute";
template <>
inline constexpr std::string_view type_name<SuggestedCell> = "SuggestedCell";
template <>
inline constexpr std::string_view type_name<EntryAdvice> = "EntryAdvice";
template <>
inline constexpr std::string_view type_name<EntryChecks> = "EntryChecks";
template <>
inline constexpr std::string_view type_name<MethodRow> = "MethodRow";
template <>
inline constexpr std::string_view type_name<FewStudies> = "FewStudies";
template <>
inline constexpr std::string_view type_name<Overrides> = "Overrides";
template <>
inline constexpr std::string_view type_name<ConventionRow> = "ConventionRow";
template <>
inline constexpr std::string_view type_name<Conventions> = "Conventions";
template <>
inline constexpr std::string_view type_name<LeaveOneOutRow> = "LeaveOneOutRow";
template <>
inline constexpr std::string_view type_name<StratifiedTest> = "StratifiedTest";
template <>
inline constexpr std::string_view type_name<Stratified> = "Stratified";
template <>
inline constexpr std::string_view type_name<CumulativeRow> = "CumulativeRow";
template <>
inline constexpr std::string_view type_name<Cumulative> = "Cumulative";
template <>
inline constexpr std::string_view type_name<InfluenceRow> = "InfluenceRow";
template <>
inline constexpr std::string_view type_name<Influence> = "Influence";
template <>
inline constexpr std::string_view type_name<BaujatRow> = "BaujatRow";
template <>
inline constexpr std::string_view type_name<BlupRow> = "BlupRow";
template <>
inline constexpr std::string_view type_name<GoshCell> = "GoshCell";
template <>
inline constexpr std::string_view type_name<GoshStudy> = "GoshStudy";
template <>
inline constexpr std::string_view type_name<GoshQuantile> = "GoshQuantile";
template <>
inline constexpr std::string_view type_name<GoshPoint> = "GoshPoint";
template <>
inline constexpr std::string_view type_name<Gosh> = "Gosh";
template <>
inline constexpr std::string_view type_name<Tau2ProfilePoint> = "Tau2ProfilePoint";
template <>
inline constexpr std::string_view type_name<Tau2Profile> = "Tau2Profile";
template <>
inline constexpr std::string_view type_name<DraperyPoint> = "DraperyPoint";
template <>
inline constexpr std::string_view type_name<DraperyLevel> = "DraperyLevel";
template <>
inline constexpr std::string_view type_name<Drapery> = "Drapery";
template <>
inline constexpr std::string_view type_name<LabbeRow> = "LabbeRow";
template <>
inline constexpr std::string_view type_name<LabbePoint> = "LabbePoint";
template <>
inline constexpr std::string_view type_name<Labbe> = "Labbe";
template <>
inline constexpr std::string_view type_name<RadialRow> = "RadialRow";
template <>
inline constexpr std::string_view type_name<Radial> = "Radial";
template <>
inline constexpr std::string_view type_name<SubgroupRow> = "SubgroupRow";
template <>
inline constexpr std::string_view type_name<SubgroupContrast> = "SubgroupContrast";
template <>
inline constexpr std::string_view type_name<Subgroups> = "Subgroups";
template <>
inline constexpr std::string_view type_name<RegressionCoefficient> = "RegressionCoefficient";
template <>
inline constexpr std::string_view type_name<RegressionTerm> = "RegressionTerm";
template <>
inline constexpr std::string_view type_name<RegressionStudy> = "RegressionStudy";
template <>
inline constexpr std::string_view type_name<RegressionPoint> = "RegressionPoint";
template <>
inline constexpr std::string_view type_name<MetaRegression> = "MetaRegression";
template <>
inline constexpr std::string_view type_name<PermutedTest> = "PermutedTest";
template <>
inline constexpr std::string_view type_name<PermutationTest> = "PermutationTest";
template <>
inline constexpr std::string_view type_name<FunnelStudy> = "FunnelStudy";
template <>
inline constexpr std::string_view type_name<FunnelLine> = "FunnelLine";
template <>
inline constexpr std::string_view type_name<FunnelLimits> = "FunnelLimits";
template <>
inline constexpr std::string_view type_name<FunnelContour> = "FunnelContour";
template <>
inline constexpr std::string_view type_name<FunnelPower> = "FunnelPower";
template <>
inline constexpr std::string_view type_name<Funnel> = "Funnel";
template <>
inline constexpr std::string_view type_name<SmallStudyTest> = "SmallStudyTest";
template <>
inline constexpr std::string_view type_name<SmallStudy> = "SmallStudy";
template <>
inline constexpr std::string_view type_name<LikelihoodDetails> = "LikelihoodDetails";
template <>
inline constexpr std::string_view type_name<Beyond> = "Beyond";
template <>
inline constexpr std::string_view type_name<FilledStudy> = "FilledStudy";
template <>
inline constexpr std::string_view type_name<TrimFill> = "TrimFill";
template <>
inline constexpr std::string_view type_name<FailSafeRow> = "FailSafeRow";
template <>
inline constexpr std::string_view type_name<FailSafe> = "FailSafe";
template <>
inline constexpr std::string_view type_name<PetPeeseRow> = "PetPeeseRow";
template <>
inline constexpr std::string_view type_name<PetPeese> = "PetPeese";
template <>
inline constexpr std::string_view type_name<StudyPower> = "StudyPower";
template <>
inline constexpr std::string_view type_name<ExcessSignificance> = "ExcessSignificance";
template <>
inline constexpr std::string_view type_name<WithoutConvertedRow> = "WithoutConvertedRow";
template <>
inline constexpr std::string_view type_name<Method> = "Method";
template <>
inline constexpr std::string_view type_name<WhichFigure> = "WhichFigure";
template <>
inline constexpr std::string_view type_name<WhichRow> = "WhichRow";
template <>
inline constexpr std::string_view type_name<Which> = "Which";
template <>
inline constexpr std::string_view type_name<Agreement> = "Agreement";
template <>
inline constexpr std::string_view type_name<AuditFinding> = "AuditFinding";
template <>
inline constexpr std::string_view type_name<AuditPublished> = "AuditPublished";

/// A C++ type as TypeScript writes it.
template <class T>
struct TypeOf {
  static std::string text() { return std::string(type_name<T>); }
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

template <class T>
struct TypeOf<std::map<std::string_view, T>> {
  static std::string text() { return "Record<string, " + TypeOf<T>::text() + ">"; }
};

/// The type of a member: a result may not exist, so that a number may be null; options are checked on the way in.
template <class S, class M>
std::string type_text(const Field<S, M>&) {
  const bool may_be_null = std::is_same_v<M, double> && !std::is_same_v<S, Options>;
  return TypeOf<M>::text() + (may_be_null ? " | null" : "");
}

}  // namespace pooled
