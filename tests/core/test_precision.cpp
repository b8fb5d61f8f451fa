#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <sstream>

#include "core/base/dist.h"
#include "core/measures/numeric.h"
#include "core/model/mixture.h"
#include "core/tau2/interval.h"
#include "core/tau2/tau2.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

using Numbers = std::vector<double>;

/// One line of tests/oracle/precision.tsv; the answer with more digits than a double holds.
struct Line {
  std::string what;
  Numbers given;
  long double answer;
};

std::vector<Line> lines() {
  std::ifstream file(POOLED_SOURCE_DIR "/tests/oracle/precision.tsv");
  std::vector<Line> all;
  for (std::string line; std::getline(file, line);) {
    std::istringstream parts(line);
    Line x;
    std::string given, answer;
    std::getline(parts, x.what, '\t'), std::getline(parts, given, '\t'), std::getline(parts, answer);
    std::istringstream numbers(given);
    for (std::string number; numbers >> number;) x.given.push_back(std::strtod(number.c_str(), nullptr));
    x.answer = std::strtold(answer.c_str(), nullptr);
    all.push_back(x);
  }
  return all;
}

/// Units in the last place of the double nearest to the answer; no number is endlessly far from one.
double ulps(double got, long double answer) {
  if (std::isnan(got)) return infinity;
  if (static_cast<long double>(got) == answer) return 0;
  const double size = std::abs(static_cast<double>(answer));
  const double unit = std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
  return static_cast<double>(std::abs(static_cast<long double>(got) - answer) / unit);
}

Effects pairs(const Numbers& x) {
  Numbers yi, vi;
  for (std::size_t i = 0; i < x.size(); i += 2) yi.push_back(x[i]), vi.push_back(x[i + 1]);
  return effects(yi, vi);
}

Effect effect(const char* measure, const char* format, const Numbers& cells) {
  Options options;
  options.measure = measure;
  const Dataset data = dataset(format, {cells});
  return compute_effects(data, options).study[0];
}

Curve curve(const Binomial& b, double level = 0, double slope = 1) {
  return [=](double theta) { return b.at(level + slope * theta); };
}

double conditional(const Numbers& x) {
  const Hypergeometric h(x[0], x[1], x[2], x[3]);
  return mixed([&](double theta) { return h.at(theta); }, x[4], x[5]).ll;
}

using Function = std::function<double(const Numbers&)>;

std::map<std::string, Function> distributions() {
  return {{"P of z", [](const Numbers& x) { return normal_two_sided(x[0]); }},
          {"normal quantile", [](const Numbers& x) { return normal_upper_quantile(x[0]); }},
          {"P of t", [](const Numbers& x) { return t_two_sided(x[0], x[1]); }},
          {"t quantile", [](const Numbers& x) { return t_upper_quantile(x[0], x[1]); }},
          {"chi-square upper tail", [](const Numbers& x) { return chi2_upper(x[0], x[1]); }},
          {"chi-square lower tail", [](const Numbers& x) { return chi2_lower(x[0], x[1]); }},
          {"chi-square upper quantile", [](const Numbers& x) { return chi2_upper_quantile(x[0], x[1]); }},
          {"chi-square lower quantile", [](const Numbers& x) { return chi2_lower_quantile(x[0], x[1]); }},
          {"F upper tail", [](const Numbers& x) { return f_upper(x[0], x[1], x[2]); }},
          {"beta lower quantile", [](const Numbers& x) { return beta_lower_quantile(x[0], x[1], x[2]); }},
          {"beta upper quantile", [](const Numbers& x) { return beta_upper_quantile(x[0], x[1], x[2]); }}};
}

std::map<std::string, Function> measures_and_counts() {
  return {{"exact J", [](const Numbers& x) { return small_sample_factor(x[0]); }},
          {"SMD, effect", [](const Numbers& x) { return effect("SMD", "means", x).yi; }},
          {"SMD, variance", [](const Numbers& x) { return effect("SMD", "means", x).vi; }},
          {"UCOR, effect", [](const Numbers& x) { return effect("UCOR", "correlation", x).yi; }},
          {"UCOR, variance", [](const Numbers& x) { return effect("UCOR", "correlation", x).vi; }},
          {"GLMM, conditional", conditional},
          {"GLMM, two arms",
           [](const Numbers& x) {
             return mixed(curve(binomial(x[0], x[1])), curve(binomial(x[2], x[3])), x[4], x[5], x[6]).ll;
           }},
          {"GLMM, one group", [](const Numbers& x) { return mixed(curve(binomial(x[0], x[1])), x[2], x[3]).ll; }}};
}

std::map<std::string, Function> heterogeneity() {
  std::map<std::string, Function> all = {
      {"Q-profile, lower limit", [](const Numbers& x) { return q_profile(pairs(x), 0.95).lb; }},
      {"Q-profile, upper limit", [](const Numbers& x) { return q_profile(pairs(x), 0.95).ub; }},
      {"log-likelihood, restricted", [](const Numbers& x) { return log_likelihood(pairs(x), x[1], true); }},
      {"log-likelihood, full", [](const Numbers& x) { return log_likelihood(pairs(x), x[1], false); }},
      {"estimate, REML", [](const Numbers& x) { return fit(pairs(x), options_of("GEN", "RE", "REML", "z"))->mu.est; }}};
  for (const Tau2Estimator& each : tau2_estimators())
    all["tau2 " + std::string(each.id)] = [&each](const Numbers& x) { return each.estimate(pairs(x)).tau2; };
  return all;
}

