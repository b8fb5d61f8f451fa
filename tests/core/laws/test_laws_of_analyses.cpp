// Laws that tie the further questions to the pooled result.

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "core/analysis/cumulative.h"
#include "core/analysis/drapery.h"
#include "core/analysis/influence.h"
#include "core/analysis/leave_one_out.h"
#include "core/analysis/meta_regression.h"
#include "core/analysis/small_study.h"
#include "core/analysis/subgroups.h"
#include "core/analysis/tau2_profile.h"
#include "core/analysis/trim_fill.h"
#include "tests/core/laws/fitted.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

template <class Row>
Verdict is_the_fit(const Row& row, const Fit& f) {
  return first_of(identical("est", row.est, f.mu.est), identical("se", row.se, f.mu.se),
                  identical("pval", row.pval, f.mu.pval), identical("ci_lb", row.ci_lb, f.mu.ci_lb),
                  identical("ci_ub", row.ci_ub, f.mu.ci_ub), identical("tau2", row.tau2, f.tau2.tau2),
                  identical("I2", row.I2, f.heterogeneity.I2), identical("QE", row.QE, f.heterogeneity.QE));
}

Case in_groups(Case c, int groups) {
  c.options.subgroup = "g";
  for (std::size_t i = 0; i < c.data.studies.size(); ++i)
    c.data.studies[i].groups["g"] = std::string(1, static_cast<char>('A' + static_cast<int>(i) % groups));
  return c;
}

bool is_inverse(const Model& m) { return m.id == "RE" || m.id == "EE"; }

/// The slope for a moderator measured in other units: x = (x' - shift) / factor.
Case with_dose(Case c, double factor, double shift) {
  c.options.moderators = "dose", c.options.test = "z";
  for (Study& s : c.data.studies) s.mods["dose"] = factor * s.mods["dose"] + shift;
  return c;
}

}  // namespace

TEST_CASE("Leaving out the study that was added gives the result without it", "[laws]") {
  holds([](const Case& c, Random& random) -> Verdict {
    Case added = c;
    added.data.studies.push_back(random_study(*find_measure(c.options.measure), random));
    const Fitted without(c), with(added);
    if (!without || !with) return "";
    // A zero in the new study changes what all others get.
    if (c.options.add_to == "if0all") return "";
    const auto rows = leave_one_out(with.e, *with.f, added.options);
    if (!rows || rows->back().row != static_cast<int>(c.data.studies.size())) return "";
    return is_the_fit(rows->back(), *without.f);
  });
}

TEST_CASE("A subgroup of all is the whole, with a tau2 of its own or a common one", "[laws]") {
  holds([](const Case& c, Random& random) -> Verdict {
    Case one = in_groups(c, 1);
    if (random.once_in(2)) one.options.subgroup_tau2 = "common";
    const Fitted x(one);
    if (!x) return "";
    const auto groups = subgroups(x.e, *x.f, one.options);
    if (!groups) return "no subgroups";
    const SubgroupRow& row = groups->levels.at(0);
    return first_of(is_the_fit(row, *x.f), identical("pi_lb", row.pi_lb, x->pi_lb),
                    x->weight.isNaN().any() ? Verdict{} : same("weight", row.weight, 100, 100, 1e-12),
                    must(groups->levels.size() == 1 && row.k == static_cast<int>(x->row.size()), "not all studies"));
  });
}

TEST_CASE("Subgroups share out the studies, the weight and the heterogeneity", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const Case two = in_groups(c, 2);
    const Fitted x(two);
    if (!x) return "";
    const auto groups = subgroups(x.e, *x.f, two.options);
    if (!groups) return "no subgroups";
    double k = 0, weight = 0, Q = 0;
    Verdict verdict;
    for (const SubgroupRow& row : groups->levels) {
      k += row.k, weight += row.weight;
      if (!std::isnan(row.QE)) Q += row.QE;
      const Result<Fit> own = fit(part_of(x.e, row.rows), two.options);
      if (own && verdict.empty()) verdict = is_the_fit(row, *own);
    }
    return first_of(verdict, same("k", k, static_cast<double>(x->row.size()), 0, 0),
                    x->weight.isNaN().any() ? Verdict{} : same("weight", weight, 100, 100, 1e-12),
                    std::isnan(groups->Q_within) ? Verdict{} : same("Q within", groups->Q_within, Q, Q, 1e-12),
                    must(!(groups->pval < 0) && !(groups->pval > 1), "P of the difference"));
  });
}

TEST_CASE("Under a common effect Q falls into Q within and Q between", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        Case two = in_groups(c, 2);
        two.options.test = "z";
        const Fitted x(two);
        if (!x || x->k < 2) return "";
        const auto groups = subgroups(x.e, *x.f, two.options);
        if (!groups || groups->levels.size() < 2) return "";
        const double within = std::isnan(groups->Q_within) ? 0 : groups->Q_within;
        const double Q = x->heterogeneity.QE;
        return same("Q", within + groups->Q_between, Q, Q + static_cast<double>(x->k), 1e-10);
      },
      {.models = only_common_effect});
}

TEST_CASE("The last line of a cumulative analysis is the whole, the first is one study", "[laws]") {
  holds([](const Case& c, Random& random) -> Verdict {
    Case ordered = c;
    constexpr const char* orders[] = {"", "precision", "weight", "effect", "dose"};
    ordered.options.cumulative_by = random.one_of(orders);
    const Fitted x(ordered);
    if (!x) return "";
    const auto all = cumulative(x.e, *x.f, ordered.options);
    if (!all)  // where no study has the effect to order by, which counts used as they are need not have
      return must(all.note().code == NoteCode::cumulative_order_unknown &&
                      std::ranges::all_of(
                          x->row, [&](int row) { return std::isnan(x.e.study[static_cast<std::size_t>(row)].yi); }),
                  "no cumulative analysis");
    return first_of(is_the_fit(all->rows.back(), *x.f),
                    must(all->rows.size() == x->row.size(), "not a line for each study"),
                    must(all->rows.front().k <= 1, "the first line has more than one study"));
  });
}

