#include <algorithm>

#include "core/tau2/tau2.h"

namespace pooled {
namespace {

constexpr Tau2Estimator table[] = {
    {"REML", "Restricted maximum likelihood (REML)", restricted_maximum_likelihood,
     "Viechtbauer 2005, J Educ Behav Stat 30:261"},
    {"DL", "DerSimonian-Laird (DL)", der_simonian_laird, "DerSimonian & Laird 1986, Control Clin Trials 7:177"},
    {"PM", "Paule-Mandel (PM)", paule_mandel, "Paule & Mandel 1982, J Res Natl Bur Stand 87:377"},
};

}  // namespace

std::span<const Tau2Estimator> tau2_estimators() { return table; }

const Tau2Estimator* find_tau2_estimator(std::string_view id) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [&](const Tau2Estimator& each) { return each.id == id; });
  return found == std::end(table) ? nullptr : found;
}

}  // namespace pooled
