#include "core/data/formula.h"

#include <catch2/catch.hpp>
#include <string>

using namespace pooled;

namespace {

/// "a + a:b^2", as the terms come out.
std::string terms(std::string_view formula) {
  const auto parsed = parse_formula(formula);
  if (!parsed) return "no: " + std::string(parsed.note().column);
  std::string out = parsed->intercept ? "" : "0";
  for (const FormulaTerm& term : parsed->terms) {
    out += out.empty() ? "" : " + ";
    bool first = true;
    for (const FormulaFactor& f : term.factors) {
      out += first ? "" : ":";
      out += f.name;
      if (f.power > 1) out += "^" + std::to_string(f.power);
      if (f.knots > 0) out += "/" + std::to_string(f.knots);
      first = false;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("Formulas are read as in R") {
  CHECK(terms("") == "");
  CHECK(terms(" 1 ") == "");
  CHECK(terms("ablat") == "ablat");
  CHECK(terms("1 + b + a") == "b + a");
  CHECK(terms("a:b + a") == "a + a:b");
  CHECK(terms("a*b") == "a + b + a:b");
  CHECK(terms("a*b*c") == "a + b + c + a:b + a:c + b:c + a:b:c");
  CHECK(terms("a + a + b:a + a:b") == "a + b:a");
  CHECK(terms("a:a") == "a");
  CHECK(terms("dose + dose^2") == "dose + dose^2");
}

TEST_CASE("Names may have spaces, and anything in backticks") {
  CHECK(terms("mean age + `risk + bias`:x") == "mean age + risk + bias:x");
  CHECK(terms("`a*b`^2") == "a*b^2");
}

TEST_CASE("What cannot be read is named") {
  CHECK(terms("a + ") == "no: a +");
  CHECK(terms("a + b:") == "no: b:");
  CHECK(terms("log(a)") == "no: log(a)");
  CHECK(terms("a^9") == "no: a^9");
  CHECK(terms("a^2^2") == "no: a^2^2");
  CHECK(terms("`a") == "no: `a");
  CHECK(terms("a*b*c*d*e") == "no: a*b*c*d*e");
}

TEST_CASE("The intercept can be taken out as in R") {
  CHECK(terms("alloc - 1") == "0 + alloc");
  CHECK(terms("0 + alloc + dose") == "0 + alloc + dose");
  CHECK(terms("-1 + dose") == "0 + dose");
  CHECK(terms("a + b -1") == "0 + a + b");
  CHECK(terms("dose-1") == "dose-1");
  CHECK(terms("0") == "0");
}

TEST_CASE("A restricted cubic spline has 3 to 7 knots") {
  CHECK(terms("rcs(dose)") == "dose/4");
  CHECK(terms("rcs( `mean, age` ,3) * group") == "mean, age/3 + group + mean, age/3:group");
  CHECK(terms("rcs(dose, 5) + rcs(dose, 5)") == "dose/5");
  CHECK(terms("rcs(dose, 2)") == "no: rcs(dose, 2)");
  CHECK(terms("rcs(dose, 8)") == "no: rcs(dose, 8)");
  CHECK(terms("rcs(dose, 4, 5)") == "no: rcs(dose, 4, 5)");
  CHECK(terms("rcs()") == "no: rcs()");
}
