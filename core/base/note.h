#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/types.h"

namespace pooled {

enum class Severity { info, warning, error };

/// Everything the core can say to its user, in the order of note.cpp's table. `error` = this study, or this
/// question, has no number.
enum class NoteCode {
  no_studies,
  no_usable_study,
  one_study,
  two_studies,
  hk_one_study,
  hk_floor_acts,
  hk_narrower_than_wald,
  hk_no_spread,
  hk_wald_is_wider,
  kr_without_reml,
  kr_few_df,
  pl_without_ml,
  skovgaard_at_zero,
  skovgaard_turns,
  hc_common_estimate,
  beyond_needs_tau2,
  threshold_needed,
  freeman_tukey_size,
  participants_needed,
  weights_needed,
  uwls_narrow,
  prediction_not_for_model,
  several_maxima,
  tau2_interval_empty,
  prediction_needs_more,
  prediction_narrower,
  prediction_own_tau2,
  variances_far_apart,
  display_overflow,
  duplicate_study,
  zero_cells_adjusted,
  zero_cells_variance_only,
  zero_cells_by_group,
  zero_cells_variance_by_group,
  double_zero_left_out,
  all_events_left_out,
  zero_cells_not_estimable,
  missing_cell,
  not_finite,
  not_whole,
  negative,
  not_positive,
  empty_arm,
  too_few_for_sd,
  events_exceed_total,
  sd_zero,
  variance_not_positive,
  not_estimable,
  variance_out_of_range,
  smd_huge,
  ratio_not_positive,
  limits_reversed,
  limits_equal,
  estimate_outside_limits,
  level_out_of_range,
  not_on_scale,
  not_a_correlation,
  too_few_for_correlation,
  format_not_for_measure,
  model_not_for_measure,
  test_not_for_model,
  study_without_counts,
  counts_needed,
  counts_as_they_are,
  counts_used_without_effect,
  mantel_haenszel_not_estimable,
  peto_not_estimable,
  peto_biased,
  tau2_of_model,
  stratified_needs_counts,
  prediction_by_V,
  double_zero_counts,
  counts_out_of_range,
  likelihood_without_maximum,
  likelihood_model_needed,
  control_risk_needed,
  question_not_for_measure,
  leave_one_out_needs_two,
  too_many_refits,
  two_studies_needed,
  cumulative_order_unknown,
  cumulative_value_missing,
  influence_without_leverage,
  influence_of_two,
  blups_need_inverse_variance,
  labbe_needs_two_groups,
  gosh_sampled,
  gosh_failed,
  regression_too_few,
  regression_collinear,
  regression_inverse_variance,
  regression_test_is_floor,
  regression_no_estimator,
  formula_needed,
  formula_not_understood,
  moderator_unknown,
  moderator_missing,
  moderator_no_study,
  moderator_constant,
  moderator_collinear,
  moderator_far_from_zero,
  subgroup_needed,
  subgroup_unknown,
  subgroup_missing,
  subgroup_only_one,
  subgroup_one_study,
  permutation_few,
  funnel_few,
  small_study_needs_three,
  small_study_few,
  small_study_same_precision,
  small_study_no_spread,
  small_study_no_common_odds_ratio,
  bias_not_for_measure,
  trim_fill_needs,
  trim_fill_no_side,
  trim_fill_no_q0,
  trim_fill_cycles,
  trim_fill_inverse_variance,
  fail_safe_target_unusable,
  fail_safe_beyond,
  pet_peese_needs_three,
  waap_too_few,
  excess_no_exact,
  converted,
  not_a_percentage,
  not_from_0_to_1,
  p_without_se,
  no_effect_without_se,
  statistic_other_side,
  known_only_below,
  known_only_as_limit,
  percent_fits_no_count,
  percent_fits_several,
  below_one,
  summary_not_in_order,
  summary_skewed,
  correlation_implied,
  nothing_converted,
  all_converted,
  form_not_for_measure,
  spline_not_numeric,
  spline_too_few_values,
  spline_knots,
  names_alike,
  trim_fill_side_by_skewness,
  line_rests_on_study,
  correlation_complete,
  result_out_of_range,
  count
};

/// What happened, where, and the one or two numbers it is about. Data, not text: the wording is one table in note.cpp.
struct Note {
  NoteCode code = NoteCode::no_studies;
  int row = -1;               ///< row of the data set; -1 = the whole analysis
  std::string_view column{};  ///< column id; empty = the whole row
  double value = NaN, other = NaN;
  std::string detail{};  ///< words that no table can hold: numbers of any count, as a person would say them
};

struct NoteKind {
  NoteCode code;
  std::string_view id;
  Severity severity;
  /// Sentence with {study} {column} {value} {other} {detail} to be filled in; {~value} {~other} are rounded to 3
  /// digits.
  std::string_view text;
};

std::span<const NoteKind> note_kinds();
const NoteKind& kind(NoteCode code);

/// The sentence for the user.
/// @param study   label of the row, or "Study 3"; unused for notes about the whole analysis
/// @param column  long name of the column ("Treatment events"), or empty
std::string text(const Note& note, std::string_view study, std::string_view column);

/// A number as a person would write it: up to `digits` significant digits, no trailing zeros.
std::string short_number(double x, int digits = 6);

}  // namespace pooled
