#pragma once
// The cumulative sum of Page ("Continuous inspection schemes", Biometrika 41, 1954), two-sided and
// in the tabular form of Montgomery ("Introduction to Statistical Quality Control", ch. 9):
//
//   S⁺ ← max(0, S⁺ + z − k),   S⁻ ← max(0, S⁻ − z − k),   an alarm where one of them exceeds h,
//
// with z = (x − mean)/σ. Of all rules with as few false alarms, one such sum has the least worst
// delay at a shift of 2k σ to its side (Moustakides, Annals of Statistics 14, 1986), for
// independent normal samples of known mean and σ.
//
// Here they are estimated: from the first `baseline` finite samples of the series, and after every
// alarm from those that follow it, so that a change is flagged once and the next one, too.
// Meanwhile nothing is flagged.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "caldera/probes/detectors/flag.h"
#include "caldera/probes/detectors/moments.h"

namespace caldera {

/// The threshold is tuned to one false alarm in 10 000 independent normal samples, series of 1000;
/// with known moments 8 would do. The limit costs up to three samples of delay, and saves two
/// thirds of the false alarms where one sample in ten is three times as wide (measure.h).
struct CusumRule {
  std::size_t baseline = 50;  ///< samples, two or more
  double allowance = 0.5;     ///< k, in σ: half the shift that is to be found soonest
  double threshold = 12;      ///< h, in σ
  double limit = 3;           ///< z is moved into ±limit; infinity for the textbook's rule
  std::optional<Moments> known = std::nullopt;  ///< instead of a baseline; stays after alarms
};

/// The flags in order. start: the sample behind the last zero of the sum, which is the usual
/// estimate of when the change began. deviations: k + S/(samples since start), the mean shift since
/// then. A sample that is not finite counts as one at the limit, a NaN as one at the upper. If the
/// baseline has no scatter, so does whatever differs from it. Throws InputError for a rule out of
/// its ranges.
std::vector<Flag> cusum_flags(std::span<const double> series, const CusumRule& rule = {});

}  // namespace caldera
