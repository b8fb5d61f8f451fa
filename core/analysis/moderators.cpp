#include "core/analysis/moderators.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/sum.h"
#include "core/data/formula.h"

namespace pooled {
namespace {

const Study& study_of(const Effects& e, Index i) {
  return e.data->studies[static_cast<std::size_t>(e.row[static_cast<std::size_t>(i)])];
}

double number(const Study& study, const std::string& name) {
  const auto found = study.mods.find(name);
  if (found != study.mods.end()) return found->second;
  return name == "year" ? study.year : NaN;
}

std::string_view level(const Study& study, const std::string& name) {
  const auto found = study.groups.find(name);
  return found == study.groups.end() ? std::string_view{} : std::string_view{found->second};
}

enum class Kind { unknown, numeric, factor };

Kind kind_of(const Effects& e, const std::string& name) {
  bool group = false, year = false;
  for (Index i = 0; i < e.k(); ++i) {
    const Study& study = study_of(e, i);
    if (study.mods.count(name)) return Kind::numeric;
    group = group || study.groups.count(name);
    year = year || (name == "year" && !std::isnan(study.year));
  }
  if (group) return Kind::factor;
  return year ? Kind::numeric : Kind::unknown;
}

/// The variables of the formula, each once, without values yet.
Result<std::vector<Variable>> variables_of(const Effects& e, const std::vector<FormulaTerm>& terms) {
  std::vector<Variable> variables;
  for (const FormulaTerm& term : terms) {
    for (const FormulaFactor& factor : term.factors) {
      const auto named = [&](const Variable& v) { return v.name == factor.name; };
      if (std::any_of(variables.begin(), variables.end(), named)) continue;
      const Kind kind = kind_of(e, std::string(factor.name));
      if (kind == Kind::unknown) return Note{.code = NoteCode::moderator_unknown, .column = factor.name};
      variables.push_back({});
      variables.back().name = factor.name;
      variables.back().numeric = kind == Kind::numeric;
    }
  }
  return variables;
}

bool has_value(const Study& study, const Variable& v) {
  const std::string name(v.name);
  return v.numeric ? std::isfinite(number(study, name)) : !level(study, name).empty();
}

/// Keeps the studies that have a value for each variable.
void keep_complete(Moderators& m, const Effects& e) {
  std::vector<Index> keep;
  for (Index i = 0; i < e.k(); ++i) {
    const auto missing = [&](const Variable& v) { return !has_value(study_of(e, i), v); };
    const auto first = std::find_if(m.variables.begin(), m.variables.end(), missing);
    if (first == m.variables.end()) {
      keep.push_back(i);
    } else {
      const int row = e.row[static_cast<std::size_t>(i)];
      m.notes.push_back({.code = NoteCode::moderator_missing, .row = row, .column = first->name});
    }
  }
  m.e = subset(e, keep);
}

void fill_numeric(Variable& v, const Effects& e, bool centred) {
  v.value.resize(e.k());
  for (Index i = 0; i < e.k(); ++i) v.value[i] = number(study_of(e, i), std::string(v.name));
  // Measured from the first study before the mean is taken, so that years keep their digits.
  const double first = v.value[0];
  if (centred)
    v.centre = first + sum_of(e.k(), [&](Index i) { return v.value[i] - first; }) / static_cast<double>(e.k());
}

void fill_factor(Variable& v, const Effects& e) {
  std::set<std::string> levels;
  for (Index i = 0; i < e.k(); ++i) levels.emplace(level(study_of(e, i), std::string(v.name)));
  v.levels.assign(levels.begin(), levels.end());
  for (Index i = 0; i < e.k(); ++i) {
    const auto at = std::lower_bound(v.levels.begin(), v.levels.end(), level(study_of(e, i), std::string(v.name)));
    v.level.push_back(static_cast<int>(at - v.levels.begin()));
  }
}

bool is_constant(const Variable& v) { return v.numeric ? (v.value == v.value[0]).all() : v.levels.size() < 2; }

/// Whether the model has the term that is left of `term` without one of its variables; the intercept is always there.
bool has_margin(const std::vector<FormulaTerm>& terms, const FormulaTerm& term, const FormulaFactor& without) {
  if (term.factors.size() == 1) return true;
  return std::any_of(terms.begin(), terms.end(), [&](const FormulaTerm& other) {
    const auto in_term = [&](const FormulaFactor& f) {
      return f != without && std::find(term.factors.begin(), term.factors.end(), f) != term.factors.end();
    };
    return other.factors.size() + 1 == term.factors.size() &&
           std::all_of(other.factors.begin(), other.factors.end(), in_term);
  });
}

/// Adds "name" or "name^2", after a colon where something is there already.
void append_name(std::string& out, std::string_view name, int power) {
  if (!out.empty()) out += ':';
  out += name;
  if (power > 1) (out += '^') += static_cast<char>('0' + power);
}

void append_part(std::string& out, const Variable& v, const ColumnPart& part) {
  append_name(out, v.name, part.power);
  if (part.level >= 0) (out += " = ") += v.levels[static_cast<std::size_t>(part.level)];
}

/// Every column so far times each way the next variable enters, the first variable varying fastest as in R.
void multiply(std::vector<DesignColumn>& columns, const std::vector<ColumnPart>& ways, const Variable& v) {
  std::vector<DesignColumn> products;
  for (const ColumnPart& way : ways) {
    for (DesignColumn column : columns) {
      append_part(column.name, v, way);
      column.part.push_back(way);
      products.push_back(std::move(column));
    }
  }
  columns = std::move(products);
}

std::vector<ColumnPart> ways_of(const Variable& v, std::size_t index, int power, bool contrasts) {
  if (v.numeric) return {{index, power, -1}};
  std::vector<ColumnPart> ways;
  for (int l = contrasts ? 1 : 0; l < static_cast<int>(v.levels.size()); ++l) ways.push_back({index, 1, l});
  return ways;
}

std::string name_of(const FormulaTerm& term) {
  std::string name;
  for (const FormulaFactor& f : term.factors) append_name(name, f.name, f.power);
  return name;
}

std::vector<DesignColumn> columns_of(const Moderators& m, const std::vector<FormulaTerm>& terms,
                                     const FormulaTerm& term) {
  std::vector<DesignColumn> columns{{{}, name_of(term), term.text, {}}};
  for (const FormulaFactor& factor : term.factors) {
    const auto named = [&](const Variable& v) { return v.name == factor.name; };
    const auto at = std::find_if(m.variables.begin(), m.variables.end(), named);
    const std::size_t index = static_cast<std::size_t>(at - m.variables.begin());
    multiply(columns, ways_of(*at, index, factor.power, has_margin(terms, term, factor)), *at);
    if (static_cast<Index>(columns.size()) > m.e.k()) break;
  }
  return columns;
}

double value_of(const Variable& v, const ColumnPart& part, Index i) {
  if (part.level >= 0) return v.level[static_cast<std::size_t>(i)] == part.level;
  return std::pow(v.value[i] - v.centre, part.power);
}

void fill_matrix(Moderators& m) {
  m.X.setOnes(m.e.k(), static_cast<Index>(m.columns.size()));
  for (Index j = 0; j < m.X.cols(); ++j)
    for (const ColumnPart& part : m.columns[static_cast<std::size_t>(j)].part)
      for (Index i = 0; i < m.e.k(); ++i) m.X(i, j) *= value_of(m.variables[part.variable], part, i);
}

}  // namespace

Eigen::RowVectorXd Moderators::row(const std::vector<double>& at) const {
  Eigen::RowVectorXd out = Eigen::RowVectorXd::Ones(X.cols());
  for (Index j = 0; j < X.cols(); ++j) {
    for (const ColumnPart& part : columns[static_cast<std::size_t>(j)].part) {
      const Variable& v = variables[part.variable];
      const auto here = std::count(v.level.begin(), v.level.end(), part.level);
      out[j] *= part.level >= 0 ? static_cast<double>(here) / static_cast<double>(e.k())
                                : std::pow(at[part.variable] - v.centre, part.power);
    }
  }
  return out;
}

Result<Moderators> moderators_of(const Effects& e, const Options& options) {
  const Result<std::vector<FormulaTerm>> terms = parse_formula(options.moderators);
  if (!terms) return terms.note();
  Result<std::vector<Variable>> variables = variables_of(e, *terms);
  if (!variables) return variables.note();
  Moderators m;
  m.variables = *variables;
  keep_complete(m, e);
  if (m.e.k() == 0) return Note{.code = NoteCode::moderator_no_study};
  for (Variable& v : m.variables) {
    v.numeric ? fill_numeric(v, m.e, options.centre_moderators) : fill_factor(v, m.e);
    if (is_constant(v)) return Note{.code = NoteCode::moderator_constant, .column = v.name};
  }
  m.columns.push_back({"intercept", {}, {}, {}});
  for (const FormulaTerm& term : *terms) {
    for (DesignColumn& column : columns_of(m, *terms, term)) m.columns.push_back(std::move(column));
    if (static_cast<Index>(m.columns.size()) >= m.e.k())
      return Note{.code = NoteCode::regression_too_few,
                  .value = static_cast<double>(m.e.k()),
                  .other = static_cast<double>(m.columns.size())};
  }
  fill_matrix(m);
  return m;
}

Note why_not(const Moderators& m, Note note) {
  if (note.code != NoteCode::regression_collinear) return note;
  const DesignColumn& column = m.columns[static_cast<std::size_t>(note.value) - 1];
  return {.code = NoteCode::moderator_collinear, .column = column.typed};
}

}  // namespace pooled
