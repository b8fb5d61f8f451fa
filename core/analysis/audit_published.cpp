#include "core/analysis/audit_published.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

#include "core/base/dist.h"

namespace pooled {
namespace {

using Figures = std::vector<Figure>;

std::string as_printed(const Figure& f) {
  std::string text = f.bound ? std::string(f.bound == '<' ? "below " : "above ") : std::string{};
  std::array<char, 48> digits{};
  std::snprintf(digits.data(), digits.size(), "%.*f", f.printed.decimals, f.printed.value);
  return text + digits.data();
}

std::string range_text(const Range& r, int digits = 3) {
  const std::string lb = short_number(r.lb, digits), ub = short_number(r.ub, digits);
  return lb == ub ? lb : lb + " to " + ub;
}

/// Estimate and both limits, where they are printed.
std::optional<Published> interval_of(const Figures& figures, const Options& options) {
  const Figure *est = find_figure(figures, "est"), *lb = find_figure(figures, "ci_lb"),
               *ub = find_figure(figures, "ci_ub"), *p = find_figure(figures, "pval");
  if (!est || !lb || !ub) return {};
  Published out{est->printed, lb->printed, ub->printed};
  if (p && !p->bound) out.pval = p->printed;
  out.level = 100 * options.level;
  return out;
}

void add_midpoint(AuditPublished& out, const Audit& a, const Measure& measure) {
  const std::string scale = measure.scale->id == "identity" ? "" : " on the scale of the analysis";
  out.findings.push_back({"interval", "Estimate between its limits", a.symmetric,
                          a.symmetric ? "The estimate lies midway between its limits" + scale + ", as it should."
                                      : "The estimate does not lie midway between its limits" + scale +
                                            ": a misprint, another measure, or an interval that is not symmetric."});
}

/// P by t with so many degrees of freedom from the same interval.
Range t_range(const Audit& a, const Options& options, double df) {
  const double tail = (1 - options.level) / 2;
  const double ratio = t_upper_quantile(tail, df) / normal_upper_quantile(tail);
  return {t_two_sided(a.stat.ub * ratio, df), t_two_sided(a.stat.lb * ratio, df)};
}

std::string basis_text(bool normal, bool t) {
  if (normal && t) return "they agree, for a normal (Wald) interval and for one of t.";
  if (normal) return "they agree: a normal (Wald) interval.";
  if (t) return "they agree as an interval of t (Hartung-Knapp, for instance), not as a normal one.";
  return "they do not agree. A misprint, another test, or an interval of another kind.";
}

void add_p(AuditPublished& out, const Audit& a, const Figures& figures, const Options& options) {
  const Figure *p = find_figure(figures, "pval"), *k = find_figure(figures, "k");
  const double df = k ? k->printed.value - 1 : NaN;
  const Range t = df >= 1 ? t_range(a, options, df) : Range{};
  out.pval_lb = a.pval.lb, out.pval_ub = a.pval.ub, out.t_pval_lb = t.lb, out.t_pval_ub = t.ub;
  std::string text = "By the interval, if normal, P is " + range_text(a.pval);
  if (df >= 1) text += "; if of t with " + short_number(df) + " degrees of freedom, " + range_text(t);
  if (!p) {
    out.findings.push_back({"p", "P and the interval", true, text + "."});
    return;
  }
  const bool normal = p->bound ? p->range().meets(a.pval) : a.p_agrees, by_t = df >= 1 && p->range().meets(t);
  out.findings.push_back({"p", "P and the interval", normal || by_t,
                          text + ". Printed is " + as_printed(*p) + ": " + basis_text(normal, by_t)});
  if (!a.same_side_of_level)
    out.findings.push_back({"level", "P and no effect", false,
                            "The interval leaves out no effect and P is above the level, or the other way round: one "
                            "of them is wrong, or they are of two tests."});
}

/// I2 and P of Q, from Q and the number of studies.
void add_heterogeneity(AuditPublished& out, const Figures& figures) {
  const Figure *Q = find_figure(figures, "QE"), *k = find_figure(figures, "k"), *I2 = find_figure(figures, "I2"),
               *p = find_figure(figures, "QEp");
  if (!Q || !k || k->printed.value < 2) return;
  const double df = k->printed.value - 1;
  const Range q = Q->range();
  const auto share = [&](double x) { return x > df ? 100 * (x - df) / x : 0; };
  if (I2) {
    const Range implied{share(q.lb), share(q.ub)};
    const bool agrees = I2->range().meets(implied);
    out.findings.push_back({"I2", "I2 and Q", agrees,
                            "By Q and the number of studies I2 is " + range_text(implied) + "%. Printed is " +
                                as_printed(*I2) +
                                "%: " + (agrees ? "they agree." : "not the I2 from Q; it may be the one from tau2.")});
  }
  if (p) {
    const Range implied{chi2_upper(q.ub, df), chi2_upper(std::max(0.0, q.lb), df)};
    const bool agrees = p->range().meets(implied);
    out.findings.push_back({"QEp", "P of Q", agrees,
                            "By Q and the number of studies P is " + range_text(implied) + ". Printed is " +
                                as_printed(*p) + (agrees ? ": they agree." : ": they do not agree.")});
  }
}

/// The effect of two risks.
double crude(std::string_view measure, double with, double without) {
  if (measure == "RR") return with / without;
  if (measure == "OR" || measure == "PETO") return with * (1 - without) / (without * (1 - with));
  return measure == "RD" ? with - without : NaN;
}

void add_crude(AuditPublished& out, const Figures& figures, const Options& options) {
  const Figure *with = find_figure(figures, "risk1"), *without = find_figure(figures, "risk2"),
               *est = find_figure(figures, "est");
  if (!with || !without) return;
  const Range a = with->range(), b = without->range();
  const Range implied{crude(options.measure, a.lb / 100, b.ub / 100), crude(options.measure, a.ub / 100, b.lb / 100)};
  if (std::isnan(implied.lb)) return;
  out.crude_lb = implied.lb, out.crude_ub = implied.ub;
  const double ratio = crude(options.measure, with->printed.value / 100, without->printed.value / 100);
  std::string text = as_printed(*with) + "% against " + as_printed(*without) + "% is " + options.measure + " " +
                     short_number(ratio, 3);
  const bool same = est && est->range().meets(implied);
  text += same ? ", as the pooled effect."
               : ": not the pooled effect, which compares within studies. The percentages are of all people together "
                 "and say how often, not how much more often.";
  out.findings.push_back({"crude", "Percentages and the effect", true, text});
}

/// Whether some whole number of n people rounds to the percentage.
void add_count(AuditPublished& out, const Figures& figures, std::string_view risk, std::string_view n) {
  const Figure *percent = find_figure(figures, risk), *people = find_figure(figures, n);
  if (!percent || !people || !(people->printed.value > 0)) return;
  const Range r = percent->range();
  const double size = people->printed.value;
  const double least = std::ceil(std::max(0.0, r.lb) * size / 100);
  const double most = std::floor(std::min(100.0, r.ub) * size / 100);
  const std::string of = as_printed(*percent) + "% of " + as_printed(*people) + " people: ";
  const bool possible = least <= most;
  std::string text = of + (possible ? range_text({least, most}, 15) + " of them."
                                    : "no whole number of people gives that percentage. Some were not counted, or one "
                                      "of the two is misprinted.");
  out.findings.push_back({risk == "risk1" ? "count1" : "count2", "Percentage and people", possible, text});
}

}  // namespace

Result<AuditPublished> audit_published(const Effects& e, const Fit&, const Options& options, const Figures& figures) {
  AuditPublished out;
  if (const auto published = interval_of(figures, options)) {
    const Audit a = audit(*published, *e.measure->scale);
    out.se_lb = a.se.lb, out.se_ub = a.se.ub;
    add_midpoint(out, a, *e.measure);
    if (e.measure->compares()) add_p(out, a, figures, options);
  }
  add_heterogeneity(out, figures);
  add_crude(out, figures, options);
  add_count(out, figures, "risk1", "n1");
  add_count(out, figures, "risk2", "n2");
  return out;
}

}  // namespace pooled
