#include "tests/core/laws/random_case.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/model/inference.h"
#include "core/model/prediction.h"
#include "core/tau2/interval.h"
#include "core/tau2/tau2.h"

namespace pooled::testing {

double Random::magnitude(double low, double high) { return std::exp(between(std::log(low), std::log(high))); }

double Random::normal() {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += unit();
  return sum;
}

bool is_slow(const Model& model) { return model.id.starts_with("GLMM") || model.id == "BB" || model.id == "FIRTH"; }

std::string canonical_format(const Measure& measure) {
  const Family* family = measure.family;
  if (!family) return "estimate_var";
  for (const Format& format : formats())
    if (format.family == family && format.conversion == Conversion::none &&
        format.columns.data() == family->columns.data())
      return std::string(format.id);
  return {};
}

namespace {

/// Events among n: their share varies from study to study, and now and then there are none, or nobody is without.
double events_among(double n, double risk, Random& random) {
  if (random.once_in(12)) return 0;
  if (random.once_in(40)) return n;
  const double logit = std::log(risk / (1 - risk)) + 0.7 * random.normal();
  return std::round(n / (1 + std::exp(-logit)));
}

std::vector<double> random_cells(const Family& family, Random& random) {
  const auto size = [&] { return std::round(random.magnitude(4, 2000)); };
  const auto mean = [&] { return 10 + 2 * random.normal(); };
  const auto sd = [&] { return 3 * std::exp(0.4 * random.normal()); };
  if (family.id == "two_by_two") {
    const double n1 = size(), n2 = random.once_in(3) ? n1 : size();
    return {events_among(n1, 0.2, random), n1, events_among(n2, 0.3, random), n2};
  }
  if (family.id == "two_means") return {mean(), sd(), size(), mean(), sd(), size()};
  if (family.id == "two_rates") {
    const double t1 = random.magnitude(5, 5000), t2 = random.magnitude(5, 5000);
    const auto events = [&](double t) { return random.once_in(12) ? 0 : std::round(t * random.magnitude(0.01, 0.3)); };
    return {events(t1), t1, events(t2), t2};
  }
  if (family.id == "one_proportion") {
    const double n = size();
    return {events_among(n, 0.3, random), n};
  }
  if (family.id == "one_rate") {
    const double t = random.magnitude(5, 5000);
    return {random.once_in(12) ? 0 : std::round(t * random.magnitude(0.01, 0.3)), t};
  }
  if (family.id == "one_mean") return {mean(), sd(), size()};
  if (family.id == "one_correlation") return {std::tanh(0.6 * random.normal()), size()};
  return {mean(), sd(), mean(), sd(), size(), std::tanh(0.6 * random.normal())};
}

/// An effect and its variance: of like spread most times, of far apart precision now and then.
std::vector<double> random_effect(Random& random) {
  const double vi = random.once_in(10) ? random.magnitude(1e-6, 1e4) : random.magnitude(0.005, 1);
  return {0.3 + 0.6 * random.normal() + std::sqrt(vi) * random.normal(), vi};
}

std::string random_test(const Model& model, Random& random) {
  if (!model.more_test.empty() && random.once_in(2)) return std::string(model.more_test);
  if (model.own_test) return random.once_in(2) ? "t" : "z";
  return std::string(random.one_of(tests()).id);
}

}  // namespace

Study random_study(const Measure& measure, Random& random) {
  Study s;
  s.format = canonical_format(measure);
  s.cells = measure.family ? random_cells(*measure.family, random) : random_effect(random);
  s.mods = {{"weight", random.magnitude(0.1, 10)}, {"dose", std::round(random.between(0, 40)) / 4}};
  return s;
}

Case random_case(const Measure& measure, const Model& model, Random& random) {
  Case c;
  Options& o = c.options;
  o.measure = measure.id, o.model = model.id, o.test = random_test(model, random);
  const auto estimators = tau2_estimators().first(tau2_estimators().size() - 1);  // FIXED is told, not computed
  o.tau2 = random.one_of(estimators).id;
  o.prediction = random.one_of(prediction_rules()).id;
  o.tau2_ci = random.one_of(tau2_intervals()).id;
  constexpr double levels[] = {0.8, 0.9, 0.95, 0.99};
  o.level = random.one_of(levels);
  o.add_to = random.one_of(add_to_policies).id;
  o.drop00 = !random.once_in(4);
  const int k = random.whole(1, is_slow(model) ? 3 : 8);
  for (int i = 0; i < k; ++i) c.data.studies.push_back(random_study(measure, random));
  return c;
}

namespace {

std::string number(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", x);
  return text;
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string json_of(const Study& s) {
  std::string text = "{\"format\":" + quoted(s.format) + ",\"cells\":{";
  const auto columns = find_format(s.format)->columns;
  for (std::size_t i = 0; i < s.cells.size(); ++i)
    text += (i ? "," : "") + quoted(columns[i].id) + ":" + number(s.cells[i]);
  text += "},\"mods\":{";
  bool first = true;
  for (const auto& [name, value] : s.mods) {
    text += (first ? "" : ",") + quoted(name) + ":" + number(value);
    first = false;
  }
  return text + "}}";
}

}  // namespace

std::string request_of(const Case& c) {
  std::string text = "{\"version\":1,\"dataset\":{\"studies\":[";
  for (const Study& s : c.data.studies) text += (&s == &c.data.studies.front() ? "" : ",") + json_of(s);
  const Options& o = c.options;
  const auto option = [&](std::string_view id, const std::string& value) { return quoted(id) + ":" + quoted(value); };
  return text + "]},\"options\":{" + option("measure", o.measure) + "," + option("model", o.model) + "," +
         option("tau2", o.tau2) + "," + option("test", o.test) + "," + option("prediction", o.prediction) + "," +
         option("tau2_ci", o.tau2_ci) + "," + option("add_to", o.add_to) +
         ",\"drop00\":" + (o.drop00 ? "true" : "false") + ",\"level\":" + number(o.level) + "},\"want\":[\"summary\"]}";
}

}  // namespace pooled::testing
