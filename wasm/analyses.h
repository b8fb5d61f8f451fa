#pragma once

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
#include "wasm/first.h"
#include "wasm/json.h"
#include "wasm/shapes.h"
#include "wasm/type_names.h"

namespace pooled {

/// What a question is asked about.
struct Asked {
  const Effects& effects;
  const Fit& fit;
  const Options& options;
  const std::vector<Figure>& published;
  const Rows* rows = nullptr;  ///< of a question in parts, where they have been worked out before
};

template <auto question>
inline constexpr bool of_published =
    std::is_invocable_v<decltype(question), const Effects&, const Fit&, const Options&, const std::vector<Figure>&>;

/// Most questions are about the studies alone; some also about the published result of the request.
template <auto question>
auto answer_to(const Asked& a) {
  if constexpr (of_published<question>)
    return question(a.effects, a.fit, a.options, a.published);
  else
    return question(a.effects, a.fit, a.options);
}

/// A question a request can ask with `want`.
struct Analysis {
  std::string_view id, label;
  bool heavy;  ///< fits many models: ask for it only when it is on screen
  /// Writes the answer under `id`, or returns why there is none; then what is to be said about it.
  std::vector<Note> (*run)(std::string_view id, JsonText& out, const Asked& asked);
  std::string (*type)();                                ///< of the answer, in TypeScript
  void (*describe)(std::vector<CatalogShape>& shapes);  ///< adds what the answer consists of
  std::string_view options;                             ///< the options that only this question has, by spaces
  bool alone = false;                                   ///< needs no studies: asked with an empty Fit too
  Rows (*rows)(const Asked& asked, const Share& share) = nullptr;  ///< of a question that can be shared out
};

template <class Answer>
std::vector<Note> write(std::string_view id, JsonText& out, const Result<Answer>& answer) {
  if (!answer) return {answer.note()};
  out.key(id);
  put(out, *answer);
  if constexpr (requires { answer->notes; }) return answer->notes;
  return {};
}

template <auto question>
std::vector<Note> run(std::string_view id, JsonText& out, const Asked& asked) {
  return write(id, out, answer_to<question>(asked));
}

template <auto question, Part part = Part::whole>
constexpr Analysis ask(std::string_view id, std::string_view label, bool heavy, std::string_view options = {},
                       bool alone = false) {
  if constexpr (is_first_part && part == Part::whole) {
    return {id, label, heavy, run_elsewhere, no_type, no_shapes, options, alone};
  } else {
    using Answer = std::remove_cvref_t<decltype(*answer_to<question>(std::declval<const Asked&>()))>;
    const auto describe_it = is_first_part ? no_shapes : describe<Answer>;
    return {id, label, heavy, run<question>, TypeOf<Answer>::text, describe_it, options, alone};
  }
}

template <auto rows>
Rows rows_of(const Asked& a, const Share& share) {
  return rows(a.effects, a.fit, a.options, share);
}

template <auto rows, auto question>
std::vector<Note> run_in_parts(std::string_view id, JsonText& out, const Asked& a) {
  return write(id, out, question(a.effects, a.fit, a.options, a.rows ? *a.rows : rows_of<rows>(a, all_tasks)));
}

/// A question of many independent tasks: those of a share, and the answer from all.
template <auto rows, auto question>
constexpr Analysis ask_in_parts(std::string_view id, std::string_view label, std::string_view options) {
  if constexpr (is_first_part) {
    return {id, label, true, run_elsewhere, no_type, no_shapes, options};
  } else {
    using Answer =
        std::remove_cvref_t<decltype(*question(std::declval<const Effects&>(), std::declval<const Fit&>(),
                                               std::declval<const Options&>(), std::declval<const Rows&>()))>;
    return {id,      label, true,         run_in_parts<rows, question>, TypeOf<Answer>::text, describe<Answer>,
            options, false, rows_of<rows>};
  }
}

/// A new analysis is one row here, and its name in type_names.h.
inline constexpr Analysis analyses[] = {
    ask<summarise, Part::first_and_whole>("summary", "Pooled result", false),
    ask<checks>("checks", "Entry checks", false),
    ask<absolute, Part::first_and_whole>("absolute", "Per 1000 people", false),
    ask<methods>("methods", "Do other methods agree?", true),
    ask<few_studies, Part::first_and_whole>("few_studies", "Few studies", false),
    ask<conventions_compared>("conventions", "What other programs print", true),
    ask<leave_one_out>("leave_one_out", "Leave one out", true),
    ask<without_converted>("without_converted", "Without converted studies", false),
    ask<stratified>("stratified", "Stratified tests", false),
    ask<cumulative>("cumulative", "Cumulative", true, "cumulative_by"),
    ask<influence>("influence", "Influential studies", true),
    ask<baujat>("baujat", "Baujat plot", true),
    ask<blups>("blups", "Shrunken study effects", false),
    ask_in_parts<gosh_rows, gosh_from>("gosh", "All subsets (GOSH)", "gosh_subsets seed"),
    ask<tau2_profile>("tau2_profile", "Results along tau", true),
    ask<drapery>("drapery", "Drapery plot", true),
    ask<labbe>("labbe", "L'Abbe plot", false),
    ask<radial>("radial", "Radial plot", false),
    ask<subgroups>("subgroups", "Subgroups", false, "subgroup subgroup_tau2"),
    ask<meta_regression>("meta_regression", "Meta-regression", false, "moderators centre_moderators"),
    ask_in_parts<permutation_rows, permutation_from>("permutation", "Permutation test", "moderators permutations seed"),
    ask<funnel>("funnel", "Funnel plot", false),
    ask<small_study>("small_study", "Small-study effects", false),
    ask<likelihood_details>("glmm", "Likelihood details", false),
    ask<beyond>("beyond", "Beyond a threshold", false, "threshold"),
    ask<trim_fill>("trim_fill", "Trim and fill", false, "trim_fill trim_side"),
    ask<fail_safe>("fail_safe", "Fail-safe N", true, "fail_safe_target"),
    ask<pet_peese>("pet_peese", "PET-PEESE", false),
    ask<excess_significance>("excess_significance", "Excess significance", false),
    ask<which_method>("which_method", "Which method made this diamond?", true),
    ask<agreement>("agreement", "Do two readers agree?", false, {}, true),
    ask<audit_published>("audit_published", "Do the published numbers fit together?", false, {}, true),
};

}  // namespace pooled
