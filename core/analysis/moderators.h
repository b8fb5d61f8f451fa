#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/options.h"
#include "core/measures/effects.h"

namespace pooled {

/// One variable of the formula, over the studies used.
struct Variable {
  std::string_view name;
  bool numeric = true;
  Array value;                      ///< numeric: as typed
  double centre = 0;                ///< numeric: what is taken off before powers and products
  std::vector<std::string> levels;  ///< factor: in order of their bytes
  std::vector<int> level;           ///< factor: index into levels
};

/// What a column takes from one variable: (value - centre)^power, a curve of a restricted cubic spline, or whether the
/// study is at a level.
struct ColumnPart {
  std::size_t variable = 0;
  int power = 1;
  int level = -1;               ///< -1 = numeric
  std::vector<double> knots{};  ///< of the spline
  int curve = 0;                ///< 1 ... knots - 2, the column of spline_curve; 0 = the line
};

struct DesignColumn {
  std::string name;              ///< "intercept", "ablat", "alloc = random", "ablat:alloc = random", "dose''"
  std::string term;              ///< its variables, "ablat:alloc"; empty for the intercept
  std::string_view typed;        ///< the part of the formula it comes from
  std::vector<ColumnPart> part;  ///< the column is the product
  bool is_effect = false;        ///< its coefficient is an effect (intercept, or a level without one), not a difference
};

/// The design of Options::moderators.
struct Moderators {
  Effects e;  ///< the studies with a value for each variable
  Matrix X;
  std::vector<Variable> variables;
  std::vector<DesignColumn> columns;
  bool intercept = true;    ///< the first column
  std::vector<Note> notes;  ///< one for each study left out, and the knots of each spline

  /// The row of X at these numbers: `at[i]` for numeric variable i on its typed scale; factors stand at the shares of
  /// their levels among the studies used.
  Eigen::RowVectorXd row(const std::vector<double>& at) const;
};

/// Reads Options::moderators and the studies' values. A name is a key of Study::mods (a number), else of Study::groups
/// (a factor), else "year". Factors are coded as in R: an indicator for every level but the first, where the levels are
/// in the order of their bytes; in an interaction without its main effect, and for the first factor of a model without
/// intercept, for every level. With Options::centre_moderators each numeric variable is measured from its mean over the
/// studies used. A spline has its knots at Harrell's quantiles of the studies used (R's type 7).
/// @param options  outlives the result, which has views into its formula
/// @return  the Note why not: formula_not_understood, moderator_unknown, moderator_constant, spline_not_numeric,
///          spline_too_few_values, moderator_no_study, regression_too_few
/// @source knots: Harrell 2015, Regression modeling strategies, 2nd ed, table 2.3
Result<Moderators> moderators_of(const Effects& e, const Options& options);

/// Curve j of a restricted cubic spline, which is straight beyond its outer knots t_1 and t_n:
///   ((x - t_j)+^3 - (x - t_(n-1))+^3 (t_n - t_j) / (t_n - t_(n-1)) + (x - t_n)+^3 (t_(n-1) - t_j) / (t_n - t_(n-1)))
///   / (t_n - t_1)^2
/// @param j  1 ... n - 2
/// @source Stone & Koo 1985, Proc Stat Comput Sect ASA, 45; Harrell 2015, Regression modeling strategies, 2.4.5
double spline_curve(double x, const std::vector<double>& knots, int j);

/// The Note of regress() with the moderator named.
Note why_not(const Moderators& m, Note note);

}  // namespace pooled
