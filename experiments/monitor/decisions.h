#pragma once
// The decisions that rules make from the samples of a training run. A decision is a pure function
// of the samples so far and of the earlier decisions, so after a kill it is made again in the same
// way.

#include <string>
#include <vector>

#include "experiments/monitor/rules.h"
#include "experiments/monitor/signal_table.h"

namespace caldera {

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
  double before = 0;      ///< what the action changed: learning rate, β; step, of a roll-back. In the
                          ///< epoch that was done
  double after = 0;       ///< the same in the next epoch, whatever else acted; as before if there is none
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
