// Only in the first module of the web app (wasm/first.h). What is defined here takes the place of the functions of the
// same names, which the linker then leaves out with all that only they need: rarely anyone's first screen.
#include "wasm/first.h"

#include "core/analysis/convention.h"
#include "core/analysis/published.h"
#include "core/data/quantile_fit.h"
#include "core/model/beta_binomial.h"
#include "core/model/firth.h"
#include "core/model/glmm.h"
#include "core/model/henmi_copas.h"
#include "core/model/other_weights.h"
#include "core/model/predictive.h"
#include "core/tau2/quadratic_form.h"
#include "core/tau2/skovgaard.h"
#include "wasm/guide.h"
#include "wasm/tree.h"

namespace pooled {

void refuse_for_the_whole() {
  throw Refusal{"elsewhere", "", "One moment: this method is still on its way. If it does not come, reload the page."};
}

Result<Fit> beta_binomial(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> firth(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> glmm_conditional_exact(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> glmm_conditional_approximate(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> glmm_fixed_study(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> glmm_random_study(const Effects&, const Options&) { refuse_for_the_whole(); }

Result<Fit> inverse_variance_heterogeneity(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> unrestricted_wls(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> unweighted(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> by_participants(const Effects&, const Options&) { refuse_for_the_whole(); }
Result<Fit> by_given_weights(const Effects&, const Options&) { refuse_for_the_whole(); }

HenmiCopas henmi_copas(const Effects&, double) { refuse_for_the_whole(); }
Skovgaard skovgaard(const Effects&, double) { refuse_for_the_whole(); }

double Q_of(const Standard&, const Array&) { refuse_for_the_whole(); }
Tails distribution_of_Q(const Standard&, const Array&, double, double) { refuse_for_the_whole(); }
double confidence_density(const Standard&, const Array&, double, double) { refuse_for_the_whole(); }
PredictiveDistribution::PredictiveDistribution(const Effects&) { refuse_for_the_whole(); }
Tails PredictiveDistribution::tails(double) const { refuse_for_the_whole(); }
PredictiveDistribution::Limits PredictiveDistribution::limits(double) const { refuse_for_the_whole(); }

MeanAndSd by_quantiles(const FiveNumbers&) { refuse_for_the_whole(); }

std::vector<Figure> figures_from(std::string_view, std::string_view) { refuse_for_the_whole(); }

/// Advice on what to choose, and what other programs choose, is read in dialogs, which come later.
std::span<const Convention> conventions() { return {}; }
std::span<const Advice> guide() { return {}; }
std::string_view when(std::string_view, std::string_view) { return {}; }

}  // namespace pooled
