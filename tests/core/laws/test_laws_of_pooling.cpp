// Laws of the pooled result, for every measure and every model.

#include <algorithm>
#include <catch2/catch.hpp>
#include <tuple>

#include "tests/core/laws/fitted.h"

using namespace pooled;
using namespace pooled::testing;

TEST_CASE("The same request twice gives the same bits", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const Fitted once(c), twice(c);
    return once ? identical_fits(*once.f, *twice.f) : same_fits(once, twice);
  });
}

TEST_CASE("The order of the studies changes nothing, whatever is pooled", "[laws]") {
  holds([](const Case& c, Random& random) {
    Case shuffled = c;
    auto& studies = shuffled.data.studies;
    for (std::size_t i = studies.size(); i > 1; --i)
      std::swap(studies[i - 1], studies[static_cast<std::size_t>(random.whole(0, static_cast<int>(i) - 1))]);
    return same_fits(Fitted(c), Fitted(shuffled));
  });
}

TEST_CASE("A study that is left out is as if it were not there", "[laws]") {
  holds([](const Case& c, Random& random) -> Verdict {
    Case with_one = c;
    with_one.data.studies.push_back(random_study(*find_measure(c.options.measure), random));
    with_one.data.studies.back().include = false;
    const Fitted without(c), with(with_one);
    return without && with ? identical_fits(*without.f, *with.f) : same_fits(without, with);
  });
}

TEST_CASE("The part of a data set that is all of it is the data set", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const Fitted whole(c);
    if (!whole) return "";
    std::vector<int> rows;
    for (std::size_t i = 0; i < c.data.studies.size(); ++i) rows.push_back(static_cast<int>(i));
    const Result<Fit> part = fit(part_of(whole.e, rows), c.options);
    return part ? identical_fits(*whole.f, *part) : "no result";
  });
}

TEST_CASE("Weights are shares: none below 0, together 100%", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const Fitted x(c);
    if (!x || x->weight.size() == 0 || x->weight.isNaN().all()) return "";
    // In the models of counts a study without an effect of its own has none.
    const Array w = x->weight.isNaN().select(0, x->weight);
    return first_of(must(w.isNaN().select(false, w >= 0).all(), "a weight below 0"),
                    same("sum", w.sum(), 100, 100, 1e-12),
                    must(is_slow(model_of(c)) || !x->weight.isNaN().any(), "no weight"),
                    must(x->weight.size() == static_cast<Index>(x->row.size()), "not a weight for each study"));
  });
}

TEST_CASE("A mean of effects lies among them", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        const Fitted x(c);
        if (!x || c.options.test == "HC") return "";
        const double low = x.e.yi.minCoeff(), high = x.e.yi.maxCoeff();
        const double slack = 1e-12 * (high - low + std::abs(high) + std::abs(low));
        return must(x->mu.est >= low - slack && x->mu.est <= high + slack, "outside the range of the effects");
      },
      {.models = pools_effects});
}

TEST_CASE("Every number is where numbers of its kind can be", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const Fitted x(c);
    if (!x) return "";
    const auto in = [](double y, double low, double high) { return std::isnan(y) || (y >= low && y <= high); };
    const Heterogeneity& h = x->heterogeneity;
    return first_of(
        must(std::isfinite(x->mu.est), "no estimate"), must(x->mu.se > 0, "se"), must(in(x->mu.pval, 0, 1), "pval"),
        must(in(x->tau2.tau2, 0, infinity), "tau2"), must(in(x->tau2.se, 0, infinity), "se_tau2"),
        must(in(h.I2, 0, 100), "I2"), must(in(h.I2_lb, 0, 100), "I2_lb"), must(in(h.I2_ub, 0, 100), "I2_ub"),
        must(in(h.I2_Q, 0, 100), "I2_Q"), must(in(h.H2, 0, infinity), "H2"), must(in(h.QE, 0, infinity), "QE"),
        must(in(h.QEp, 0, 1), "QEp"), must(!(h.df > static_cast<double>(x->k - 1)), "Q of more studies than pooled"),
        must(in(x->tau2_interval.lb, 0, infinity), "tau2_lb"),
        must(!(x->tau2_interval.lb > x->tau2_interval.ub), "tau2_lb above tau2_ub"));
  });
}

TEST_CASE("An interval holds the estimate it is about", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const Fitted x(c);
    const Options& o = c.options;
    const auto belongs_elsewhere = [](const Note& note) { return note.code == NoteCode::pl_without_ml; };
    if (!x || o.test == "SKOV" || o.test == "HC" || std::ranges::any_of(x->notes, belongs_elsewhere)) return "";
    const auto inside = [&](double lb, double ub) { return !(x->mu.est < lb) && !(x->mu.est > ub); };
    return first_of(must(inside(x->mu.ci_lb, x->mu.ci_ub), "outside its confidence interval"),
                    must(o.prediction == "NNF" || inside(x->pi_lb, x->pi_ub), "outside the prediction interval"));
  });
}

