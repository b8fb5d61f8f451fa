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

/// A name, perhaps in backticks, perhaps with ^2 to ^4 behind it; an empty name when it is none.
FormulaFactor factor_of(std::string_view text) {
  FormulaFactor factor;
  const std::vector<std::string_view> parts = split(text, '^');
  if (parts.size() > 2) return {};
  if (parts.size() == 2) {
    if (parts[1].size() != 1 || parts[1][0] < '1' || parts[1][0] > '4') return {};
    factor.power = parts[1][0] - '0';
  }
  factor.name = parts[0];
  if (factor.name.size() >= 2 && factor.name.front() == '`' && factor.name.back() == '`') {
    factor.name = factor.name.substr(1, factor.name.size() - 2);
    return factor.name.find('`') == std::string_view::npos ? factor : FormulaFactor{};
  }
  return factor.name.find_first_of("`()~") == std::string_view::npos ? factor : FormulaFactor{};
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

}  // namespace

Result<std::vector<FormulaTerm>> parse_formula(std::string_view formula) {
  std::vector<FormulaTerm> terms;
  if (trimmed(formula).empty()) return terms;
  for (const std::string_view part : split(formula, '+')) {
    if (part == "1") continue;
    if (!add_crossing(terms, part))
      return Note{.code = NoteCode::formula_not_understood, .column = part.empty() ? trimmed(formula) : part};
  }
  std::stable_sort(terms.begin(), terms.end(),
                   [](const FormulaTerm& a, const FormulaTerm& b) { return a.factors.size() < b.factors.size(); });
  return terms;
}

}  // namespace pooled
