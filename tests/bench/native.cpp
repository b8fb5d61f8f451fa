#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include "core/analysis/gosh.h"
#include "core/analysis/permutation.h"
#include "core/tau2/tau2.h"
#include "tests/bench/limit.h"
#include "tests/bench/timing.h"
#include "wasm/api.h"

/// Times of one thread, one line of JSON each (scripts/bench_core.mjs): of the core's functions without text ("core"),
/// of the tight loops of limit.h ("limit"), and of whole requests, one on each line of standard input after its name
/// and a tab ("native").

using namespace pooled;
using namespace pooled::bench;

namespace {

void show(const std::string& engine, const std::string& job, double us) {
  std::printf("{\"engine\":\"%s\",\"job\":\"%s\",\"us\":%.4g}\n", engine.c_str(), job.c_str(), us);
  std::fflush(stdout);
}

Effects effects_of(const Studies& s) {
  Effects e;
  e.measure = find_measure("GEN");
  e.yi = Eigen::Map<const Array>(s.yi.data(), static_cast<Index>(s.yi.size()));
  e.vi = Eigen::Map<const Array>(s.vi.data(), static_cast<Index>(s.vi.size()));
  for (std::size_t i = 0; i < s.yi.size(); ++i) {
    e.row.push_back(static_cast<int>(i));
    e.study.push_back({s.yi[i], s.vi[i]});
    e.people.push_back(NaN), e.control_risk.push_back(NaN);
  }
  return e;
}

Options options_of(const std::string& model, const std::string& tau2, const std::string& test) {
  Options o;
  o.measure = "GEN", o.model = model, o.tau2 = tau2, o.test = test;
  return o;
}

void time_fits() {
  for (const int k : {13, 100, 1000, 10000}) {
    const Studies s = studies(k);
    const Effects e = effects_of(s);
    const std::string at = " k=" + std::to_string(k);
    const auto job = [&](const char* tau2) {
      const Options o = options_of("RE", tau2, "z");
      show("core", tau2 + at, microseconds([&] { sink = fit(e, o)->mu.est; }));
    };
    job("REML"), job("DL");
    show("limit", "REML" + at, microseconds([&] { sink = limit_reml(s); }));
    show("limit", "DL" + at, microseconds([&] { sink = limit_dl(s); }));
  }
  const Effects e = effects_of(studies(13));
  for (const Tau2Estimator& t : tau2_estimators()) {
    if (t.id == "FIXED" || t.id == "REML" || t.id == "DL") continue;
    const Options o = options_of("RE", std::string(t.id), "z");
    show("core", std::string(t.id) + " k=13", microseconds([&] { sink = fit(e, o)->mu.est; }));
  }
  for (const char* test : {"HKSJ_se", "KR", "PL", "SKOV", "HC"}) {
    const Options o = options_of("RE", test == std::string("KR") ? "REML" : "ML", test);
    show("core", std::string(test) + " k=13", microseconds([&] { sink = fit(e, o)->mu.est; }));
  }
  Options o = options_of("RE", "REML", "z");
  o.prediction = "NNF";
  show("core", "bootstrap k=13", microseconds([&] { sink = fit(e, o)->pi_lb; }));
}

void time_resampling() {
  for (const int k : {15, 20}) {
    const Studies s = studies(k);
    const Effects e = effects_of(s);
    const std::string at = " k=" + std::to_string(k);
    for (const char* model : {"EE", "RE"}) {
      Options o = options_of(model, "REML", "z");
      o.gosh_subsets = 1 << 20;
      const Fit f = *fit(e, o);
      show("core", std::string("GOSH ") + model + at, microseconds([&] { sink = gosh(e, f, o)->est_mean; }));
    }
    show("limit", "GOSH EE" + at, microseconds([&] { sink = limit_gosh(s); }));
  }
  const Studies s = studies(13);
  const Effects e = effects_of(s);
  Options o = options_of("RE", "REML", "z");
  o.permutations = 1000;  // an exact test of 13 signs would take 8192
  const Fit f = *fit(e, o);
  show("core", "permutation 1000 k=13", microseconds([&] { sink = permutation(e, f, o)->permutations; }));
  show("limit", "permutation 1000 k=13", microseconds([&] { sink = limit_permutation(s, 1000); }));
}

}  // namespace

int main() {
  time_fits();
  time_resampling();
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    const std::string request = line.substr(tab + 1);
    show("native", line.substr(0, tab), microseconds([&] { sink = static_cast<double>(analyse(request).size()); }));
  }
}
