#include "core/analysis/likelihood_details.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"

namespace pooled {
namespace {

/// The test of a variance against 0, the edge of what it can be.
void add_ratio_test(LikelihoodDetails& d) {
  d.LRT = std::max(0.0, 2 * (d.ll - d.ll_common));
  d.LRT_p = d.LRT > 0 ? chi2_upper(d.LRT, 1) / 2 : 1;
}

}  // namespace

Result<LikelihoodDetails> likelihood_details(const Effects&, const Fit& f, const Options&) {
  const Likelihood& x = f.likelihood;
  if (std::isnan(x.parameters)) return Note{.code = NoteCode::likelihood_model_needed};
  LikelihoodDetails d{.ll = f.ll,
                      .parameters = x.parameters,
                      .AIC = 2 * (x.parameters - f.ll),
                      .est_common = x.common.est,
                      .se_common = x.common.se,
                      .ci_lb_common = x.common.ci_lb,
                      .ci_ub_common = x.common.ci_ub,
                      .ll_common = x.ll_common,
                      .QE_LRT = x.QE_LRT,
                      .QE_LRT_df = x.QE_LRT_df,
                      .QE_LRT_p = x.QE_LRT_p,
                      .QE_Wld = x.QE_Wld,
                      .QE_Wld_df = x.QE_Wld_df,
                      .QE_Wld_p = x.QE_Wld_p,
                      .sigma2 = x.sigma2,
                      .rho = x.rho,
                      .se_rho = x.se_rho,
                      .nodes = x.nodes};
  if (f.k > 1 && !std::isnan(x.ll_common)) add_ratio_test(d);
  return d;
}

}  // namespace pooled
