#include "wasm/guide.h"

#include <algorithm>

namespace pooled {
namespace {

constexpr Advice table[] = {
    {"measure", "RR", "Events in two groups, when readers think in risks: the usual choice for trials."},
    {"measure", "OR", "Events in two groups, for case-control studies, or to go with logistic regression."},
    {"measure", "RD",
     "Events in two groups, for the absolute difference; it often varies more between studies than a "
     "ratio."},
    {"measure", "PETO", "Very rare events, balanced groups and small effects; biased otherwise."},
    {"measure", "AS", "Very rare events: studies without any event can stay, but the unit is hard to read."},
    {"measure", "PHI", "The correlation of two yes-or-no variables."},
    {"measure", "YUQ", "The association of two yes-or-no variables, from -1 to 1, as Yule's Q."},
    {"measure", "YUY", "The association of two yes-or-no variables, from -1 to 1, as Yule's Y."},
    {"measure", "RTET", "Two scores that were each cut into yes and no: the correlation of the scores themselves."},
    {"measure", "OR2DL", "To pool events with means: an odds ratio as a standardised difference, logistic outcome."},
    {"measure", "OR2DN", "To pool events with means: an odds ratio as a standardised difference, normal outcome."},
    {"measure", "MD", "Means in two groups on the same scale in every study."},
    {"measure", "SMD", "Means in two groups, measured on different scales."},
    {"measure", "SMD1", "As SMD, when the treatment changes the spread: in SDs of the control group."},
    {"measure", "SMDH", "As SMD, when the two groups differ in their SDs."},
    {"measure", "ROM", "Means above 0 in two groups, when a change in per cent is what matters."},
    {"measure", "VR", "Whether a treatment changes how much people differ: the ratio of SDs."},
    {"measure", "CVR", "As VR, when the SD grows with the mean."},
    {"measure", "D2ORL", "To pool means with events: a standardised difference as an odds ratio, logistic outcome."},
    {"measure", "D2ORN", "To pool means with events: a standardised difference as an odds ratio, normal outcome."},
    {"measure", "IRR", "Events that can recur, or unequal follow-up: events per person-time in two groups."},
    {"measure", "IRD", "As IRR, for the absolute difference of rates."},
    {"measure", "IRSD", "As IRR for rare events: nothing has to be added to zeros, but the unit is hard to read."},
    {"measure", "MC", "The same people before and after, or crossover, on the same scale in every study."},
    {"measure", "SMCC", "Before and after on different scales, in SDs of the change."},
    {"measure", "SMCR", "Before and after on different scales, in SDs of the first measurement."},
    {"measure", "SMCRH", "As SMCR, when the SD changes as well."},
    {"measure", "ROMC", "Before and after with means above 0, as a change in per cent."},
    {"measure", "PLO", "One group, a proportion: the usual transformation; a GLMM avoids the correction of zeros."},
    {"measure", "PAS", "One group, a proportion near 0 or 1: nothing has to be added to zeros."},
    {"measure", "PFT", "One group, a proportion; common, but its way back depends on one sample size and can mislead."},
    {"measure", "PLN", "One group, a small proportion, as a ratio scale."},
    {"measure", "PR", "One group, proportions well between 0.2 and 0.8."},
    {"measure", "IRLN", "One group, events per person-time: the usual transformation."},
    {"measure", "IRS", "One group, few events per person-time: nothing has to be added to zeros."},
    {"measure", "IRFT", "One group, few events per person-time; its way back depends on one person-time."},
    {"measure", "IR", "One group, many events per person-time."},
    {"measure", "MN", "One group, a mean on the same scale in every study."},
    {"measure", "MNLN", "One group, a mean above 0 that differs by factors."},
    {"measure", "ZCOR", "Correlations: the usual choice."},
    {"measure", "COR", "Correlations as they are, for readers who want no transformation."},
    {"measure", "UCOR", "Correlations of small studies, freed of their bias towards 0."},
    {"measure", "HR", "Times to an event, as the studies report their hazard ratios."},
    {"measure", "GEN", "Any effect with a standard error or an interval."},

    {"model", "RE",
     "The studies differ in people, doses or settings, so that their true effects may differ: the usual "
     "choice."},
    {"model", "EE", "One true effect for all studies, or the average of just these studies."},
    {"model", "MH", "Few events in many small studies: nothing has to be added to zeros; one true effect."},
    {"model", "PETO", "Very rare events in balanced groups with small effects; one true effect."},
    {"model", "RE_MH", "To reproduce random-effects results of RevMan 5."},
    {"model", "GLMM_UMFS",
     "Few events, random effects without adding to zeros; each study has its own fixed baseline."},
    {"model", "GLMM_UMRS",
     "Few events, random effects without adding to zeros; baselines vary at random. Also for one "
     "group."},
    {"model", "GLMM_CMEL", "Few events, random effects without adding to zeros, given each study's total: exact."},
    {"model", "GLMM_CMAL", "As the exact conditional model, for events that are rare in both groups: faster."},
    {"model", "BB", "Rare events with many studies without any: these stay in."},
    {"model", "FIRTH", "Rare events, one true effect, with less bias than ordinary logistic regression."},
    {"model", "IVHET", "Weights by size as under a common effect, with an interval that allows for heterogeneity."},
    {"model", "UWLS", "Weights by size as under a common effect, with an interval stretched by the spread seen."},
    {"model", "UNWEIGHTED", "The plain average of the studies, whatever their size."},
    {"model", "N_WEIGHTED", "Weights by the number of participants."},
    {"model", "WEIGHTED", "Weights that you give, in a column named weight."},

    {"tau2", "REML", "The usual choice."},
    {"tau2", "DL", "To compare with older reviews; too small when there are few studies that differ much."},
    {"tau2", "PM", "A good alternative to REML that needs no normal distribution."},
    {"tau2", "ML", "With likelihood-based intervals; too small when there are few studies."},
    {"tau2", "EB", "Another name of Paule-Mandel's estimator."},
    {"tau2", "PMM", "As likely too large as too small, also with few studies."},
    {"tau2", "HE", "Simple, without weights; uncertain when sizes differ."},
    {"tau2", "SJ", "Never 0, so careful; too large when studies agree."},
    {"tau2", "HS", "To compare with reviews in psychology; usually too small."},
    {"tau2", "HSk", "As HS, with a correction for few studies."},
    {"tau2", "DL2", "DL done twice, the second time with the weights it found."},
    {"tau2", "CA2", "HE followed by a second step with the weights it found."},
    {"tau2", "DLIT", "DL repeated until nothing changes, which is Paule-Mandel."},
    {"tau2", "GENQ", "DL with weights between those of DL and HE: less led by the largest study."},
    {"tau2", "GENQM", "As GENQ, as likely too large as too small."},
    {"tau2", "FIXED", "A value that you give, for a sensitivity analysis or from earlier reviews."},

    {"tau2_interval", "QP", "The usual choice: exact for normal effects."},
    {"tau2_interval", "J", "Shorter than Q-profile when heterogeneity is small."},
    {"tau2_interval", "BJ", "As J with the weights of DL; shortest when heterogeneity is very small."},
    {"tau2_interval", "PL", "From the likelihood, for many studies."},

    {"test", "HKSJ_se",
     "The usual choice under random effects: allows for few studies and is never narrower than the "
     "conventional interval with t."},
    {"test", "HKSJ", "Allows for few studies; can be too narrow when studies happen to agree."},
    {"test", "HKSJ_ci", "Hartung-Knapp, but never narrower than Wald."},
    {"test", "IQWiG6", "The rule of the German institute IQWiG, methods 6."},
    {"test", "KR", "With REML and few studies of unequal size."},
    {"test", "PL", "With ML; takes the uncertainty of tau2 into account."},
    {"test", "SKOV", "As profile likelihood, corrected for few studies."},
    {"test", "HC", "When small studies with poor results may be missing: the centre is led by the large studies."},
    {"test", "t", "The conventional standard error, allowing for few studies."},
    {"test", "z", "Common effect, or many studies; too narrow with few studies that differ."},

    {"prediction", "V", "The usual choice."},
    {"prediction", "HTS", "As most published prediction intervals before 2025."},
    {"prediction", "HK", "To go with a Hartung-Knapp interval."},
    {"prediction", "HK_PR", "To go with a Hartung-Knapp interval, with one degree of freedom less."},
    {"prediction", "KR", "To go with a Kenward-Roger interval."},
    {"prediction", "KR_PR", "To go with a Kenward-Roger interval, with one degree of freedom less."},
    {"prediction", "S", "Only with many studies: takes tau2 as if it were known."},

    {"add_to", "only0", "The usual choice: only where a zero would make the effect impossible."},
    {"add_to", "if0all", "The same treatment for all studies as soon as one needs it."},
    {"add_to", "all", "The same treatment for all studies always."},
    {"add_to", "none", "For models that need no correction, and for sensitivity analyses."},
    {"add_to", "tacc", "Groups of unequal size: keeps a study without events at no effect."},

    {"analysis", "summary", "The pooled result with its uncertainty."},
    {"analysis", "absolute", "What the effect means for 1000 people like these."},
    {"analysis", "methods", "Whether the conclusion depends on the method."},
    {"analysis", "few_studies", "Two to five studies, where intervals that agree elsewhere can say different things."},
    {"analysis", "leave_one_out", "Whether one study alone decides the result."},
    {"analysis", "stratified", "Tests on the tables themselves, without weights by variance."},
    {"analysis", "cumulative", "How the result grew as studies came, or how it depends on their size."},
    {"analysis", "influence", "Which studies are unusual, and which move the result."},
    {"analysis", "baujat", "Which studies make the heterogeneity, and which move the result."},
    {"analysis", "blups", "The best guess of each study's true effect, drawn towards the mean."},
    {"analysis", "gosh", "Whether subsets of the studies tell different stories."},
    {"analysis", "tau2_profile", "How the result depends on the heterogeneity assumed."},
    {"analysis", "labbe", "Whether the effect depends on the risk without treatment."},
    {"analysis", "radial", "Which studies lie off the line of the pooled effect, whatever their size."},
    {"analysis", "subgroups", "Whether the effect differs between groups of studies."},
    {"analysis", "meta_regression",
     "Whether the effect goes with properties of the studies; needs about ten studies "
     "for each."},
    {"analysis", "permutation", "A test of moderators that needs no distribution: for few studies."},
    {"analysis", "small_study",
     "Whether small studies show other effects than large ones; weak with fewer than ten "
     "studies."},
    {"analysis", "trim_fill",
     "What the result might be if missing small studies mirrored those seen: a thought "
     "experiment."},
    {"analysis", "fail_safe", "How many studies without effect would change the conclusion; of historical interest."},
    {"analysis", "pet_peese", "The effect expected of a study without sampling error; unsteady with few studies."},
    {"analysis", "excess_significance", "Whether more studies than expected have P < .05."},
    {"analysis", "beyond", "How likely the effect in a new setting is beyond a value that matters."},
    {"analysis", "glmm", "What the models of counts found beside the pooled effect."},
};

}  // namespace

std::span<const Advice> guide() { return table; }

std::string_view when(std::string_view what, std::string_view id) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [&](const Advice& a) { return a.what == what && a.id == id; });
  return found == std::end(table) ? std::string_view{} : found->when;
}

}  // namespace pooled
