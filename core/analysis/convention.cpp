#include "core/analysis/convention.h"

#include <algorithm>
#include <initializer_list>

namespace pooled {
namespace {

using Remarks = std::vector<std::string_view>;

bool is(std::string_view measure, std::initializer_list<std::string_view> ids) {
  return std::find(ids.begin(), ids.end(), measure) != ids.end();
}

bool from_tables(std::string_view measure) { return is(measure, {"OR", "RR", "RD"}); }

/// 0.5 in tables with a zero, studies without events in either group, or with events in everyone, left out of ratios.
Overrides usual_zeros(Overrides o) {
  o.add = 0.5, o.add_to = "only0", o.drop00 = true;
  return o;
}

/// The common-effect model of programs whose default for tables is Mantel-Haenszel.
std::string_view common_model(std::string_view measure) {
  if (measure == "PETO") return "PETO";
  return from_tables(measure) ? "MH" : "EE";
}

/// DerSimonian-Laird and Wald; from tables with the Q around the Mantel-Haenszel estimate.
Overrides revman5(std::string_view measure, bool random) {
  if (!random) return usual_zeros({.model = common_model(measure), .test = "z"});
  return usual_zeros({.model = from_tables(measure) ? "RE_MH" : "RE", .tau2 = "DL", .test = "z"});
}

Remarks revman5_remarks(std::string_view measure, bool random) {
  Remarks list;
  if (is(measure, {"OR", "RR", "RD"}) && !random)
    list.push_back(
        "Sources disagree whether it adds 0.5 to tables with a zero before Mantel-Haenszel pools them; here nothing is "
        "added.");
  if (measure == "RD" && !random)
    list.push_back("Its Mantel-Haenszel variance of RD is Greenland and Robins', here it is Sato's.");
  if (measure == "SMD")
    list.push_back(
        "Its variance of an SMD is N / (n1 n2) + g2 / (2 (N - 3.94)) with an approximate small-sample factor; both "
        "differ a little from those used here.");
  if (measure == "PETO" && random) list.push_back("It has Peto's odds ratio under a common effect only.");
  return list;
}

Overrides revman_web(std::string_view measure, bool random) {
  if (!random) return usual_zeros({.model = common_model(measure), .test = "z"});
  return usual_zeros({.model = "RE", .tau2 = "REML", .test = "HKSJ", .prediction = "HK", .tau2_ci = "QP"});
}

Remarks revman_web_remarks(std::string_view measure, bool random) {
  Remarks list = revman5_remarks(measure, random);
  if (random)
    list.push_back(
        "It offers DerSimonian-Laird beside REML, Wald beside Hartung-Knapp, and t or normal prediction intervals. "
        "Shown are the methods recommended by Cochrane; that the prediction interval uses the Hartung-Knapp standard "
        "error with k - 1 degrees of freedom is our assumption.");
  return list;
}

/// rma() of effects by escalc().
Overrides metafor(std::string_view, bool random) {
  Overrides o{.add_to = "only0", .add = 0.5, .drop00 = false};
  o.model = random ? "RE" : "EE", o.test = "z";
  if (random) o.tau2 = "REML", o.prediction = "S", o.tau2_ci = "QP";
  return o;
}

Remarks metafor_remarks(std::string_view measure, bool random) {
  Remarks list;
  if (measure == "RD")
    list.push_back("Where a table has a zero it corrects the difference too, not only its variance.");
  if (is(measure, {"ROM", "CVR"}))
    list.push_back("Since version 5 it corrects the effects of single studies for bias.");
  if (is(measure, {"SMDH", "SMD1H"})) list.push_back("Since version 5 its variances of single studies are others.");
  if (from_tables(measure) && !random) list.push_back("Mantel-Haenszel is a function of its own, rma.mh().");
  return list;
}

/// metabin(), metacont(), metagen() …
Overrides meta8(std::string_view measure, bool random) {
  if (!random) return usual_zeros({.model = is(measure, {"IRR", "IRD"}) ? "MH" : common_model(measure), .test = "z"});
  return usual_zeros({.model = "RE", .tau2 = "REML", .test = "z", .prediction = "V", .tau2_ci = "QP"});
}

Remarks meta8_remarks(std::string_view measure, bool random) {
  Remarks list;
  if (from_tables(measure) && !random)
    list.push_back("It adds 0.5 to tables with a zero before Mantel-Haenszel pools them, unless MH.exact = TRUE.");
  if (measure == "RD" && !random)
    list.push_back("Its Mantel-Haenszel variance of RD is Greenland and Robins', here it is Sato's.");
  if (measure == "RR")
    list.push_back(
        "With a zero it adds 0.5 to the size of a group in the variance where others add 1, and it corrects only for "
        "groups without events.");
  if (measure == "RD") list.push_back("Where a table has a zero it corrects the variance only, as here.");
  if (measure == "SMD") list.push_back("Its variance of an SMD is the unbiased one (exact.smd = TRUE).");
  if (is(measure, {"PLO", "IRLN"})) list.push_back("For these its own default is a GLMM.");
  return list;
}

/// meta esize, meta summarize.
Overrides stata(std::string_view measure, bool random) {
  Overrides o{.add_to = "only0", .add = 0.5};
  o.model = random ? "RE" : common_model(measure), o.test = "z";
  if (random) o.tau2 = "REML", o.prediction = "HTS";
  return o;
}

Remarks stata_remarks(std::string_view measure, bool random) {
  Remarks list;
  if (random) list.push_back("Its prediction interval is an option (predinterval).");
  if (measure == "SMD")
    list.push_back("Hedges' g uses the approximate small-sample factor unless exact is asked for; here it is exact.");
  if (is(measure, {"OR", "RR"}))
    list.push_back("What it does with studies without any event is not in our sources; the present choice is kept.");
  return list;
}

Overrides jasp(std::string_view, bool random) {
  Overrides o{.model = random ? "RE" : "EE", .test = "HKSJ"};
  if (random) o.tau2 = "REML", o.prediction = "HK", o.tau2_ci = "QP";
  return o;
}

Remarks jasp_remarks(std::string_view measure, bool) {
  Remarks list{"It asks for effects and standard errors, which its module of effect sizes makes with metafor."};
  if (is(measure, {"OR", "RR", "RD"})) list.push_back("Zero cells are settled there; the present choice is kept.");
  return list;
}

Overrides iqwig(std::string_view, bool random) {
  if (!random) return {.model = "EE", .test = "z"};
  return {.model = "RE", .tau2 = "PM", .test = "IQWiG6"};
}

Remarks iqwig_remarks(std::string_view, bool random) {
  if (!random) return {};
  return {
      "Meant for five studies or more; with fewer the methods paper weighs whether to pool at all.",
      "It shows a prediction interval where studies differ; its rule is not in our sources, the present one is kept."};
}

constexpr Convention table[] = {
    {"revman5", "RevMan 5",
     "Deeks & Higgins 2010, Statistical algorithms in Review Manager 5; settings.meta(\"RevMan5\") of meta",
     PrintedI2::from_Q, false, false, revman5, revman5_remarks},
    {"revman_web", "RevMan (since 2025)",
     "Cochrane Methods, Random-effects meta-analysis methods for intervention reviews, updates of May 2024 and January "
     "2025",
     PrintedI2::from_tau2, true, true, revman_web, revman_web_remarks},
    {"metafor", "R: metafor", "metafor 5.1-12 and 3.8-1, run: rma() after escalc()", PrintedI2::from_tau2, true, true,
     metafor, metafor_remarks},
    {"meta", "R: meta", "meta 8.4-0, run: metabin(), metacont(), metagen()", PrintedI2::from_Q, true, true, meta8,
     meta8_remarks},
    {"stata", "Stata 18", "Stata 18 Meta-Analysis Reference Manual: meta esize, meta summarize; from memory",
     PrintedI2::from_tau2, true, false, stata, stata_remarks},
    {"jasp", "JASP", "jaspMetaAnalysis, defaults in the source of its classical analysis (REML, Knapp-Hartung)",
     PrintedI2::from_tau2, true, true, jasp, jasp_remarks},
    {"iqwig6", "IQWiG 2022", "IQWiG 2022, General Methods 6.1; settings.meta(\"IQWiG6\") of meta", PrintedI2::from_Q,
     true, false, iqwig, iqwig_remarks},
};

template <class T, class U>
void take(T& option, const std::optional<U>& value) {
  if (value) option = T(*value);
}

}  // namespace

Options with(Options options, const Overrides& o) {
  take(options.model, o.model);
  take(options.tau2, o.tau2);
  take(options.test, o.test);
  take(options.prediction, o.prediction);
  take(options.tau2_ci, o.tau2_ci);
  take(options.add_to, o.add_to);
  take(options.add, o.add);
  take(options.drop00, o.drop00);
  return options;
}

std::span<const Convention> conventions() { return table; }

}  // namespace pooled
