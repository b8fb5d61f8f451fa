#include <algorithm>

#include "core/tau2/tau2.h"

namespace pooled {
namespace {

constexpr Tau2Estimator table[] = {
    {"REML", "Restricted maximum likelihood (REML)", restricted_maximum_likelihood,
     "Viechtbauer 2005, J Educ Behav Stat 30:261"},
    {"DL", "DerSimonian-Laird (DL)", der_simonian_laird, "DerSimonian & Laird 1986, Control Clin Trials 7:177"},
    {"PM", "Paule-Mandel (PM)", paule_mandel, "Paule & Mandel 1982, J Res Natl Bur Stand 87:377"},
    {"ML", "Maximum likelihood (ML)", maximum_likelihood, "Hardy & Thompson 1996, Stat Med 15:619"},
    {"EB", "Empirical Bayes (EB), equal to PM", paule_mandel, "Morris 1983, J Am Stat Assoc 78:47"},
    {"PMM", "Paule-Mandel, median-unbiased (PMM)", median_paule_mandel,
     "Viechtbauer 2021, Median-unbiased estimators for the amount of heterogeneity"},
    {"HE", "Hedges (HE)", hedges, "Hedges & Olkin 1985, Statistical Methods for Meta-Analysis"},
    {"SJ", "Sidik-Jonkman (SJ)", sidik_jonkman, "Sidik & Jonkman 2005, J R Stat Soc C 54:367"},
    {"HS", "Hunter-Schmidt (HS)", hunter_schmidt, "Hunter & Schmidt 1990, Methods of Meta-Analysis"},
    {"HSk", "Hunter-Schmidt, small samples (HSk)", hunter_schmidt_small,
     "Brannick, Potter, Benitez & Morris 2019, Organ Res Methods 22:490"},
    {"DL2", "DerSimonian-Laird, two-step (DL2)", two_step_der_simonian_laird,
     "DerSimonian & Kacker 2007, Contemp Clin Trials 28:105"},
    {"CA2", "Cochran ANOVA, two-step (CA2)", two_step_cochran_anova,
     "DerSimonian & Kacker 2007, Contemp Clin Trials 28:105"},
    {"DLIT", "DerSimonian-Laird, iterated (DLIT), equal to PM", paule_mandel,
     "DerSimonian & Kacker 2007, Contemp Clin Trials 28:105"},
    {"GENQ", "Generalised Q, weights 1/SE (GENQ)", generalised_Q,
     "DerSimonian & Kacker 2007, Contemp Clin Trials 28:105; weights: Jackson 2013, Res Synth Methods 4:220"},
    {"GENQM", "Generalised Q, weights 1/SE, median-unbiased (GENQM)", median_generalised_Q,
     "Viechtbauer 2021, Median-unbiased estimators for the amount of heterogeneity"},
    {"FIXED", "A given value (tau2_fixed)", [](const Effects&) { return Tau2{}; }, ""},
};

}  // namespace

std::span<const Tau2Estimator> tau2_estimators() { return table; }

const Tau2Estimator* find_tau2_estimator(std::string_view id) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [&](const Tau2Estimator& each) { return each.id == id; });
  return found == std::end(table) ? nullptr : found;
}

Tau2 estimate_tau2(const Effects& e, const Options& options) {
  if (options.tau2 == "FIXED" && options.tau2_fixed) return {.tau2 = *options.tau2_fixed};
  return find_tau2_estimator(options.tau2)->estimate(e);
}

}  // namespace pooled
