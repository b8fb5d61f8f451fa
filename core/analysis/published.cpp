#include "core/analysis/published.h"

#include <algorithm>
#include <cmath>

#include "core/base/types.h"

namespace pooled {
namespace {

/// The digits as a whole number and a power of ten, both exact: their quotient is the double nearest to the decimal.
std::optional<Printed> printed_from(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus) text.remove_prefix(1);
  double whole = 0, power = 1;
  int digits = 0, decimals = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > most_decimals) return {};
    whole = 10 * whole + (c - '0');
    if (point) ++decimals, power *= 10;
  }
  if (digits == 0) return {};
  return Printed{(minus ? -1 : 1) * (whole / power), decimals};
}

}  // namespace

Range Figure::range() const {
  if (bound == '<') return {-infinity, printed.value};
  if (bound == '>') return {printed.value, infinity};
  return printed.range();
}

double Figure::unit() const { return std::pow(10, -printed.decimals); }

std::optional<Figure> figure_from(std::string_view name, std::string_view text) {
  const auto known = std::find_if(std::begin(figure_names), std::end(figure_names),
                                  [&](const FigureName& each) { return each.name == name; });
  if (known == std::end(figure_names)) return {};
  Figure figure{known->name, {}};
  if (!text.empty() && (text[0] == '<' || text[0] == '>')) figure.bound = text[0], text.remove_prefix(1);
  const auto printed = printed_from(text);
  if (!printed) return {};
  figure.printed = *printed;
  return figure;
}

std::vector<Figure> figures_from(std::string_view name, std::string_view text) {
  std::vector<Figure> figures;
  for (std::string_view rest = text;;) {
    const std::size_t end = name == "weights" ? rest.find('/') : std::string_view::npos;
    const auto figure = figure_from(name, rest.substr(0, end));
    if (!figure) return {};
    figures.push_back(*figure);
    if (end == std::string_view::npos) return figures;
    rest.remove_prefix(end + 1);
  }
}

const Figure* find_figure(const std::vector<Figure>& figures, std::string_view name) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& f) { return f.name == name; });
  return found == figures.end() ? nullptr : &*found;
}

}  // namespace pooled
