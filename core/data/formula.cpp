#include "core/data/formula.h"

#include <algorithm>

namespace pooled {
namespace {

constexpr std::size_t max_terms = 100, max_factors = 4;
constexpr std::string_view blank = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// The parts between separators that are not inside backticks.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') quoted = !quoted;
    if (text[i] != separator || quoted) continue;
    parts.push_back(trimmed(text.substr(start, i - start)));
    start = i + 1;
  }
  parts.push_back(trimmed(text.substr(start)));
  return parts;
}

/// The text without backticks around it; empty when it is no name.
std::string_view name_of(std::string_view text) {
  if (text.size() >= 2 && text.front() == '`' && text.back() == '`') {
    text = text.substr(1, text.size() - 2);
    return text.find('`') == std::string_view::npos ? text : std::string_view{};
  }
  return text.find_first_of("`()~") == std::string_view::npos ? text : std::string_view{};
}

/// The only digit of `text`, within limits; 0 when it is none.
int digit_of(std::string_view text, int lowest, int highest) {
  if (text.size() != 1 || text[0] < '0' + lowest || text[0] > '0' + highest) return 0;
  return text[0] - '0';
}

/// rcs(name) or rcs(name, knots); an empty name when it is neither.
FormulaFactor spline_of(std::string_view inside) {
  const std::vector<std::string_view> parts = split(inside, ',');
  if (parts.size() > 2) return {};
  const int knots = parts.size() == 2 ? digit_of(parts[1], fewest_knots, most_knots) : usual_knots;
  return knots == 0 ? FormulaFactor{} : FormulaFactor{name_of(parts[0]), 1, knots};
}

constexpr std::string_view spline = "rcs(";

/// A name, perhaps in backticks, perhaps with ^2 to ^4 behind it, or its spline; an empty name when it is none.
FormulaFactor factor_of(std::string_view text) {
  if (text.substr(0, spline.size()) == spline && text.back() == ')')
    return spline_of(text.substr(spline.size(), text.size() - spline.size() - 1));
  const std::vector<std::string_view> parts = split(text, '^');
  if (parts.size() > 2) return {};
  const int power = parts.size() == 2 ? digit_of(parts[1], 1, 4) : 1;
  return power == 0 ? FormulaFactor{} : FormulaFactor{name_of(parts[0]), power, 0};
}

bool same(const FormulaTerm& a, const FormulaTerm& b) {
  const auto contains = [](const FormulaTerm& t, const FormulaFactor& f) {
    return std::find(t.factors.begin(), t.factors.end(), f) != t.factors.end();
  };
  return a.factors.size() == b.factors.size() &&
         std::all_of(a.factors.begin(), a.factors.end(), [&](const FormulaFactor& f) { return contains(b, f); });
}

void add(std::vector<FormulaTerm>& terms, FormulaTerm term) {
  if (std::none_of(terms.begin(), terms.end(), [&](const FormulaTerm& t) { return same(t, term); }))
    terms.push_back(std::move(term));
}

/// The variables of a:b; none when one of them cannot be read. a:a is a.
std::vector<FormulaFactor> interaction(std::string_view text) {
  std::vector<FormulaFactor> factors;
  for (const std::string_view part : split(text, ':')) {
    const FormulaFactor factor = factor_of(part);
    if (factor.name.empty()) return {};
    if (std::find(factors.begin(), factors.end(), factor) == factors.end()) factors.push_back(factor);
  }
  return factors;
}

/// Adds a * b * c as every product of some of them; false when it cannot be read.
bool add_crossing(std::vector<FormulaTerm>& terms, std::string_view text) {
  std::vector<std::vector<FormulaFactor>> parts;
  for (const std::string_view part : split(text, '*')) {
    parts.push_back(interaction(part));
    if (parts.back().empty() || parts.size() > max_factors) return false;
  }
  for (unsigned chosen = 1; chosen < 1U << parts.size(); ++chosen) {
    FormulaTerm term{{}, text};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!(chosen >> i & 1U)) continue;
      for (const FormulaFactor& factor : parts[i])
        if (std::find(term.factors.begin(), term.factors.end(), factor) == term.factors.end())
          term.factors.push_back(factor);
    }
    if (term.factors.size() > max_factors) return false;
    add(terms, std::move(term));
  }
  return terms.size() <= max_terms;
}

/// Takes "- 1" off the end of a term, and says whether it was there; the minus stands after a blank, or alone, since
/// names may have one inside.
bool takes_intercept_out(std::string_view& part) {
  if (part == "0" || part == "-1" || part == "- 1") {
    part = "1";
    return true;
  }
  for (const std::string_view end : {" - 1", " -1"}) {
    if (part.size() <= end.size() || part.substr(part.size() - end.size()) != end) continue;
    part = trimmed(part.substr(0, part.size() - end.size()));
    return true;
  }
  return false;
}

}  // namespace

Result<Formula> parse_formula(std::string_view formula) {
  Formula out;
  if (trimmed(formula).empty()) return out;
  for (std::string_view part : split(formula, '+')) {
    const std::string_view typed = part;
    if (takes_intercept_out(part)) out.intercept = false;
    if (part == "1") continue;
    if (!add_crossing(out.terms, part))
      return Note{.code = NoteCode::formula_not_understood, .column = typed.empty() ? trimmed(formula) : typed};
  }
  std::stable_sort(out.terms.begin(), out.terms.end(),
                   [](const FormulaTerm& a, const FormulaTerm& b) { return a.factors.size() < b.factors.size(); });
  return out;
}

}  // namespace pooled
