#pragma once

#include <optional>
#include <vector>

#include "core/measures/effects.h"
#include "core/model/tabulated.h"

namespace pooled {

/// The studies of a model of counts as curves, with each study's own maximum: the saturated model.
struct OwnMaximum {
  double est = NaN, information = 0, ll = 0;  ///< est -+ infinity where the counts lie at an end
};

struct ConditionalStudy {
  Curve curve;
  OwnMaximum own;
  int row = -1;  ///< of the data set
};

struct TwoArms {
  Curve one, two;
  double level;  ///< of the study, where to start
  OwnMaximum own;
  bool silent;     ///< no events, or events in everyone: says nothing about the effect
  bool separated;  ///< events in nobody of one group and everybody of the other: no finite effect fits best
  int row;         ///< of the data set
};

/// The study at which the exact likelihood would be of so many values that they take seconds and hundreds of megabytes:
/// millions of events in both groups.
std::optional<Note> too_many_events(const Effects& e);

/// Given the number of events of each study; those that say nothing are left out.
std::vector<ConditionalStudy> exact_studies(const Effects& e);
std::vector<ConditionalStudy> approximate_studies(const Effects& e);
/// One group, PLO or IRLN.
std::vector<ConditionalStudy> one_group_studies(const Effects& e);
/// Two arms, OR or IRR; the silent ones too.
std::vector<TwoArms> two_arm_studies(const Effects& e);

}  // namespace pooled
