#pragma once

#include "core/base/fields.h"
#include "core/model/model.h"

namespace pooled {

/// What a model of the counts says beside the pooled effect, analysis scale.
struct LikelihoodDetails {
  double ll = NaN, parameters = NaN, AIC = NaN;
  double est_common = NaN, se_common = NaN, ci_lb_common = NaN, ci_ub_common = NaN, ll_common = NaN;
  double LRT = NaN, LRT_p = NaN;
  double QE_LRT = NaN, QE_LRT_df = NaN, QE_LRT_p = NaN, QE_Wld = NaN, QE_Wld_df = NaN, QE_Wld_p = NaN;
  double sigma2 = NaN, rho = NaN, se_rho = NaN, nodes = NaN;
};

template <>
inline constexpr auto fields<LikelihoodDetails> = std::tuple{
    field("ll", &LikelihoodDetails::ll, "Log-likelihood with all its constants; penalised under FIRTH."),
    field("parameters", &LikelihoodDetails::parameters, "Parameters estimated, study levels included."),
    field("AIC", &LikelihoodDetails::AIC, "2 parameters - 2 ll."),
    field("est_common", &LikelihoodDetails::est_common, "The same model without heterogeneity (tau2 = 0, or rho = 0)."),
    field("se_common", &LikelihoodDetails::se_common),
    field("ci_lb_common", &LikelihoodDetails::ci_lb_common),
    field("ci_ub_common", &LikelihoodDetails::ci_ub_common),
    field("ll_common", &LikelihoodDetails::ll_common),
    field("LRT", &LikelihoodDetails::LRT, "Twice the difference of ll and ll_common: is there heterogeneity?"),
    field("LRT_p", &LikelihoodDetails::LRT_p, "Half the upper tail of chi-square(1), because tau2 cannot be negative."),
    field("QE_LRT", &LikelihoodDetails::QE_LRT, "An effect for each study against a common effect, likelihood ratio."),
    field("QE_LRT_df", &LikelihoodDetails::QE_LRT_df),
    field("QE_LRT_p", &LikelihoodDetails::QE_LRT_p),
    field("QE_Wld", &LikelihoodDetails::QE_Wld, "The same as a Wald test, over the studies with a finite estimate."),
    field("QE_Wld_df", &LikelihoodDetails::QE_Wld_df),
    field("QE_Wld_p", &LikelihoodDetails::QE_Wld_p),
    field("sigma2", &LikelihoodDetails::sigma2, "Variance of the study levels under GLMM_UMRS with two groups."),
    field("rho", &LikelihoodDetails::rho, "Intraclass correlation under BB."),
    field("se_rho", &LikelihoodDetails::se_rho),
    field("nodes", &LikelihoodDetails::nodes, "Points of the quadrature, all studies."),
};

/// Exists for the models of counts (GLMM, BB, FIRTH).
/// LRT_p: Self & Liang 1987, J Am Stat Assoc 82:605.
Result<LikelihoodDetails> likelihood_details(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
