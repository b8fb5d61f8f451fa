#pragma once

#include <vector>

/// The tightest loops that give the numbers of a job and nothing else: no notes, no checks, no display, no JSON. What
/// the core takes longer than these is the price of those.
namespace pooled::bench {

/// Studies for any k, the same in every engine: yi = sin(i) + i mod 3, vi = .1 + (i mod 7) / 10, i = 1 ... k.
struct Studies {
  std::vector<double> yi, vi;
};
Studies studies(int k);

/// tau2 by Fisher scoring on the restricted likelihood, with mu and its Wald interval.
double limit_reml(const Studies& s);
/// The moment estimator of DerSimonian and Laird with mu and its interval.
double limit_dl(const Studies& s);
/// Every subset under a common effect: mu and I2 counted into a grid of 64 x 32, from two tables of sums.
double limit_gosh(const Studies& s);
/// So many sign flips of all effects, REML again each time.
double limit_permutation(const Studies& s, int permutations);

}  // namespace pooled::bench
