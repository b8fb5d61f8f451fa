#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/measures/effects.h"
#include "core/model/kenward_roger.h"
#include "core/model/likelihood.h"
#include "core/tau2/interval.h"
#include "core/tau2/tau2.h"

namespace pooled {

struct Model;

/// Heterogeneity as percentages and tests; NaN where k = 1.
struct Heterogeneity {
  double QE = NaN, df = NaN, QEp = NaN;
  double I2 = NaN, I2_lb = NaN, I2_ub = NaN;        ///< from tau2 and its limits
  double I2_Q = NaN, I2_Q_lb = NaN, I2_Q_ub = NaN;  ///< from Q
  double H2 = NaN, H2_lb = NaN, H2_ub = NaN;
};

/// A fitted model. Analysis scale throughout.
struct Fit {
  const Model* model = nullptr;
  Index k = 0;
  Estimate mu;
  double se_wald = NaN;  ///< 1 / sqrt(sum wi), whatever the test makes of it
  double q_hk = NaN;     ///< Hartung-Knapp factor sum wi (yi - mu)^2 / (k - 1), before any floor
  KenwardRoger kr;       ///< random effects, k >= 2
  Tau2 tau2;             ///< 0 with no SE under a common effect, NaN at k = 1
  Tau2Interval tau2_interval;
  Heterogeneity heterogeneity;
  double pi_lb = NaN, pi_ub = NaN, pi_df = NaN;
  int parameters = 0;     ///< of the likelihood ll; 0 = it is none to compare models by
  double ll = NaN;        ///< restricted log-likelihood under REML, else the full one
  Likelihood likelihood;  ///< of models of the counts themselves
  Array weight;           ///< k, percent, sums to 100
  std::vector<int> row;   ///< k: rows of the data set; those of Effects where the model names no others
  std::vector<Note> notes;
};

struct Model {
  std::string_view id, label;
  bool random;  ///< tau2 and prediction have a meaning
  std::string_view default_test;
  Result<Fit> (*fit)(const Effects& e, const Options& options);  ///< k >= 1, but for `counts`
  std::string_view source;
  std::string_view measures{};   ///< ids it exists for, separated by spaces; empty = all
  bool counts = false;           ///< starts from Effects::cells, so that it needs no study with an effect of its own
  bool own_tau2 = false;         ///< does not use Options::tau2
  bool own_test = false;         ///< its own standard error, so that of the tests only z and t exist
  std::string_view more_test{};  ///< and, if named, this one
};

/// The weight of a row of the data set in the pooled result, percent; NaN where it has none.
double weight_of(const Fit& f, int row);

/// Whether the model exists for the measure.
bool applies(const Model& model, const Measure& measure);

std::span<const Model> models();
const Model* find_model(std::string_view id);

/// The model of Options::model with its ::tau2, ::test, ::prediction and ::level, or the Note why there is none (k =
/// 0, a model that does not exist for the measure).
Result<Fit> fit(const Effects& e, const Options& options);

}  // namespace pooled
