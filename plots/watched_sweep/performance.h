#pragma once
// A sweep over β that was watched as one long training (program train): do its transitions show in
// ordinary signals?
//
// What is to be found. The last epoch at each β makes the sweep, and probes/transitions/transitions.h finds its
// transitions in running error and distance. A *stage* is the training at one β. A transition
// between the points left and right of the sweep takes place in the stages left + 1 … right. It
// counts as found if a flag is confirmed in one of them or in the stage behind, unless the next
// transition begins there. Flags in other stages are false alarms; but for those in the first,
// where a network learns from nothing and signals rightly change: they are counted on their own.
//
// How it is looked for. The rules of docs/monitoring.md on the samples, each as its guide means it:
//
//   window, on the epochs and the curvature; baseline, baseline of means and CUSUM, on the steps.
//
// And as one would who knows when β changes, on one number a stage, the mean over its last epoch:
//
//   value per β   is more than 3σ from the mean of the ten stages before
//   change per β  the change from the stage before is so: the trend is taken out

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "experiments/monitor/signal_table.h"
#include "experiments/sweep/record.h"
#include "plots/watched_sweep/random_flags.h"

namespace caldera {

/// A transition of the sweep, and the stretch of the training in which a flag finds it.
struct WatchedTransition {
  Transition transition;
  std::size_t first = 0, end = 0;  ///< stages first … end − 1
  double begin = 0, until = 0;     ///< the same in epochs that were done
};

/// A signal as a series.
struct SignalSeries {
  std::string name;  ///< "step/error"
  std::vector<double> values;
  std::vector<double> epochs;       ///< of each sample: epochs of the run that were done
  std::vector<std::size_t> stages;  ///< and its stage, counted from 0
};

/// A flag of the series, by when it was confirmed.
struct WatchedFlag {
  double epoch = 0;
  std::size_t stage = 0;
  bool is_hit = false;  ///< in the stretch of a transition
};

/// What one method makes of one signal. Delays are in epochs, from the beginning of the stage in
/// which a transition takes place to the first flag that finds it.
struct Performance {
  std::string signal, method;
  std::vector<WatchedFlag> flags;
  std::size_t early = 0;  ///< flags in the first stage
  std::size_t found = 0;  ///< transitions
  std::size_t false_alarms = 0;
  double mean_delay = 0;  ///< of the transitions that are found; NaN if there are none
  FlagTargets targets;    ///< the samples at which the method may raise a flag, behind stage 0
  RandomFlags random;     ///< what as many flags at random would find

  double false_alarm_rate() const;  ///< per 10 000 samples
};

/// A watched sweep, and what all methods make of all its signals that are long enough for them.
struct WatchedSweep {
  std::int64_t seed = 0;
  std::vector<SweepRow> rows;  ///< β, epochs, running error and distance, a stage each
  std::vector<WatchedTransition> transitions;
  std::vector<SignalSeries> signals;
  std::vector<Performance> performances;

  /// Throws InputError if the run has no such signal.
  const SignalSeries& signal(const std::string& name) const;
  /// The row of a signal and a method, or nullptr.
  const Performance* performance(const std::string& signal, const std::string& method) const;
  /// Of the performances of a method those that random flags match least often, best first; of
  /// equal ones the one with fewer false alarms, then by name.
  std::vector<const Performance*> ranked(const std::string& method) const;
};

/// What the two guides watch first, of what there is: signals and methods.
std::vector<std::pair<std::string, std::string>> guides_choices();

/// Names of the methods, in the order of the tables.
std::vector<std::string> watching_methods();

/// One number a stage: the mean of the samples in its last epoch, NaN without any.
SignalSeries stage_means(const SignalSeries& series, const std::vector<SweepRow>& rows);

/// Reads a run of train. Throws InputError for another study, and for a run whose β do not ascend
/// in even steps, ten or more.
WatchedSweep load_watched_sweep(const std::filesystem::path& file);

}  // namespace caldera
