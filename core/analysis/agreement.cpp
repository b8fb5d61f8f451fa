#include "core/analysis/agreement.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "core/base/dist.h"

namespace pooled {
namespace {

/// Judgements as numbers 0, 1 … of the first and of the second reader, one entry for each study that has both.
struct Judged {
  std::vector<Index> first, second;
  Index categories = 0;
};

Judged judged(const Dataset& data) {
  std::map<std::string, Index> known;
  const auto number = [&](const std::string& judgement) {
    return known.emplace(judgement, static_cast<Index>(known.size())).first->second;
  };
  Judged out;
  for (const Study& study : data.studies) {
    const auto a = study.groups.find("first"), b = study.groups.find("second");
    if (a == study.groups.end() || b == study.groups.end() || a->second.empty() || b->second.empty()) continue;
    out.first.push_back(number(a->second));
    out.second.push_back(number(b->second));
  }
  out.categories = static_cast<Index>(known.size());
  return out;
}

/// Shares p_ij of all studies.
Matrix shares(const Judged& j) {
  Matrix p = Matrix::Zero(j.categories, j.categories);
  const double each = 1 / static_cast<double>(j.first.size());
  for (std::size_t i = 0; i < j.first.size(); ++i) p(j.first[i], j.second[i]) += each;
  return p;
}

double variance(const Matrix& p, double kappa, double expected, double n) {
  const Array rows = p.rowwise().sum(), columns = p.colwise().sum().transpose();
  double sum = 0;
  for (Index i = 0; i < p.rows(); ++i)
    for (Index j = 0; j < p.cols(); ++j) {
      const double on = 1 - (rows[i] + columns[i]) * (1 - kappa), off = (1 - kappa) * (columns[i] + rows[j]);
      sum += p(i, j) * (i == j ? on * on : off * off);
    }
  const double centre = kappa - expected * (1 - kappa);
  return std::max(0.0, sum - centre * centre) / (n * (1 - expected) * (1 - expected));
}

}  // namespace

Result<Agreement> agreement(const Effects& e, const Fit&, const Options& options) {
  const Judged j = judged(*e.data);
  Agreement out{.n = static_cast<int>(j.first.size()), .categories = static_cast<int>(j.categories)};
  if (out.n == 0) return out;
  for (std::size_t i = 0; i < j.first.size(); ++i) out.agree += j.first[i] == j.second[i] ? 1 : 0;
  const Matrix p = shares(j);
  const double observed = static_cast<double>(out.agree) / out.n;
  const double expected = (p.rowwise().sum().array() * p.colwise().sum().transpose().array()).sum();
  out.percent = 100 * observed, out.expected = 100 * expected;
  if (j.categories < 2) return out;
  out.kappa = (observed - expected) / (1 - expected);
  out.se = std::sqrt(variance(p, out.kappa, expected, out.n));
  const double half = normal_upper_quantile((1 - options.level) / 2) * out.se;
  out.ci_lb = out.kappa - half, out.ci_ub = std::min(1.0, out.kappa + half);
  return out;
}

}  // namespace pooled
