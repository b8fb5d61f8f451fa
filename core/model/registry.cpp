#include <algorithm>

#include "core/model/beta_binomial.h"
#include "core/model/firth.h"
#include "core/model/glmm.h"
#include "core/model/inverse_variance.h"
#include "core/model/model.h"

namespace pooled {
namespace {

constexpr Model table[] = {
    {"RE", "Random effects", true, "HKSJ_se", random_effects, "DerSimonian & Laird 1986, Control Clin Trials 7:177"},
    {"EE", "Common effect", false, "z", common_effect, "Cochrane Handbook 10.3.1"},
    {"GLMM_CMEL", "GLMM, conditional, exact", true, "z", glmm_conditional_exact,
     "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046", "OR IRR", true},
    {"GLMM_CMAL", "GLMM, conditional, approximate", true, "z", glmm_conditional_approximate,
     "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046", "OR", true},
    {"GLMM_UMFS", "GLMM, fixed study effects", true, "z", glmm_fixed_study,
     "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046", "OR IRR", true},
    {"GLMM_UMRS", "GLMM, random study effects", true, "z", glmm_random_study,
     "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046; Turner et al. 2000, Stat Med 19:3417", "OR IRR PLO IRLN", true},
    {"BB", "Beta-binomial", false, "t", beta_binomial, "Kuss 2015, Stat Med 34:1097", "OR"},
    {"FIRTH", "Firth's penalised logistic regression", false, "z", firth,
     "Firth 1993, Biometrika 80:27; Evrenoglou et al. 2022, Stat Med 41:5074", "OR"},
};

}  // namespace

std::span<const Model> models() { return table; }

const Model* find_model(std::string_view id) {
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const Model& m) { return m.id == id; });
  return found == std::end(table) ? nullptr : found;
}

bool applies(const Model& model, const Measure& measure) {
  if (model.measures.empty()) return true;
  for (std::string_view rest = model.measures; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == measure.id) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

Result<Fit> fit(const Effects& e, const Options& options) {
  if (e.k() == 0) {
    if (e.study.empty()) return Note{.code = NoteCode::no_studies};
    return Note{.code = NoteCode::no_usable_study, .value = static_cast<double>(e.study.size())};
  }
  const Model& model = *find_model(options.model);
  if (!applies(model, *e.measure)) return Note{.code = NoteCode::model_not_for_measure};
  Result<Fit> fitted = model.fit(e, options);
  if (!fitted) return fitted;
  Fit f = *fitted;
  f.model = &model;
  return f;
}

}  // namespace pooled
