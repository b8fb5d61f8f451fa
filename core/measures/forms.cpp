#include "core/measures/forms.h"

#include <algorithm>
#include <cmath>

#include "core/measures/numeric.h"

namespace pooled {
namespace {

using Numbers = std::span<const double>;

constexpr FormKind kinds[] = {
    {"usual", "the usual one"},
    {"LS2", "second large-sample variance"},
    {"UB", "unbiased variance"},
    {"HO", "equal SDs in both groups"},
    {"H0", "variance where there is no effect"},
    {"uncorrected", "without correction for small samples"},
    {"corrected", "with correction for small samples"},
    {"RevMan", "as RevMan 5"},
};

double square(double x) { return x * x; }

// --- standardised differences of two groups: m1 sd1 n1 m2 sd2 n2 ---

double people(Numbers c) { return c[2] + c[5]; }
double both_sizes(Numbers c) { return 1 / c[2] + 1 / c[5]; }
double factor_of_two(Numbers c) { return small_sample_factor(people(c) - 2); }

/// g with Borenstein's variance, J^2 times that of d: J^2 (1/n1 + 1/n2 + d^2 / (2 n)).
/// @source Borenstein 2009, in: Handbook of research synthesis and meta-analysis, 2nd ed, 226
Effect smd_second(const Effect& g, Numbers c, const Added&) {
  const double J = factor_of_two(c);
  return {g.yi, J * J * both_sizes(c) + g.yi * g.yi / (2 * people(c))};
}

/// What takes the place of 1 / (2 n) in an unbiased variance: 1 - (m - 2) / (m J^2) on m degrees of freedom.
/// @source Hedges 1983, Psychol Bull 93:388
double unbiased_share(double m) { return 1 - (m - 2) / (m * square(small_sample_factor(m))); }

Effect smd_unbiased(const Effect& g, Numbers c, const Added&) {
  return {g.yi, both_sizes(c) + unbiased_share(people(c) - 2) * g.yi * g.yi};
}

/// J^2 m / (m - 2): what the variance of a standardised difference is multiplied by where there is no effect, so that
/// it follows a t distribution on m degrees of freedom.
double share_of_t(double m) { return m > 2 ? square(small_sample_factor(m)) * m / (m - 2) : NaN; }

Effect smd_no_effect(const Effect& g, Numbers c, const Added&) {
  return {g.yi, share_of_t(people(c) - 2) * both_sizes(c)};
}

/// Cohen's d, vi = 1/n1 + 1/n2 + d^2 / (2 n).
/// @source Cohen 1988, Statistical power analysis, 2nd ed, 66
Effect smd_plain(const Effect& g, Numbers c, const Added&) {
  const double d = g.yi / factor_of_two(c);
  return {d, both_sizes(c) + d * d / (2 * people(c))};
}

/// Hedges' adjusted g with J about 1 - 3 / (4 n - 9), vi = 1/n1 + 1/n2 + g^2 / (2 (n - 3.94)).
/// @source Deeks & Higgins 2010, Statistical algorithms in Review Manager 5
Effect smd_revman(const Effect& g, Numbers c, const Added&) {
  const double n = people(c), yi = g.yi / factor_of_two(c) * (1 - 3 / (4 * n - 9));
  return {yi, both_sizes(c) + yi * yi / (2 * (n - 3.94))};
}

/// Glass' delta as it is.
Effect glass_plain(const Effect& g, Numbers c, const Added&) {
  const double d = g.yi / small_sample_factor(c[5] - 1);
  return {d, both_sizes(c) + d * d / (2 * c[5])};
}

/// Standardised by sqrt((sd1^2 + sd2^2) / 2): the part of Bonett's variance that does not depend on the effect, and
/// what yi^2 is multiplied by.
struct Bonett {
  double spread, share;
};

Bonett bonett(Numbers c) {
  const double f1 = c[2] - 1, f2 = c[5] - 1, ratio = c[1] / c[4];
  const double q2 = 2 / (1 + ratio * ratio), q1 = 2 - q2;
  return {q1 / f1 + q2 / f2, (q1 * q1 / f1 + q2 * q2 / f2) / 8};
}

Effect smdh_plain(const Effect& g, Numbers c, const Added&) {
  const double d = g.yi / factor_of_two(c);
  const Bonett b = bonett(c);
  return {d, b.spread + b.share * d * d};
}

// --- means and differences of two groups ---

double pooled_variance(Numbers c) {
  const double w1 = (c[2] - 1) / (people(c) - 2);
  return w1 * square(c[1]) + (1 - w1) * square(c[4]);
}

/// vi = sp^2 (1/n1 + 1/n2), sp^2 the pooled variance.
Effect md_equal(const Effect& d, Numbers c, const Added&) { return {d.yi, pooled_variance(c) * both_sizes(c)}; }

struct Variations {
  double first, second;  ///< squared coefficient of variation over n, of each group
};
Variations variations(Numbers c) { return {square(c[1] / c[0]) / c[2], square(c[4] / c[3]) / c[5]}; }

/// yi + (cv1^2/n1 - cv2^2/n2) / 2.
/// @source Lajeunesse 2015, Ecology 96:2056
Effect rom_corrected(const Effect& r, Numbers c, const Added&) {
  const auto [first, second] = variations(c);
  return {r.yi + (first - second) / 2, r.vi};
}

/// vi + (cv1^4/n1^2 + cv2^4/n2^2) / 2.
/// @source Lajeunesse 2015, Ecology 96:2056
Effect rom_second(const Effect& r, Numbers c, const Added&) {
  const auto [first, second] = variations(c);
  return {r.yi, r.vi + (first * first + second * second) / 2};
}

Effect rom_equal(const Effect& r, Numbers c, const Added&) {
  const double v = pooled_variance(c);
  return {r.yi, v / c[2] / square(c[0]) + v / c[5] / square(c[3])};
}

/// log(sd1 / sd2) as it is.
Effect vr_plain(const Effect& r, Numbers c, const Added&) { return {log_ratio(c[1], c[4]), r.vi}; }
Effect cvr_plain(const Effect& r, Numbers c, const Added&) { return {log_ratio(c[1] / c[0], c[4] / c[3]), r.vi}; }

/// With the correction of ROM taken off, as the means stand below.
/// @source Senior, Viechtbauer & Nakagawa 2020, Res Synth Methods 11:553
Effect cvr_corrected(const Effect& r, Numbers c, const Added&) {
  const auto [first, second] = variations(c);
  return {r.yi - (first - second) / 2, r.vi};
}

// --- counts ---

/// Added to, and the share of events in both groups together.
struct Counts2 {
  double n1, n2, share;
};
Counts2 counts_of(Numbers c, const Added& add) {
  const double n1 = c[1] + 2 * add.first, n2 = c[3] + 2 * add.second;
  return {n1, n2, (c[0] + add.first + c[2] + add.second) / (n1 + n2)};
}

Effect or_no_effect(const Effect& e, Numbers c, const Added& add) {
  const auto [n1, n2, p] = counts_of(c, add);
  return {e.yi, (1 / n1 + 1 / n2) / (p * (1 - p))};
}
Effect rr_no_effect(const Effect& e, Numbers c, const Added& add) {
  const auto [n1, n2, p] = counts_of(c, add);
  return {e.yi, (1 / n1 + 1 / n2) * ((1 - p) / p)};
}
Effect rd_no_effect(const Effect& e, Numbers c, const Added& add) {
  const auto [n1, n2, p] = counts_of(c, add);
  return {e.yi, (1 / n1 + 1 / n2) * (p * (1 - p))};
}

double unbiased_binomial(double x, double n) { return x / n * ((n - x) / n) / (n - 1); }

/// p (1 - p) / (n - 1) in each group.
Effect rd_unbiased(const Effect& e, Numbers c, const Added& add) {
  return {e.yi, unbiased_binomial(c[0] + add.first, c[1] + 2 * add.first) +
                    unbiased_binomial(c[2] + add.second, c[3] + 2 * add.second)};
}
Effect pr_unbiased(const Effect& e, Numbers c, const Added& add) {
  return {e.yi, unbiased_binomial(c[0] + add.first, c[1] + 2 * add.first)};
}

// --- pairs: m1 sd1 m2 sd2 n r ---

double factor_of_pairs(Numbers c) { return small_sample_factor(c[4] - 1); }

Effect smcc_second(const Effect& e, Numbers c, const Added&) {
  const double J = factor_of_pairs(c);
  return {e.yi, J * J / c[4] + e.yi * e.yi / (2 * c[4])};
}
Effect smcc_unbiased(const Effect& e, Numbers c, const Added&) {
  return {e.yi, 1 / c[4] + unbiased_share(c[4] - 1) * e.yi * e.yi};
}
Effect smcc_no_effect(const Effect& e, Numbers c, const Added&) { return {e.yi, share_of_t(c[4] - 1) / c[4]}; }
Effect smcc_plain(const Effect& e, Numbers c, const Added&) {
  const double d = e.yi / factor_of_pairs(c);
  return {d, 1 / c[4] + d * d / (2 * c[4])};
}

double apart(Numbers c) { return 2 * (1 - c[5]) / c[4]; }

Effect smcr_second(const Effect& e, Numbers c, const Added&) {
  const double J = factor_of_pairs(c);
  return {e.yi, J * J * apart(c) + e.yi * e.yi / (2 * c[4])};
}
Effect smcr_plain(const Effect& e, Numbers c, const Added&) {
  const double d = e.yi / factor_of_pairs(c);
  return {d, apart(c) + d * d / (2 * c[4])};
}
Effect smcrh_plain(const Effect& e, Numbers c, const Added&) {
  const double d = e.yi / factor_of_pairs(c), ratio = c[3] / c[1];
  return {d, (square(1 - ratio) + 2 * (1 - c[5]) * ratio + d * d / 2) / (c[4] - 1)};
}
Effect romc_corrected(const Effect& e, Numbers c, const Added&) {
  return {e.yi + (square(c[1] / c[0]) - square(c[3] / c[2])) / (2 * c[4]), e.vi};
}

constexpr Form table[] = {
    {"RR", "H0", rr_no_effect},
    {"OR", "H0", or_no_effect},
    {"RD", "UB", rd_unbiased},
    {"RD", "H0", rd_no_effect},
    {"MD", "HO", md_equal},
    {"SMD", "LS2", smd_second},
    {"SMD", "UB", smd_unbiased},
    {"SMD", "H0", smd_no_effect},
    {"SMD", "uncorrected", smd_plain},
    {"SMD", "RevMan", smd_revman},
    {"SMD1", "uncorrected", glass_plain},
    {"SMDH", "uncorrected", smdh_plain},
    {"ROM", "LS2", rom_second},
    {"ROM", "HO", rom_equal},
    {"ROM", "corrected", rom_corrected},
    {"VR", "uncorrected", vr_plain},
    {"CVR", "uncorrected", cvr_plain},
    {"CVR", "corrected", cvr_corrected},
    {"PR", "UB", pr_unbiased},
    {"SMCC", "LS2", smcc_second},
    {"SMCC", "UB", smcc_unbiased},
    {"SMCC", "H0", smcc_no_effect},
    {"SMCC", "uncorrected", smcc_plain},
    {"SMCR", "LS2", smcr_second},
    {"SMCR", "uncorrected", smcr_plain},
    {"SMCRH", "uncorrected", smcrh_plain},
    {"ROMC", "corrected", romc_corrected},
};

}  // namespace

std::span<const FormKind> form_kinds() { return kinds; }

const Form* find_form(std::string_view measure, std::string_view id) {
  const auto found = std::find_if(std::begin(table), std::end(table),
                                  [&](const Form& form) { return form.measure == measure && form.id == id; });
  return found == std::end(table) ? nullptr : found;
}

std::vector<std::string_view> forms_of(std::string_view measure) {
  std::vector<std::string_view> ids;
  for (const Form& form : table)
    if (form.measure == measure) ids.push_back(form.id);
  return ids;
}

}  // namespace pooled
