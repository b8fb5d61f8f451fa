#include "core/tau2/maximum.h"

#include <utility>

namespace pooled {

namespace {

/// Rounding moves a sum of positive terms far less than this.
constexpr double margin = 1 + 1e-6;

/// Whether the slope has one sign from a to b, a < b.
bool is_certain(const Slope& a, const Slope& b) { return a.up * margin < b.down || b.up > a.down * margin; }

class Search {
 public:
  Search(SlopeAt slope, const LogGrid& grid) : slope_(slope), grid_(grid) {}

  std::vector<double> maxima() {
    const std::size_t last = grid_.size() - 1;
    const Slope start = slope_(grid_.front());
    if (start.value() <= 0) found_.push_back(0);
    look(0, start, last, slope_(grid_.back()));
    return std::move(found_);
  }

 private:
  /// Adds the roots between two points of the grid.
  void look(std::size_t a, const Slope& at_a, std::size_t b, const Slope& at_b) {
    if (is_certain(at_a, at_b)) return;
    if (b - a == 1) {
      if (at_a.value() > 0 && at_b.value() <= 0) found_.push_back(root(grid_[a], at_a, grid_[b], at_b));
      return;
    }
    const std::size_t middle = a + (b - a) / 2;
    const Slope at_middle = slope_(grid_[middle]);
    look(a, at_a, middle, at_middle);
    look(middle, at_middle, b, at_b);
  }

  double root(double a, const Slope& at_a, double b, const Slope& at_b) const {
    return root_between([&](double x) { return slope_(x).value(); }, a, b, at_a.value(), at_b.value());
  }

  SlopeAt slope_;
  const LogGrid& grid_;
  std::vector<double> found_;
};

}  // namespace

std::vector<double> local_maxima(SlopeAt slope, const LogGrid& grid) { return Search(slope, grid).maxima(); }

Maximum highest(const std::vector<double>& maxima, Function height) {
  if (maxima.size() == 1) return {.at = maxima.front()};
  Maximum best;
  double top = -infinity, second = -infinity;
  for (const double at : maxima) {
    const double here = height(at);
    if (here > top) {
      best.other = best.at, second = top;
      best.at = at, top = here;
    } else if (here > second) {
      best.other = at, second = here;
    }
  }
  if (second == -infinity) return {.at = best.at};
  best.drop = top - second;
  return best;
}

Maximum global_maximum(SlopeAt slope, Function height, const LogGrid& grid) {
  return highest(local_maxima(slope, grid), height);
}

}  // namespace pooled