/// About twice what was measured, tests/ulp.md; with libm's of Debian 12.
const std::map<std::string, double>& bounds() {
  static const std::map<std::string, double> all = {{"P of z", 1500},
                                                    {"normal quantile", 6},
                                                    {"P of t", 150},
                                                    {"t quantile", 20},
                                                    {"chi-square upper tail", 6000},
                                                    {"chi-square lower tail", 300},
                                                    {"chi-square upper quantile", 30},
                                                    {"chi-square lower quantile", 30},
                                                    {"F upper tail", 200},
                                                    {"beta lower quantile", 30},
                                                    {"beta upper quantile", 40},
                                                    {"exact J", 20},
                                                    {"SMD, effect", 8},
                                                    {"SMD, variance", 6},
                                                    {"UCOR, effect", 5},
                                                    {"UCOR, variance", 5},
                                                    {"tau2 DL", 50},
                                                    {"tau2 REML", 15},
                                                    {"estimate, REML", 40},
                                                    {"tau2 PM", 30},
                                                    {"tau2 ML", 15},
                                                    {"tau2 PMM", 20},
                                                    {"tau2 HE", 30},
                                                    {"tau2 SJ", 8},
                                                    {"tau2 HS", 15},
                                                    {"tau2 HSk", 80},
                                                    {"tau2 DL2", 100},
                                                    {"tau2 CA2", 50},
                                                    {"tau2 GENQ", 15},
                                                    {"Q-profile, lower limit", 10},
                                                    {"Q-profile, upper limit", 10},
                                                    {"log-likelihood, restricted", 40},
                                                    {"log-likelihood, full", 30},
                                                    {"tau2 DL, effects near 1e8", 5},
                                                    {"tau2 REML, effects near 1e8", 6},
                                                    {"estimate, REML, effects near 1e8", 4},
                                                    {"tau2 PM, effects near 1e8", 5},
                                                    {"tau2 ML, effects near 1e8", 30},
                                                    {"tau2 PMM, effects near 1e8", 5},
                                                    {"tau2 HE, effects near 1e8", 4},
                                                    {"tau2 SJ, effects near 1e8", 4},
                                                    {"tau2 HS, effects near 1e8", 8},
                                                    {"tau2 HSk, effects near 1e8", 5},
                                                    {"tau2 DL2, effects near 1e8", 4},
                                                    {"tau2 CA2, effects near 1e8", 5},
                                                    {"tau2 GENQ, effects near 1e8", 4},
                                                    {"Q-profile, lower limit, effects near 1e8", 4},
                                                    {"Q-profile, upper limit, effects near 1e8", 4},
                                                    {"log-likelihood, restricted, effects near 1e8", 30},
                                                    {"log-likelihood, full, effects near 1e8", 30},
                                                    {"tau2 DL, variances over 20 orders", 4},
                                                    {"tau2 REML, variances over 20 orders", 4},
                                                    {"estimate, REML, variances over 20 orders", 15},
                                                    {"tau2 PM, variances over 20 orders", 8},
                                                    {"tau2 ML, variances over 20 orders", 8},
                                                    {"tau2 PMM, variances over 20 orders", 15},
                                                    {"tau2 HE, variances over 20 orders", 10},
                                                    {"tau2 SJ, variances over 20 orders", 5},
                                                    {"tau2 HS, variances over 20 orders", 8},
                                                    {"tau2 HSk, variances over 20 orders", 8},
                                                    {"tau2 DL2, variances over 20 orders", 5},
                                                    {"tau2 CA2, variances over 20 orders", 4},
                                                    {"tau2 GENQ, variances over 20 orders", 5},
                                                    {"Q-profile, lower limit, variances over 20 orders", 20},
                                                    {"Q-profile, upper limit, variances over 20 orders", 8},
                                                    {"log-likelihood, restricted, variances over 20 orders", 8},
                                                    {"log-likelihood, full, variances over 20 orders", 30},
                                                    {"GLMM, conditional", 10},
                                                    {"GLMM, two arms", 300},
                                                    {"GLMM, one group", 300}};
  return all;
}

struct Found {
  int lines = 0;
  double worst = 0;
};

}  // namespace

TEST_CASE("No function is further from 50 digits than tests/ulp.md says") {
  std::map<std::string, Function> functions = distributions();
  functions.merge(measures_and_counts()), functions.merge(heterogeneity());
  std::vector<std::string> order;
  std::map<std::string, Found> found;
  for (const Line& line : lines()) {
    const std::string name = functions.contains(line.what) ? line.what : line.what.substr(0, line.what.rfind(", "));
    INFO(line.what);
    REQUIRE(functions.contains(name));
    if (!found.contains(line.what)) order.push_back(line.what);
    Found& x = found[line.what];
    ++x.lines;
    x.worst = std::max(x.worst, ulps(functions.at(name)(line.given), line.answer));
  }
  for (const std::string& name : order) {
    if (std::getenv("POOLED_ULP"))
      std::printf("| %s | %d | %.3g |\n", name.c_str(), found[name].lines, found[name].worst);
    INFO(name << ": " << found[name].worst << " ulp");
    CHECK(found[name].worst <= (bounds().contains(name) ? bounds().at(name) : -1));
  }
  CHECK(order.size() == bounds().size());
}
