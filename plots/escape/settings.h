#pragma once
// The results of a run of the program escape: how long runs stay in a phase of low accuracy, by the
// noise of their gradients.

#include <filesystem>
#include <vector>

#include "experiments/escape/record.h"
#include "experiments/monitor/training_group.h"

namespace caldera {

/// All seeds of one batch size B and learning rate η.
struct EscapeSetting {
  double batch = 0;
  double rate = 0;
  std::vector<std::size_t> runs = {};  ///< numbers of its runs
  std::vector<double> epochs = {};  ///< of each run, the epoch in which it escaped; NaN: it did not

  /// η/B, which the gradients' noise and the time that an epoch is both grow with.
  double noise() const { return rate / batch; }
  /// Of the epochs of those that escaped; NaN if none did.
  double mean_epochs() const;
  /// How many have escaped.
  std::size_t escaped() const;
};

struct EscapeStudy {
  std::int64_t seed = 0;  ///< the first
  double limit = 0;       ///< epochs of a run that does not escape
  double level = 0;       ///< error below which a run has escaped
  double usual_rate = 0;  ///< the learning rate at which all batch sizes are tried
  double examples = 0;    ///< that the runs are trained on
  Trap trap = {};
  std::vector<GroupRun> runs = {};
  std::vector<EscapeSetting> settings = {};  ///< in the order of the file
};

/// Throws InputError for a file of another program.
EscapeStudy load_escape(const std::filesystem::path& file);

/// Settings of equal η/B, each pair once: the earlier one first. Of both, all runs have escaped.
std::vector<std::pair<const EscapeSetting*, const EscapeSetting*>> equal_noise(
    const EscapeStudy& study);

/// The probability that n independent exponential times have a ratio of the largest to the smallest
/// of at most r ≥ 1: n Σ_k (−1)^k C(n−1, k) / (n − k + r k). A rare event without memory has such
/// times, whatever its rate.
double memoryless_chance(std::size_t n, double ratio);

}  // namespace caldera
