#pragma once

#include <vector>

#include "core/model/curve.h"

namespace pooled {

/// Firth's penalised likelihood of two arms with log odds a + mu / 2 and a - mu / 2 in each study (see firth.h), its
/// derivatives, and Newton's step uphill; all in O(k).

struct FirthStudy {
  Binomial one, two;
};

struct FirthState {
  double mu;
  Array a;
};

/// What one study adds: g the score of its arms' log odds, k minus the second derivatives by them, but for what the
/// studies share in log T: there 1/2 v v' is to be added over all studies. v = d log T.
struct FirthTerm {
  double g1 = 0, g2 = 0;
  double v1 = 0, v2 = 0;
  double k11 = 0, k12 = 0, k22 = 0;
  double w1 = 0, w2 = 0;  ///< n p (1 - p) of the arms
};

struct FirthPoint {
  double ll = 0, T = 0;
  std::vector<FirthTerm> terms;
};
FirthPoint firth_at(const std::vector<FirthStudy>& studies, const FirthState& s);

/// What is searched: everything, or the levels alone at a given log odds ratio.
enum class Search { all, levels };

/// The step, and by how much it should raise the penalised likelihood (twice).
struct FirthStep {
  FirthState by;
  double gain;
};
/// Newton's, and where the likelihood bends upwards one that climbs all the same.
FirthStep firth_step(const FirthPoint& at, Search search);

}  // namespace pooled
