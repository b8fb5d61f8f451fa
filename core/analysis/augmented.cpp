#include "core/analysis/augmented.h"

#include "core/model/model.h"
#include "core/model/other_weights.h"

namespace pooled {

Effects with_studies(const Effects& e, const Array& yi, const Array& vi) {
  Effects out;
  out.measure = e.measure;
  out.data = e.data;
  out.yi.resize(e.k() + yi.size()), out.vi.resize(e.k() + yi.size());
  out.yi << e.yi, yi;
  out.vi << e.vi, vi;
  out.row = e.row;
  out.row.resize(static_cast<std::size_t>(out.k()), -1);
  return out;
}

Options without_counts(const Options& options) {
  const Model& model = *find_model(options.model);
  Options out = options;
  // A model for some measures only is one of their counts.
  if (!model.measures.empty() || weighs_by_rows(model)) out.model = model.random ? "RE" : "EE";
  return out;
}

}  // namespace pooled
