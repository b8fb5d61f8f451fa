#include <algorithm>
#include <cmath>

#include "core/base/words.h"
#include "core/model/beta_binomial.h"
#include "core/model/firth.h"
#include "core/model/glmm.h"
#include "core/model/inverse_variance.h"
#include "core/model/mantel_haenszel.h"
#include "core/model/model.h"
#include "core/model/other_weights.h"
#include "core/model/peto.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

constexpr Model table[] = {
    {.id = "RE",
     .label = "Random effects",
     .random = true,
     .default_test = "HKSJ_se",
     .fit = random_effects,
     .source = "DerSimonian & Laird 1986, Control Clin Trials 7:177"},
    {.id = "EE",
     .label = "Common effect",
     .random = false,
     .default_test = "z",
     .fit = common_effect,
     .source = "Cochrane Handbook 10.3.1"},
    {.id = "MH",
     .label = "Mantel-Haenszel",
     .random = false,
     .default_test = "z",
     .fit = mantel_haenszel,
     .source = "Mantel & Haenszel 1959, J Natl Cancer Inst 22:719; Greenland & Robins 1985, Biometrics 41:55; Robins, "
               "Breslow & Greenland 1986, Biometrics 42:311; Sato 1989, Biometrics 45:1323",
     .measures = "OR RR RD IRR IRD",
     .counts = true,
     .own_test = true},
    {.id = "PETO",
     .label = "Peto",
     .random = false,
     .default_test = "z",
     .fit = peto,
     .source = "Yusuf et al. 1985, Prog Cardiovasc Dis 27:335",
     .measures = "OR PETO",
     .counts = true,
     .own_test = true},
    {.id = "RE_MH",
     .label = "Random effects around Mantel-Haenszel (RevMan 5)",
     .random = true,
     .default_test = "z",
     .fit = random_effects_around_mh,
     .source = "Deeks & Higgins 2010, Statistical algorithms in Review Manager 5",
     .measures = "OR RR RD",
     .counts = true,
     .own_tau2 = true},
    {.id = "IVHET",
     .label = "Common-effect weights, variance with tau2 (IVhet)",
     .random = false,
     .default_test = "z",
     .fit = inverse_variance_heterogeneity,
     .source = "Doi et al. 2015, Contemp Clin Trials 45:130",
     .own_test = true},
    {.id = "UWLS",
     .label = "Unrestricted weighted least squares",
     .random = false,
     .default_test = "t",
     .fit = unrestricted_wls,
     .source = "Stanley & Doucouliagos 2015, Stat Med 34:2116",
     .own_test = true},
    {.id = "UNWEIGHTED",
     .label = "Unweighted mean",
     .random = true,
     .default_test = "z",
     .fit = unweighted,
     .source = "Shuster 2010, Stat Med 29:1259",
     .own_test = true},
    {.id = "N_WEIGHTED",
     .label = "Weights by number of participants",
     .random = true,
     .default_test = "z",
     .fit = by_participants,
     .source = "Hunter & Schmidt 2004, Methods of Meta-Analysis",
     .own_test = true},
    {.id = "WEIGHTED",
     .label = "Weights of your own (column weight)",
     .random = true,
     .default_test = "z",
     .fit = by_given_weights,
     .source = "Henmi & Copas 2010, Stat Med 29:2969",
     .own_test = true},
    {.id = "GLMM_CMEL",
     .label = "GLMM, conditional, exact",
     .random = true,
     .default_test = "z",
     .fit = glmm_conditional_exact,
     .source = "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046",
     .measures = "OR IRR",
     .counts = true,
     .own_tau2 = true,
     .own_test = true},
    {.id = "GLMM_CMAL",
     .label = "GLMM, conditional, approximate",
     .random = true,
     .default_test = "z",
     .fit = glmm_conditional_approximate,
     .source = "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046",
     .measures = "OR",
     .counts = true,
     .own_tau2 = true,
     .own_test = true},
    {.id = "GLMM_UMFS",
     .label = "GLMM, fixed study effects",
     .random = true,
     .default_test = "z",
     .fit = glmm_fixed_study,
     .source = "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046",
     .measures = "OR IRR",
     .counts = true,
     .own_tau2 = true,
     .own_test = true},
    {.id = "GLMM_UMRS",
     .label = "GLMM, random study effects",
     .random = true,
     .default_test = "z",
     .fit = glmm_random_study,
     .source = "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046; Turner et al. 2000, Stat Med 19:3417",
     .measures = "OR IRR PLO IRLN",
     .counts = true,
     .own_tau2 = true,
     .own_test = true},
    {.id = "BB",
     .label = "Beta-binomial",
     .random = false,
     .default_test = "t",
     .fit = beta_binomial,
     .source = "Kuss 2015, Stat Med 34:1097",
     .measures = "OR RR RD",
     .counts = true,
     .own_test = true},
    {.id = "FIRTH",
     .label = "Firth's penalised logistic regression",
     .random = false,
     .default_test = "PL",
     .fit = firth,
     .source =
         "Firth 1993, Biometrika 80:27; Heinze & Schemper 2002, Stat Med 21:2409; Evrenoglou et al. 2022, Stat Med "
         "41:5074",
     .measures = "OR",
     .counts = true,
     .own_test = true,
     .more_test = "PL"},
};

}  // namespace

std::span<const Model> models() { return table; }

const Model* find_model(std::string_view id) {
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const Model& m) { return m.id == id; });
  return found == std::end(table) ? nullptr : found;
}

double weight_of(const Fit& f, int row) {
  const auto found = std::lower_bound(f.row.begin(), f.row.end(), row);
  return found == f.row.end() || *found != row ? NaN : f.weight[found - f.row.begin()];
}

bool applies(const Model& model, const Measure& measure) {
  return model.measures.empty() || is_listed(measure.id, model.measures);
}

Result<Fit> fit(const Effects& e, const Options& options) {
  const Model& model = *find_model(options.model);
  const bool counts = model.counts && !e.cells_row.empty();
  if (e.k() == 0 && !counts) {
    if (e.study.empty()) return Note{.code = NoteCode::no_studies};
    return Note{.code = NoteCode::no_usable_study, .value = static_cast<double>(e.study.size())};
  }
  if (!applies(model, *e.measure)) return Note{.code = NoteCode::model_not_for_measure};
  if (e.k() > 1 && !is_computable(standardise(e))) return Note{.code = NoteCode::result_out_of_range};
  Result<Fit> fitted = model.fit(e, options);
  if (!fitted) return fitted;
  Fit f = *fitted;
  if (!std::isfinite(f.mu.est) || !std::isfinite(f.mu.se)) return Note{.code = NoteCode::result_out_of_range};
  f.model = &model;
  if (f.row.empty()) f.row = e.row;
  return f;
}

}  // namespace pooled
