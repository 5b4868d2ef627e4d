#pragma once
// Rules: what to do when a detector flags a signal of the training that is going on.
//
//   epoch/error window up learning_rate 0.5 if step/gradient_norm
//
// reads: when the window rule flags a rise of the running error, and has also flagged the gradient
// norm at about that time, halve the learning rate. After the signal (a table and a name:
// signal_table.h) and the detector come, optionally, the direction, then the action and its factor,
// then, optionally, `if` and the witness.

#include <string>
#include <vector>

#include "caldera/probes/detectors/detector.h"

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

}  // namespace caldera