TEST_CASE("A higher level gives wider intervals and leaves the estimate", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const auto at = [&](double level) {
      Case levelled = c;
      levelled.options.level = level;
      return levelled;
    };
    const Fitted narrow(at(0.8)), middle(at(0.95)), wide(at(0.99));
    if (!narrow) return "";
    const auto nested = [](double lb, double ub, double outer_lb, double outer_ub) {
      const double slack = 1e-12 * (std::abs(outer_ub) + std::abs(outer_lb));
      return !(lb < outer_lb - slack) && !(ub > outer_ub + slack);
    };
    // By its own rule IQWiG6 may take the floor at the lower level and not at the higher one.
    const bool one_rule = c.options.test != "IQWiG6";
    const auto all_nested = [&](const Fit& a, const Fit& b) {
      const Heterogeneity &g = a.heterogeneity, &h = b.heterogeneity;
      return first_of(must(!one_rule || nested(a.mu.ci_lb, a.mu.ci_ub, b.mu.ci_lb, b.mu.ci_ub),
                           "the confidence interval is not inside"),
                      must(nested(a.pi_lb, a.pi_ub, b.pi_lb, b.pi_ub), "the prediction interval is not inside"),
                      must(nested(a.tau2_interval.lb, a.tau2_interval.ub, b.tau2_interval.lb, b.tau2_interval.ub),
                           "the interval of tau2 is not inside"),
                      must(nested(g.I2_lb, g.I2_ub, h.I2_lb, h.I2_ub), "the interval of I2 is not inside"),
                      must(nested(g.H2_lb, g.H2_ub, h.H2_lb, h.H2_ub), "the interval of H2 is not inside"));
    };
    return first_of(all_nested(*narrow.f, *middle.f), all_nested(*middle.f, *wide.f),
                    identical("est", wide->mu.est, narrow->mu.est),
                    identical("tau2", wide->tau2.tau2, narrow->tau2.tau2));
  });
}

TEST_CASE("P below 1 - level and an interval without 0 are one statement", "[laws]") {
  holds([](const Case& c, Random&) -> Verdict {
    const Fitted x(c);
    if (!x || std::isnan(x->mu.ci_lb) || std::isnan(x->mu.ci_ub) || std::isnan(x->mu.pval)) return "";
    const double alpha = 1 - c.options.level;
    if (std::abs(x->mu.pval - alpha) < 1e-9) return "";
    const bool outside = x->mu.ci_lb > 0 || x->mu.ci_ub < 0;
    return must(outside == (x->mu.pval < alpha), "P and the interval disagree");
  });
}

TEST_CASE("One study alone is its own result", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        Case single = c;
        single.data.studies.resize(1);
        single.options.test = "z";
        const Fitted x(single);
        if (!x) return "";
        return first_of(identical("est", x->mu.est, x.e.yi[0]),
                        same("se", x->mu.se, std::sqrt(x.e.vi[0]), x->mu.se, 1e-14),
                        must(x->k == 1 && x->weight[0] == 100, "not all of the weight"));
      },
      {.models = pools_effects});
}

TEST_CASE("Every study twice: what is linear in the data stays, the standard error shrinks by the root of 2",
          "[laws]") {
  const auto stays = [](const Model& m) { return m.id != "RE_MH" && m.id != "FIRTH"; };
  holds(
      [](const Case& c, Random& random) -> Verdict {
        Case once = c;
        once.options.test = "z";
        // ML's likelihood doubles; so does Hunter and Schmidt's (Q - k) / sum w, above and below.
        if (model_of(c).random) once.options.tau2 = random.once_in(2) ? "ML" : "HS";
        Case twice = once;
        for (const Study& s : c.data.studies) twice.data.studies.push_back(s);
        const Fitted f(once), g(twice);
        if (!f || f->k < 2) return "";
        if (!g) return "no result";
        const Model& m = model_of(c);
        const double t = tolerance_of(m);
        const bool se_too = !is_one_of(m.id, {"UWLS", "IVHET"}) && f->tau2.other_gap != f->tau2.other_gap;
        const bool tau2_too = m.random && !m.own_tau2;
        return first_of(
            same("est", g->mu.est, f->mu.est, f->mu.se, t),
            se_too ? same("se", g->mu.se, f->mu.se / std::sqrt(2.), f->mu.se, t) : Verdict{},
            tau2_too ? same("tau2", g->tau2.tau2, f->tau2.tau2, f->tau2.tau2 + f.e.vi.mean()) : Verdict{},
            m.id == "EE" ? same("QE", g->heterogeneity.QE, 2 * f->heterogeneity.QE, f->heterogeneity.QE) : Verdict{});
      },
      {.models = stays});
}

