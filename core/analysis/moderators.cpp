#include "core/analysis/moderators.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
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

void fill_factor(Variable& v, const Effects& e, std::vector<Note>& notes) {
  std::set<std::string_view> levels;
  for (Index i = 0; i < e.k(); ++i) levels.emplace(level(study_of(e, i), std::string(v.name)));
  v.levels.assign(levels.begin(), levels.end());
  for (const Note& note : names_alike({levels.begin(), levels.end()})) notes.push_back(note);
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

/// The curves of a spline have a prime each, as in R's rms.
void append_part(std::string& out, const Variable& v, const ColumnPart& part) {
  append_name(out, v.name, part.power);
  out.append(static_cast<std::size_t>(part.curve), '\'');
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

/// Where a spline bends, as shares of the studies below: 3 to 7 knots.
constexpr double spread[][most_knots] = {
    {.10, .50, .90},
    {.05, .35, .65, .95},
    {.05, .275, .50, .725, .95},
    {.05, .23, .41, .59, .77, .95},
    {.025, .1833, .3417, .50, .6583, .8167, .975},
};

/// The quantiles of R's type 7.
std::vector<double> knots_of(const Variable& v, int count) {
  Array x = v.value;
  std::sort(x.begin(), x.end());
  std::vector<double> knots;
  for (int j = 0; j < count; ++j) {
    const double at = spread[count - fewest_knots][j] * static_cast<double>(x.size() - 1);
    const Index below = static_cast<Index>(at), above = std::min(below + 1, x.size() - 1);
    knots.push_back(x[below] + (at - static_cast<double>(below)) * (x[above] - x[below]));
  }
  return knots;
}

std::vector<ColumnPart> ways_of(const Variable& v, std::size_t index, const FormulaFactor& factor, bool contrasts) {
  if (v.numeric && factor.knots == 0) return {{index, factor.power, -1}};
  std::vector<ColumnPart> ways;
  if (v.numeric) {
    const std::vector<double> knots = knots_of(v, factor.knots);
    for (int j = 0; j < factor.knots - 1; ++j) ways.push_back({index, 1, -1, knots, j});
    return ways;
  }
  for (int l = contrasts ? 1 : 0; l < static_cast<int>(v.levels.size()); ++l) ways.push_back({index, 1, l});
  return ways;
}

std::string name_of(const FormulaTerm& term) {
  std::string name;
  for (const FormulaFactor& f : term.factors) {
    const std::string spline = "rcs(" + std::string(f.name) + ", " + std::to_string(f.knots) + ")";
    append_name(name, f.knots > 0 ? std::string_view{spline} : f.name, f.power);
  }
  return name;
}

std::size_t index_of(const Moderators& m, std::string_view name) {
  const auto named = [&](const Variable& v) { return v.name == name; };
  return static_cast<std::size_t>(std::find_if(m.variables.begin(), m.variables.end(), named) - m.variables.begin());
}

/// The term whose levels stand for the intercept where there is none: the first factor by itself, as in R.
const FormulaTerm* in_place_of_intercept(const Moderators& m, const Formula& formula) {
  if (formula.intercept) return nullptr;
  for (const FormulaTerm& term : formula.terms)
    if (term.factors.size() == 1 && !m.variables[index_of(m, term.factors[0].name)].numeric) return &term;
  return nullptr;
}

std::vector<DesignColumn> columns_of(const Moderators& m, const Formula& formula, const FormulaTerm& term,
                                     bool every_level) {
  std::vector<DesignColumn> columns{{{}, name_of(term), term.text, {}, every_level}};
  for (const FormulaFactor& factor : term.factors) {
    const std::size_t index = index_of(m, factor.name);
    const bool contrasts = !every_level && has_margin(formula.terms, term, factor);
    multiply(columns, ways_of(m.variables[index], index, factor, contrasts), m.variables[index]);
    if (static_cast<Index>(columns.size()) > m.e.k()) break;
  }
  return columns;
}

double numeric_value(double x, double centre, const ColumnPart& part) {
  return part.curve > 0 ? spline_curve(x, part.knots, part.curve) : std::pow(x - centre, part.power);
}

double value_of(const Variable& v, const ColumnPart& part, Index i) {
  if (part.level >= 0) return v.level[static_cast<std::size_t>(i)] == part.level;
  return numeric_value(v.value[i], v.centre, part);
}

/// Why a factor of the formula cannot be a spline; says where each one bends.
std::optional<Note> check_splines(Moderators& m, const Formula& formula) {
  for (const FormulaTerm& term : formula.terms) {
    for (const FormulaFactor& f : term.factors) {
      if (f.knots == 0) continue;
      const Variable& v = m.variables[index_of(m, f.name)];
      if (!v.numeric) return Note{.code = NoteCode::spline_not_numeric, .column = f.name};
      const std::vector<double> knots = knots_of(v, f.knots);
      if (std::adjacent_find(knots.begin(), knots.end(), std::greater_equal<>{}) != knots.end())
        return Note{.code = NoteCode::spline_too_few_values, .column = f.name, .value = static_cast<double>(f.knots)};
      std::string list;
      for (const double knot : knots) list += (list.empty() ? "" : ", ") + short_number(knot);
      m.notes.push_back({.code = NoteCode::spline_knots, .column = f.name, .detail = list});
    }
  }
  return {};
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
                                : numeric_value(at[part.variable], v.centre, part);
    }
  }
  return out;
}

double spline_curve(double x, const std::vector<double>& knots, int j) {
  const auto cube = [&](double knot) { return x > knot ? (x - knot) * (x - knot) * (x - knot) : 0; };
  const double first = knots[static_cast<std::size_t>(j) - 1], last = knots.back(), before = knots[knots.size() - 2];
  const double outside = cube(before) * ((last - first) / (last - before));
  const double beyond = cube(last) * ((before - first) / (last - before));
  const double range = last - knots.front();
  return (cube(first) - outside + beyond) / range / range;
}

Result<Moderators> moderators_of(const Effects& e, const Options& options) {
  const Result<Formula> formula = parse_formula(options.moderators);
  if (!formula) return formula.note();
  Result<std::vector<Variable>> variables = variables_of(e, formula->terms);
  if (!variables) return variables.note();
  Moderators m;
  m.variables = *variables, m.intercept = formula->intercept;
  keep_complete(m, e);
  if (m.e.k() == 0) return Note{.code = NoteCode::moderator_no_study};
  for (Variable& v : m.variables) {
    v.numeric ? fill_numeric(v, m.e, options.centre_moderators) : fill_factor(v, m.e, m.notes);
    if (is_constant(v)) return Note{.code = NoteCode::moderator_constant, .column = v.name};
  }
  if (const std::optional<Note> wrong = check_splines(m, *formula)) return *wrong;
  if (m.intercept) m.columns.push_back({"intercept", {}, {}, {}, true});
  const FormulaTerm* every_level = in_place_of_intercept(m, *formula);
  for (const FormulaTerm& term : formula->terms) {
    for (DesignColumn& column : columns_of(m, *formula, term, &term == every_level))
      m.columns.push_back(std::move(column));
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
