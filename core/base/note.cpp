#include "core/base/note.h"

#include <array>
#include <cassert>
#include <cstdio>

namespace pooled {
namespace {

using enum NoteCode;
using enum Severity;

constexpr NoteKind table[] = {
    {no_studies, "no_studies", info, "No studies yet: type or paste the first two."},
    {no_usable_study, "no_usable_study", error,
     "No study can be used yet, of {value} typed; the messages beside them say why."},
    {one_study, "one_study", info,
     "Only one study: its own result is shown, nothing was pooled. Heterogeneity is not defined for one study."},
    {two_studies, "two_studies", info,
     "Two studies say little about how much studies differ: tau2 and the prediction interval are very uncertain."},
    {hk_one_study, "hk_one_study", warning,
     "The t and Hartung-Knapp intervals need at least two studies; the normal (Wald) interval is shown."},
    {hk_floor_acts, "hk_floor_acts", info,
     "The floor acts: the Hartung-Knapp factor is {~value}, below 1, so the plain interval would be narrower than the "
     "studies' own precision allows. The conventional standard error is used instead, with the t distribution."},
    {hk_narrower_than_wald, "hk_narrower_than_wald", warning,
     "The Hartung-Knapp standard error is smaller than the conventional one (factor {~value}): the interval may be too "
     "narrow. HKSJ with the floor avoids this."},
    {hk_no_spread, "hk_no_spread", warning,
     "All effects are the same, so the Hartung-Knapp interval would have no width; the conventional standard error is "
     "used with the t distribution."},
    {hk_wald_is_wider, "hk_wald_is_wider", info,
     "The Hartung-Knapp interval would be narrower than the Wald interval (factor {~value}), so the Wald interval is "
     "shown."},
    {kr_without_reml, "kr_without_reml", info,
     "Kenward-Roger was derived for REML; with another estimator of tau2 its interval is an approximation."},
    {kr_few_df, "kr_few_df", warning,
     "Only {~value} degrees of freedom are left by Kenward-Roger, because one study has almost all of the weight: its "
     "intervals say very little, or do not exist."},
    {pl_without_ml, "pl_without_ml", info,
     "The profile-likelihood interval and P belong to maximum likelihood, the estimate here does not. "
     "Random effects with ML for tau2 has all three from it."},
    {skovgaard_at_zero, "skovgaard_at_zero", info,
     "The likelihood is highest at tau2 = 0, where Skovgaard's correction does not exist: the plain profile-likelihood "
     "interval is shown."},
    {skovgaard_turns, "skovgaard_turns", info,
     "Skovgaard's correction breaks down among these studies: with it P and the interval would contradict each other. "
     "The plain profile-likelihood interval is shown."},
    {hc_common_estimate, "hc_common_estimate", info,
     "The Henmi-Copas interval lies around the common-effect estimate, which small studies move less, with tau2 by "
     "DerSimonian-Laird. The weights in the plot are those of the random-effects model."},
    {beyond_needs_tau2, "beyond_needs_tau2", info,
     "Only under random effects with two studies or more do settings differ, so that some can lie beyond a threshold."},
    {threshold_needed, "threshold_needed", info,
     "Type a threshold that is a possible value of this measure, as you read it."},
    {freeman_tukey_size, "freeman_tukey_size", warning,
     "The way back from the pooled Freeman-Tukey transform needs one size; the harmonic mean of the sizes, {~value}, "
     "is "
     "used. Where sizes differ much the result can mislead: compare with the logit (PLO) or log rate (IRLN)."},
    {participants_needed, "participants_needed", error,
     "{study}: weights by participants need their number, which this way of entry does not give. Choose another "
     "model."},
    {weights_needed, "weights_needed", error,
     "{study}: has no weight above 0. Give every study one in a moderator named weight, or choose another model."},
    {uwls_narrow, "uwls_narrow", info,
     "The studies agree more than chance alone would make them (Q / df is {~value}), so this interval is narrower than "
     "the one of the common effect."},
    {prediction_not_for_model, "prediction_not_for_model", info,
     "The chosen prediction rule does not exist for this model. Choose V, HTS or S."},
    {several_maxima, "several_maxima", warning,
     "The likelihood has a second maximum at tau2 = {~value}, {~other} log units below the one used. A small change in "
     "the data could move the result there."},
    {tau2_interval_empty, "tau2_interval_empty", info,
     "The interval for tau2 is empty: the studies agree more than chance alone would make them, at every "
     "tau2. Was a study entered twice?"},
    {prediction_needs_more, "prediction_needs_more", info,
     "This prediction rule needs at least {value} studies; there are {other}."},
    {prediction_narrower, "prediction_narrower", info,
     "Under the chosen rule the prediction interval is narrower than the confidence interval, because the rule uses "
     "the conventional standard error and the confidence interval a wider one. The HK rule uses the same for both."},
    {prediction_own_tau2, "prediction_own_tau2", info,
     "NNF makes its own distribution of tau2 from Cochran's Q and lies around the means that go with it: the chosen "
     "estimator of tau2 and test have no part in this prediction interval."},
    {variances_far_apart, "variances_far_apart", warning,
     "The variances differ by a factor of {~value}. Check that all standard errors are in the same unit."},
    {display_overflow, "display_overflow", warning,
     "A result is too large to be shown as a ratio; it is given on the log scale only."},
    {duplicate_study, "duplicate_study", warning,
     "{study} has the same label and numbers as row {value}. Entered twice?"},
    {zero_cells_adjusted, "zero_cells_adjusted", info, "{study}: {value} was added to each count, because of a zero."},
    {zero_cells_variance_only, "zero_cells_variance_only", info,
     "{study}: {value} was added to each count for the variance only, because of a zero; the effect itself is "
     "as observed."},
    {zero_cells_by_group, "zero_cells_by_group", info,
     "{study}: {~value} was added to each count of the treatment group and {~other} to each of the control group, "
     "because "
     "of a zero."},
    {zero_cells_variance_by_group, "zero_cells_variance_by_group", info,
     "{study}: {~value} was added to each count of the treatment group and {~other} to each of the control group for "
     "the "
     "variance only, because of a zero; the effect itself is as observed."},
    {double_zero_left_out, "double_zero_left_out", warning,
     "{study}: no events in either group, so it says nothing about the ratio and was left out."},
    {all_events_left_out, "all_events_left_out", warning,
     "{study}: everyone in both groups had the event, so it says nothing about the ratio and was left out."},
    {zero_cells_not_estimable, "zero_cells_not_estimable", error,
     "{study}: with a zero cell and nothing added the effect cannot be estimated. Choose a correction for zero cells."},
    {missing_cell, "missing_cell", error, "{study}, {column}: still empty."},
    {not_finite, "not_finite", error, "{study}, {column}: this is not a usable number. Type digits."},
    {not_whole, "not_whole", warning,
     "{study}, {column}: {value} is not a whole number. Computed as typed; imputed, or a slip?"},
    {negative, "negative", error, "{study}, {column}: {value} is negative. Type 0 or more."},
    {not_positive, "not_positive", error, "{study}, {column}: {value} is not usable. Type a number above 0."},
    {empty_arm, "empty_arm", error, "{study}, {column}: {value} participants. Type the number in this group."},
    {too_few_for_sd, "too_few_for_sd", error,
     "{study}, {column}: with {value} participants there is no standard deviation. Type 2 or more."},
    {events_exceed_total, "events_exceed_total", error,
     "{study}, {column}: {value} events among {other} participants. Were they swapped?"},
    {sd_zero, "sd_zero", warning, "{study}, {column}: an SD of 0 means that everyone had the same value. Is it so?"},
    {variance_not_positive, "variance_not_positive", error,
     "{study}: the numbers leave a variance of 0, which would give this study all the weight. Check its SDs or SE."},
    {not_estimable, "not_estimable", error,
     "{study}: the chosen measure does not exist for these numbers, such as a ratio of means that are not above 0. "
     "Choose another measure, or leave the study out."},
    {variance_out_of_range, "variance_out_of_range", error,
     "{study}: the numbers are too large or too small to compute with. Check their units."},
    {smd_huge, "smd_huge", warning,
     "{study}: a standardised difference of {~value} is very large. Was a standard error typed as SD?"},
    {ratio_not_positive, "ratio_not_positive", error,
     "{study}, {column}: {value} has no logarithm; a ratio is above 0. Type the ratio itself, not its logarithm, and "
     "as "
     "many digits as the report gives."},
    {limits_reversed, "limits_reversed", error,
     "{study}, {column}: the lower limit {value} is above the upper limit {other}. Swap them?"},
    {limits_equal, "limits_equal", error, "{study}, {column}: both limits are {value}, an interval without width."},
    {estimate_outside_limits, "estimate_outside_limits", error,
     "{study}, {column}: {value} lies outside its own limits. Check the three numbers, and that none is a logarithm."},
    {level_out_of_range, "level_out_of_range", error,
     "{study}, {column}: {value} is not a confidence level. Type a percentage between 50 and 99.99, such as 95."},
    {not_on_scale, "not_on_scale", error, "{study}, {column}: {value} is not a possible value of the chosen measure."},
    {not_a_correlation, "not_a_correlation", error,
     "{study}, {column}: {value} is not a correlation. Type a number from -1 to 1."},
    {too_few_for_correlation, "too_few_for_correlation", error,
     "{study}, {column}: a correlation of {value} participants has no usable variance. Type 4 or more."},
    {format_not_for_measure, "format_not_for_measure", error,
     "{study}: these columns do not fit the chosen measure. Choose another measure, or another way of entry for this "
     "study."},
    {model_not_for_measure, "model_not_for_measure", error,
     "The chosen model does not exist for this measure. Choose another model or another measure."},
    {test_not_for_model, "test_not_for_model", info,
     "The chosen test does not exist for this model, so the normal (Wald) test and interval are shown."},
    {study_without_counts, "study_without_counts", warning,
     "{study}: reported as an effect, without counts, so the chosen model left it out. Type its counts, or choose a "
     "model "
     "that pools effects."},
    {counts_needed, "counts_needed", error,
     "The chosen model pools counts, and no study that can be used has them. Type counts, or choose another model."},
    {counts_as_they_are, "counts_as_they_are", info,
     "The pooled result uses all counts as they are, zeros too. What is added for zeros only enters the studies' own "
     "effects and, through them, Q and I2."},
    {counts_used_without_effect, "counts_used_without_effect", info,
     "{study}: it has no effect of its own to show, because of its zeros, but the chosen model uses its counts as they "
     "are."},
    {mantel_haenszel_not_estimable, "mantel_haenszel_not_estimable", error,
     "There is no Mantel-Haenszel estimate: the same count is zero in every study. Choose another model or measure."},
    {peto_not_estimable, "peto_not_estimable", error,
     "There is no Peto estimate: in every study nobody had the event, or everybody. Choose another measure."},
    {peto_biased, "peto_biased", warning,
     "Peto's method is biased where effects are large (odds ratio beyond 1 / 2.7 or 2.7) or groups very unequal (8 to "
     "1), "
     "as here. Choose Mantel-Haenszel."},
    {tau2_of_model, "tau2_of_model", info,
     "This model has its own tau2, DerSimonian-Laird around the Mantel-Haenszel estimate; the estimator chosen in the "
     "settings is not used."},
    {stratified_needs_counts, "stratified_needs_counts", info,
     "The stratified tests need a ratio or difference of two groups typed as counts, with events in at least one "
     "study."},
    {prediction_by_V, "prediction_by_V", info,
     "The chosen prediction rule rests on Hartung-Knapp or Kenward-Roger, which this model does not have: the interval "
     "shown is that of rule V."},
    {double_zero_counts, "double_zero_counts", info,
     "This model also uses the {value} studies without events in either group, or with events in everyone: they say "
     "how "
     "common the event is."},
    {counts_out_of_range, "counts_out_of_range", error,
     "{study}: {~value} is no usual count of people or events, or time, for this model. Check it, or choose a model "
     "that pools effects."},
    {likelihood_without_maximum, "likelihood_without_maximum", error,
     "The likelihood of this model has no maximum for these counts: the effect, or tau2, could be as large as one "
     "likes. "
     "Choose Firth's penalised model, or a model that adds to zero cells."},
    {likelihood_model_needed, "likelihood_model_needed", info,
     "These details exist for the models of the counts: the GLMMs, the beta-binomial and Firth's model."},
    {control_risk_needed, "control_risk_needed", info,
     "To say how many of 1000 people, type the risk without treatment: no study here gives one."},
    {question_not_for_measure, "question_not_for_measure", info,
     "There is no number per 1000 for this measure; RR, OR, Peto's OR and RD have one."},
    {leave_one_out_needs_two, "leave_one_out_needs_two", info, "Leaving one out needs at least two studies."},
    {too_many_refits, "too_many_refits", info,
     "Fitting the model again for each of {value} studies would take too long; it is done up to {other} studies."},
    {two_studies_needed, "two_studies_needed", info, "This question needs at least two studies."},
    {cumulative_order_unknown, "cumulative_order_unknown", info,
     "No study has a value for the chosen order of the cumulative analysis. Type the values, or choose another order."},
    {cumulative_value_missing, "cumulative_value_missing", info,
     "{study}: no value for the chosen order, so it comes last in the cumulative analysis."},
    {influence_without_leverage, "influence_without_leverage", info,
     "Leverage and what rests on it (hat, DFFITS, DFBETAS) exist for inverse-variance weights only; choose the "
     "common-effect or random-effects model to see them."},
    {influence_of_two, "influence_of_two", info,
     "With one of two studies left out there is no tau2, so what rests on it (residuals, DFFITS, DFBETAS) does not "
     "exist."},
    {blups_need_inverse_variance, "blups_need_inverse_variance", info,
     "Predictions of the studies' own effects exist for the random-effects and common-effect models; choose one of "
     "them."},
    {labbe_needs_two_groups, "labbe_needs_two_groups", info,
     "A L'Abbe plot needs the events in two groups; choose a measure of these, and type the counts."},
    {gosh_sampled, "gosh_sampled", info,
     "Of all subsets of {other} studies {value} were drawn at random. The same seed draws the same ones."},
    {gosh_failed, "gosh_failed", info, "{value} of the subsets have no result under this model and are not shown."},
    {regression_too_few, "regression_too_few", error,
     "{value} studies cannot support {other} coefficients and leave something to judge them by. Use fewer moderators."},
    {regression_collinear, "regression_collinear", error,
     "Coefficient {value} of the model is the same in every study, or follows from those before it. Leave out that "
     "moderator."},
    {regression_inverse_variance, "regression_inverse_variance", info,
     "Moderators are analysed by inverse-variance weighting: the chosen model itself has no moderators."},
    {regression_test_is_floor, "regression_test_is_floor", info,
     "The chosen test does not exist with moderators; Hartung-Knapp with the floor is used instead."},
    {regression_no_estimator, "regression_no_estimator", error,
     "The chosen tau2 estimator does not exist with moderators. Choose REML, for instance."},
    {formula_needed, "formula_needed", info,
     "Choose at least one moderator: a number or a group that the studies have."},
    {formula_not_understood, "formula_not_understood", error,
     "The moderators cannot be read at \"{column}\". Write names joined by +, such as dose + risk or dose * risk, and "
     "names with special characters in backticks."},
    {moderator_unknown, "moderator_unknown", error,
     "No study has a moderator or a group named \"{column}\". Check its spelling."},
    {moderator_missing, "moderator_missing", warning,
     "{study}: no value for one of the moderators, so it was left out of the meta-regression."},
    {moderator_no_study, "moderator_no_study", error,
     "No study has a value for every moderator. Use fewer moderators."},
    {moderator_constant, "moderator_constant", error,
     "\"{column}\" has the same value in every study, so it cannot explain any difference. Leave it out."},
    {moderator_collinear, "moderator_collinear", error,
     "\"{column}\" follows from the moderators before it, so their effects cannot be told apart. Leave it out."},
    {moderator_far_from_zero, "moderator_far_from_zero", info,
     "The intercept stands for studies where every numeric moderator is 0, far outside these studies. Centring the "
     "moderators makes it the effect at their means."},
    {subgroup_needed, "subgroup_needed", info, "Choose the column that says which subgroup a study belongs to."},
    {subgroup_unknown, "subgroup_unknown", error,
     "No study says which subgroup it belongs to in the chosen column. Fill it in or choose another."},
    {subgroup_missing, "subgroup_missing", warning,
     "{study}: no subgroup is given, so it was left out of the subgroup analysis."},
    {subgroup_only_one, "subgroup_only_one", info,
     "All studies are in the same subgroup, so there is no difference to test."},
    {subgroup_one_study, "subgroup_one_study", info,
     "There are subgroups of one study: they show its own result, and nothing is known about heterogeneity there."},
    {permutation_few, "permutation_few", warning,
     "There are only {value} different permutations, so the P value cannot be below {~other}."},
    {funnel_few, "funnel_few", info,
     "With {value} studies the shape of the funnel plot says little: chance alone can make it look lopsided. It is "
     "recommended from ten studies on."},
    {small_study_needs_three, "small_study_needs_three", info,
     "This test needs at least three studies; there are {value}."},
    {small_study_few, "small_study_few", info,
     "These tests have little power below 10 studies (here {value}): a large P does not mean that nothing is missing."},
    {small_study_same_precision, "small_study_same_precision", info,
     "All studies are equally precise, so small ones cannot be compared with large ones."},
    {small_study_no_spread, "small_study_no_spread", info,
     "The effects lie exactly on a line: nothing is left to judge its slope by."},
    {small_study_no_common_odds_ratio, "small_study_no_common_odds_ratio", info,
     "The pooled odds ratio is 0 or infinite, so that no counts can be expected from it."},
    {bias_not_for_measure, "bias_not_for_measure", info,
     "This question needs a measure with a value of no effect, such as a ratio or a difference."},
    {trim_fill_needs, "trim_fill_needs", info, "Trim and fill needs at least {value} studies; there are {other}."},
    {trim_fill_no_side, "trim_fill_no_side", info,
     "The side of the missing studies cannot be told, because Egger's regression does not exist here. Choose left or "
     "right."},
    {trim_fill_no_q0, "trim_fill_no_q0", info,
     "The estimator Q0 does not exist for these ranks; L0 finds {value} missing studies. Choose L0 or R0."},
    {trim_fill_cycles, "trim_fill_cycles", info,
     "Trimming goes round in a circle; {value} is the largest number in it. Compare with another estimator."},
    {trim_fill_inverse_variance, "trim_fill_inverse_variance", info,
     "The filled studies have no counts, so the result is pooled by inverse variance."},
    {fail_safe_target_unusable, "fail_safe_target_unusable", info,
     "The target must lie between no effect and the pooled effect."},
    {fail_safe_beyond, "fail_safe_beyond", info, "More than {value} studies."},
    {pet_peese_needs_three, "pet_peese_needs_three", info,
     "PET and PEESE need at least three studies; there are {value}."},
    {waap_too_few, "waap_too_few", info,
     "Fewer than two studies have 80% power for this effect, so the unrestricted estimate takes its place."},
    {excess_no_exact, "excess_no_exact", info, "With more than {value} studies only the chi-square test is given."},
    {converted, "converted", info, "{study}: {detail}."},
    {not_a_percentage, "not_a_percentage", error,
     "{study}, {column}: {value} is not a percentage. Type a number from 0 to 100."},
    {not_from_0_to_1, "not_from_0_to_1", error,
     "{study}, {column}: {value} is not possible. Type a number from 0 to 1."},
    {p_without_se, "p_without_se", error,
     "{study}, {column}: no standard error follows from a P of {value}. Type P with more digits, the limits of the "
     "interval, or the standard error."},
    {no_effect_without_se, "no_effect_without_se", error,
     "{study}, {column}: where there is exactly no effect, a test says nothing about the standard error. Type the "
     "standard error or the limits of the interval."},
    {statistic_other_side, "statistic_other_side", warning,
     "{study}, {column}: {value} is negative, but the effect is not. Only its size was used. Check the direction of "
     "the "
     "effect."},
    {known_only_below, "known_only_below", warning,
     "{study}, {column}: reported only as below {value}; {value} itself was used. The standard error is the largest "
     "possible, so that the study may weigh less than it should."},
    {known_only_as_limit, "known_only_as_limit", error,
     "{study}, {column}: a number of which only a limit is known cannot be used here. Type the number itself."},
    {percent_fits_no_count, "percent_fits_no_count", warning,
     "{study}, {column}: no whole number out of {other} gives this percentage; {value} was used. Is it a percentage of "
     "this total?"},
    {percent_fits_several, "percent_fits_several", info,
     "{study}, {column}: anything from {value} to {other} events rounds to this percentage; the middle was used. Type "
     "the number of events where the report has it."},
    {below_one, "below_one", error, "{study}, {column}: {value} is below 1. Type 1 or more."},
    {summary_not_in_order, "summary_not_in_order", error,
     "{study}, {column}: {value} is above {other}, which should not be smaller. Were two numbers swapped?"},
    {summary_skewed, "summary_skewed", warning,
     "{study}, {column}: these numbers are further from symmetric than chance would make them (Shi 2023), so that a "
     "mean and an SD from them can mislead. See whether the result holds without the study, or with quantile "
     "estimation (in the method)."},
    {correlation_implied, "correlation_implied", error,
     "{study}, {column}: together these numbers would need a correlation of {~value}. Check the SDs, and that the test "
     "is "
     "the paired one."},
    {nothing_converted, "nothing_converted", info,
     "No study in the result had to be converted: all are used as they were reported."},
    {all_converted, "all_converted", info,
     "Every study in the result was converted, so that none is left to pool without them."},
    {form_not_for_measure, "form_not_for_measure", info,
     "The chosen form does not exist for this measure, so its usual one is used."},
    {spline_not_numeric, "spline_not_numeric", error,
     "\"{column}\" is a group, and only a number can have a spline. Take it as it is."},
    {spline_too_few_values, "spline_too_few_values", error,
     "\"{column}\" has too few different values for a spline with {value} knots. Use fewer knots, or a straight line."},
    {spline_knots, "spline_knots", info, "The spline of \"{column}\" bends at {detail}."},
    {names_alike, "names_alike", warning,
     "\"{column}\" and \"{detail}\" differ in capitals only and are taken as two groups. Are they the same?"},
    {trim_fill_side_by_skewness, "trim_fill_side_by_skewness", info,
     "Egger's regression does not exist here, so the side is the one where the effects reach less far."},
    {line_rests_on_study, "line_rests_on_study", warning,
     "{study} decides {~value}% of its own place on the line of {detail}, so that the result rests on this one study."},
    {correlation_complete, "correlation_complete", error,
     "{study}, {column}: a correlation of exactly {value} has no variance to weigh it by. Type more digits if the "
     "report "
     "has them, or leave the study out."},
    {result_out_of_range, "result_out_of_range", error,
     "These numbers are too large or too small to be pooled together. Check their units, and tau2 where it was typed."},
};
static_assert(std::size(table) == static_cast<std::size_t>(count));

void append_filled(std::string& out, std::string_view name, const Note& note, std::string_view study,
                   std::string_view column) {
  if (name == "study") out += study;
  if (name == "column") out += column;
  if (name == "detail") out += note.detail;
  if (name == "value") out += short_number(note.value);
  if (name == "other") out += short_number(note.other);
  if (name == "~value") out += short_number(note.value, 3);
  if (name == "~other") out += short_number(note.other, 3);
}

}  // namespace

std::span<const NoteKind> note_kinds() { return table; }

const NoteKind& kind(NoteCode code) {
  const NoteKind& found = table[static_cast<std::size_t>(code)];
  assert(found.code == code);
  return found;
}

std::string text(const Note& note, std::string_view study, std::string_view column) {
  std::string_view rest = kind(note.code).text;
  std::string out;
  for (std::size_t open; (open = rest.find('{')) != std::string_view::npos;) {
    const std::size_t close = rest.find('}', open);
    out += rest.substr(0, open);
    append_filled(out, rest.substr(open + 1, close - open - 1), note, study, column);
    rest.remove_prefix(close + 1);
  }
  return out += rest;
}

std::string short_number(double x, int digits) {
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, x);
  return buffer.data();
}

}  // namespace pooled
