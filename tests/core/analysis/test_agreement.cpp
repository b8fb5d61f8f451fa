#include "core/analysis/agreement.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// Two readers' judgements by the counts of their cross table.
Agreement of(const std::vector<std::vector<int>>& table, bool swapped = false) {
  Dataset data;
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < table.size(); ++j)
      for (int n = 0; n < table[i][j]; ++n) {
        Study s = study("counts", {NaN, NaN, NaN, NaN});
        s.groups[swapped ? "second" : "first"] = std::string(1, static_cast<char>('a' + i));
        s.groups[swapped ? "first" : "second"] = std::string(1, static_cast<char>('a' + j));
        data.studies.push_back(s);
      }
  return *agreement(compute_effects(data, Options{}), {}, Options{});
}

}  // namespace

TEST_CASE("Kappa of 100 diagnoses by two raters") {
  // Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, Table 18.1: kappa .68; the digits and the
  // SE of Fleiss, Cohen & Everitt 1969 by their formula in Python
  const Agreement a = of({{75, 1, 4}, {5, 4, 1}, {0, 0, 10}});
  CHECK(a.n == 100);
  CHECK(a.agree == 89);
  CHECK(a.categories == 3);
  CHECK(a.kappa == near(0.676470588235294));
  CHECK(a.se == near(0.08770295347521254, 1e-9));
  CHECK(a.ci_lb == near(a.kappa - 1.959963984540054 * a.se));
}

TEST_CASE("Kappa is the same whoever is called the first reader, and 0 where only chance agrees") {
  const Agreement a = of({{45, 15}, {25, 15}});
  CHECK(a.kappa == near(0.06 / 0.46));
  CHECK(of({{45, 15}, {25, 15}}, true).kappa == near(a.kappa));
  CHECK(of({{45, 15}, {25, 15}}, true).se == near(a.se));
  CHECK(of({{4, 4}, {4, 4}}).kappa == Approx(0).margin(1e-15));
}

TEST_CASE("Perfect agreement is 1, without a limit beyond it; one judgement for all has no kappa") {
  const Agreement all = of({{5, 0}, {0, 3}});
  CHECK(all.kappa == near(1));
  CHECK(all.ci_ub == 1);
  CHECK(all.se == Approx(0).margin(1e-8));
  const Agreement same = of({{6}});
  CHECK(same.percent == 100);
  CHECK(std::isnan(same.kappa));
  CHECK(of({}).n == 0);
}

TEST_CASE("A study that only one reader judged is left out") {
  Dataset data;
  for (const char* second : {"low", "high", ""}) {
    Study s = study("counts", {NaN, NaN, NaN, NaN});
    s.groups = {{"first", "low"}, {"second", second}};
    data.studies.push_back(s);
  }
  CHECK(agreement(compute_effects(data, Options{}), {}, Options{})->n == 2);
}
