#pragma once
// Rules: what to do when a detector flags a signal of the training that is going on.
//
//   epoch/error window up learning_rate 0.5 if step/gradient_norm
//
// reads: when the window rule flags a rise of the running error, and has also flagged the gradient
// norm at about that time, halve the learning rate. After the signal (a table and a name:
// signal_table.h) and the detector come, optionally, the direction, then the action and its factor,
// then, optionally, `if` and the witness.
//
// A rule is a pure function of the samples so far and of what was done already, so it survives a kill.

#include <string>
#include <vector>

#include "experiments/monitor/signal_table.h"
#include "probes/detectors/detector.h"

namespace caldera {

enum class Action {
  note,           ///< nothing: only keep the checkpoints around the flag, as for every flag
  learning_rate,  ///< multiply the learning rate by the factor
  pull,           ///< multiply β, now and for what is left of the run, by the factor
  stop,           ///< end the run
  roll_back       ///< go back to the weights before the flag, with a fresh optimizer
};

enum class Direction { any, up, down };

struct Rule {
  std::string text;  ///< as it was given
  std::string signal;
  Detector detector;
  Direction direction = Direction::any;
  Action action = Action::note;
  double factor = 1;
  std::string witness = {};  ///< signal that has to be flagged, too; empty: none
};

/// Samples of each table that baseline rules and CUSUM take their baseline from.
struct Baselines {
  std::size_t steps = 100, epochs = 5, curvature = 5;
};

/// Reads a rule. Detectors: window, baseline, means (the baseline rule with the deviation of its
/// means), cusum. Throws InputError naming what is wrong.
Rule parse_rule(const std::string& text, const Baselines& baselines);

/// The samples so far.
struct Samples {
  SignalTable steps, epochs, curvature;

  /// "step/error": the samples of a signal, and the optimizer's step at each.
  struct Series {
    std::vector<double> steps, values;
  };
  Series series(const std::string& signal) const;
};

/// A flag that a rule has dealt with. Numbers of rules, epochs and steps are whole.
struct Decision {
  double rule = 0;        ///< its number, counted from 0
  double epoch = 0;       ///< epochs of the run that were done when it was made
  double start = 0;       ///< step at which the change began
  double confirmed = 0;   ///< step of the sample at which the detector was sure
  double deviations = 0;  ///< how far out, in the detector's σ, signed
  double witness = -1;    ///< step of the witness's flag; −1: none
  double acts = 0;        ///< 1, or 0: the witness did not confirm it in time
  double before = 0;      ///< what the action changed: learning rate, β; step, of a roll-back
  double after = 0;       ///< the same behind it
};

/// How far from a flag its witness may be, in steps, and how long it may be waited for.
struct WitnessWindow {
  double before = 0, after = 0;
};

/// What the rule with this number makes of the samples, but for flags that `made` has decisions on.
/// `step`: how far the run is. A flag whose witness may still come is left for later. Epoch, before
/// and after are for the caller to fill in.
std::vector<Decision> decide(const Rule& rule, std::size_t number, const Samples& samples,
                             const std::vector<Decision>& made, double step,
                             const WitnessWindow& window);

}  // namespace caldera