TEST_CASE("Q falls as tau2 grows, and no likelihood on the way is above its maximum", "[laws]") {
  holds(
      [](const Case& c, Random& random) -> Verdict {
        const bool restricted = random.once_in(2);
        Case estimated = c;
        estimated.options.tau2 = restricted ? "REML" : "ML";
        const Fitted x(estimated);
        if (!x || x->k < 2) return "";
        const auto profile = tau2_profile(x.e, *x.f, estimated.options);
        if (!profile) return "no profile";
        const double best = log_likelihood(x.e, x->tau2.tau2, restricted);
        double last = infinity;
        for (const Tau2ProfilePoint& point : profile->points) {
          if (point.Q > last * (1 + 1e-12)) return "Q rises";
          last = point.Q;
          if ((restricted ? point.ll_restricted : point.ll) > best + 1e-9 * (1 + std::abs(best))) return "a higher one";
        }
        return "";
      },
      {.models = [](const Model& m) { return m.id == "RE"; }});
}

TEST_CASE("The curve of P has the pooled intervals at their level, and nowhere narrows as P falls", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const Fitted x(c);
    if (!x) return "";
    const auto curve = drapery(x.e, *x.f, c.options);
    if (!curve) return "no curve";
    const double tolerance = tolerance_of(model_of(c)), slack = tolerance * x->mu.se;
    const DraperyPoint *own = nullptr, *last = nullptr;
    for (const DraperyPoint& at : curve->points) {
      if (std::abs(at.p - (1 - c.options.level)) < 1e-12) own = &at;
      if (last && (at.ci_lb > last->ci_lb + slack || at.ci_ub < last->ci_ub - slack)) return "it narrows";
      last = &at;
    }
    if (own == nullptr) return "its level is not there";
    const auto as_fitted = [&](const char* what, double got, double is) -> Verdict {
      if (std::isnan(got) || std::isnan(is)) return must(std::isnan(got) && std::isnan(is), what);
      return same(what, got, is, std::abs(is - x->mu.est) + x->mu.se, tolerance);
    };
    return first_of(as_fitted("ci_lb", own->ci_lb, x->mu.ci_lb), as_fitted("ci_ub", own->ci_ub, x->mu.ci_ub),
                    as_fitted("pi_lb", own->pi_lb, x->pi_lb), as_fitted("pi_ub", own->pi_ub, x->pi_ub));
  });
}

TEST_CASE("Leverages add up to the one coefficient there is", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        const Fitted x(c);
        if (!x || x->k < 3) return "";
        const auto all = influence(x.e, *x.f, c.options);
        if (!all) return "";
        double hat = 0, weight = 0;
        for (const InfluenceRow& row : all->rows) hat += row.hat, weight += row.weight;
        return first_of(same("hat", hat, 1, 1, 1e-12), same("weight", weight, 100, 100, 1e-12));
      },
      {.models = is_inverse});
}

TEST_CASE("The unit and the zero of a moderator change the slope by its unit and nothing else", "[laws]") {
  holds(
      [](const Case& c, Random& random) -> Verdict {
        const double factor = random.magnitude(0.01, 100), shift = std::round(random.between(-100, 100));
        const Fitted f(with_dose(c, 1, 0)), g(with_dose(c, factor, shift));
        if (!f) return "";
        const auto was = meta_regression(f.e, *f.f, f.c.options), is = meta_regression(g.e, *g.f, g.c.options);
        if (!was || !is) return must(was.has_value() == is.has_value(), "now there is a regression, now none");
        if (was->coefficients.size() < 2) return "";
        const RegressionCoefficient &a = was->coefficients[1], &b = is->coefficients[1];
        const double spread = was->tau2 + f.e.vi.mean();
        return first_of(same("slope", factor * b.est, a.est, a.se, 1e-8), same("se", factor * b.se, a.se, a.se, 1e-8),
                        same("tau2", is->tau2, was->tau2, spread, 1e-8), same("QE", is->QE, was->QE, was->QE, 1e-8),
                        same("QM", is->QM, was->QM, was->QM + 1, 1e-8));
      },
      {.models = is_inverse});
}

TEST_CASE("Tests of small-study effects and trim and fill turn with the sign", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        Case turned = c;
        for (Study& s : turned.data.studies) s.cells[0] = -s.cells[0];
        const Fitted f(c), g(turned);
        if (!f || f->k < 3) return "";
        const auto was = small_study(f.e, *f.f, c.options), is = small_study(g.e, *g.f, turned.options);
        if (!was || !is) return must(was.has_value() == is.has_value(), "tests on one side only");
        Verdict verdict;
        for (std::size_t i = 0; i < was->tests.size() && verdict.empty(); ++i) {
          const SmallStudyTest &a = was->tests[i], &b = is->tests[i];
          verdict = first_of(same(a.id.c_str(), b.est, -a.est, std::abs(a.se) + std::abs(a.est)),
                             same(a.id.c_str(), b.pval, a.pval, 1));
        }
        const auto filled = trim_fill(f.e, *f.f, c.options), mirrored = trim_fill(g.e, *g.f, turned.options);
        if (!verdict.empty() || !filled || !mirrored) return verdict;
        return first_of(must(filled->k0 == mirrored->k0, "another number of missing studies"),
                        same("filled", mirrored->est, -filled->est, filled->se));
      },
      {.measures = [](const Measure& m) { return m.id == "GEN"; }, .models = is_inverse});
}