TEST_CASE("A study of endless variance says nothing", "[laws]") {
  const auto listens = [](const Model& m) { return m.id == "EE" || m.id == "RE"; };
  holds(
      [](const Case& c, Random& random) -> Verdict {
        Case without = c;
        without.options.test = "z";
        without.options.tau2 = random.once_in(2) ? "ML" : "REML";
        Case with = without;
        with.data.studies.push_back(c.data.studies[0]);
        with.data.studies.back().cells = {random.between(-5, 5), random.magnitude(1e90, 1e250)};
        const Fitted f(without), g(with);
        if (f->k < 2) return "";
        return first_of(same("est", g->mu.est, f->mu.est, f->mu.se), same("se", g->mu.se, f->mu.se, f->mu.se),
                        same("tau2", g->tau2.tau2, f->tau2.tau2, f->tau2.tau2 + f.e.vi.mean()),
                        must(g->k == f->k + 1, "it was not counted"));
      },
      {.measures = is_reported, .models = listens});
}

TEST_CASE("A common effect is random effects with no variance between studies", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        Case none = c;
        none.options.model = "RE", none.options.tau2 = "FIXED", none.options.tau2_fixed = 0;
        if (is_one_of(c.options.test, {"KR", "PL", "SKOV", "HC"})) return "";
        const Fitted f(c), g(none);
        if (!f || !g) return same_fits(f, g);
        return first_of(identical("est", g->mu.est, f->mu.est), identical("se", g->mu.se, f->mu.se),
                        identical("pval", g->mu.pval, f->mu.pval), identical("ci_lb", g->mu.ci_lb, f->mu.ci_lb));
      },
      {.models = only_common_effect});
}

TEST_CASE("Models with common-effect weights have the common-effect estimate", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        Case common = c;
        common.options.model = "EE", common.options.test = "z";
        const Fitted f(common), g(c);
        if (!f || f->k < 2) return "";
        const double q = f->heterogeneity.QE / static_cast<double>(f->k - 1);
        return first_of(same("est", g->mu.est, f->mu.est, f->mu.se, 1e-12),
                        // Without any spread the conventional error stays (note hk_no_spread).
                        c.options.model == "UWLS" ? same("se", g->mu.se, f->mu.se * std::sqrt(q > 0 ? q : 1), f->mu.se)
                                                  : must(g->mu.se >= f->mu.se * (1 - 1e-12),
                                                         "allowing for heterogeneity made it more certain"));
      },
      {.models = [](const Model& m) { return m.id == "UWLS" || m.id == "IVHET"; }});
}

TEST_CASE("What Hartung and Knapp's variants promise of each other", "[laws]") {
  holds(
      [](const Case& c, Random&) -> Verdict {
        const auto by = [&](const char* test) {
          Case tested = c;
          tested.options.test = test;
          return tested;
        };
        const Fitted z(by("z")), t(by("t")), plain(by("HKSJ")), floor(by("HKSJ_se")), wider(by("HKSJ_ci"));
        if (!z || z->k < 2) return "";
        const auto width = [](const Fitted& x) { return x->mu.ci_ub - x->mu.ci_lb; };
        const double slack = 1e-12;
        return first_of(
            z->q_hk > 0 ? same("se", plain->mu.se, std::sqrt(z->q_hk) * z->mu.se, z->mu.se, 1e-12) : Verdict{},
            must(floor->mu.se >= t->mu.se, "the floor is below the conventional standard error"),
            must(width(t) >= width(z), "t is narrower than the normal"),
            must(width(floor) >= width(t) * (1 - slack), "the floor is narrower than t"),
            must(!(width(wider) < width(z) * (1 - slack)), "the wider is narrower than Wald"),
            must(z->q_hk == 0 || !(width(wider) < width(plain) * (1 - slack)), "the wider is narrower than plain"));
      },
      {.models = [](const Model& m) { return m.id == "RE" || m.id == "EE"; }});
}

TEST_CASE("The interval of tau2 holds the estimate that it is about", "[laws]") {
  holds(
      [](const Case& c, Random& random) -> Verdict {
        Case about = c;
        constexpr std::pair<const char*, const char*> pairs[] = {{"PM", "QP"}, {"ML", "PL"}, {"REML", "PL"}};
        std::tie(about.options.tau2, about.options.tau2_ci) = random.one_of(pairs);
        const Fitted x(about);
        if (!x || x->tau2_interval.empty || x->k < 2) return "";
        const double slack = 1e-9 * (x->tau2.tau2 + x.e.vi.minCoeff());
        return must(!(x->tau2.tau2 < x->tau2_interval.lb - slack) && !(x->tau2.tau2 > x->tau2_interval.ub + slack),
                    "outside");
      },
      {.models = [](const Model& m) { return m.id == "RE"; }});
}
