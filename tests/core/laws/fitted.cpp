#include "tests/core/laws/fitted.h"

#include <algorithm>

namespace pooled::testing {

Verdict same_fits(const Fitted& was, const Fitted& is, const Moved& moved) {
  if (!was || !is) {
    if (was || is) return was ? "there was a result, and now there is none" : "there was no result, and now there is";
    return must(was.f.note().code == is.f.note().code, "another reason for no result");
  }
  const Fit &f = *was.f, &g = *is.f;
  const double size = std::abs(moved.factor), t = tolerance_of(*f.model);
  const double spread = was.e.k() > 0 ? was.e.vi.mean() : 1;
  const auto at = [&](double x) { return moved.factor * x + moved.shift; };
  const bool turned = moved.factor < 0;
  const double se = size * f.mu.se;
  // With less than one df an interval is wide beyond all reason, and as ill-conditioned.
  const double wide = f.mu.df < 1 ? size * (f.mu.ci_ub - f.mu.ci_lb) : se;
  return first_of(must(f.k == g.k, "another number of studies"), same("est", g.mu.est, at(f.mu.est), se, t),
                  same("se", g.mu.se, se, se, t),
                  same("ci_lb", g.mu.ci_lb, at(turned ? f.mu.ci_ub : f.mu.ci_lb), wide, 10 * t),
                  same("ci_ub", g.mu.ci_ub, at(turned ? f.mu.ci_lb : f.mu.ci_ub), wide, 10 * t),
                  same("pi_lb", g.pi_lb, at(turned ? f.pi_ub : f.pi_lb), size * (f.pi_ub - f.pi_lb), 10 * t),
                  same("pi_ub", g.pi_ub, at(turned ? f.pi_lb : f.pi_ub), size * (f.pi_ub - f.pi_lb), 10 * t),
                  moved.shift == 0 ? same("pval", g.mu.pval, f.mu.pval, 1, t) : Verdict{},
                  same("tau2", g.tau2.tau2, size * size * f.tau2.tau2, size * size * (f.tau2.tau2 + spread), t),
                  same("I2", g.heterogeneity.I2, f.heterogeneity.I2, 100, t),
                  same("QEp", g.heterogeneity.QEp, f.heterogeneity.QEp, 1, t));
}

Verdict identical_fits(const Fit& was, const Fit& is) {
  Verdict verdict = first_of(
      must(was.k == is.k, "another number of studies"), identical("est", is.mu.est, was.mu.est),
      identical("se", is.mu.se, was.mu.se), identical("stat", is.mu.stat, was.mu.stat),
      identical("pval", is.mu.pval, was.mu.pval), identical("ci_lb", is.mu.ci_lb, was.mu.ci_lb),
      identical("ci_ub", is.mu.ci_ub, was.mu.ci_ub), identical("pi_lb", is.pi_lb, was.pi_lb),
      identical("pi_ub", is.pi_ub, was.pi_ub), identical("tau2", is.tau2.tau2, was.tau2.tau2),
      identical("se_tau2", is.tau2.se, was.tau2.se), identical("tau2_lb", is.tau2_interval.lb, was.tau2_interval.lb),
      identical("tau2_ub", is.tau2_interval.ub, was.tau2_interval.ub),
      identical("QE", is.heterogeneity.QE, was.heterogeneity.QE),
      identical("I2", is.heterogeneity.I2, was.heterogeneity.I2), identical("ll", is.ll, was.ll));
  for (Index i = 0; verdict.empty() && i < std::min(was.weight.size(), is.weight.size()); ++i)
    verdict = identical("weight", is.weight[i], was.weight[i]);
  return verdict;
}

}  // namespace pooled::testing
