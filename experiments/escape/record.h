#pragma once
// What the program escape writes beside its runs (experiments/monitor/training_group.h), and what
// its figure and verdict read from these.

#include <span>

#include "experiments/run/run_file.h"

namespace caldera {

/// The minimum that the runs are trapped in: of E + (β/2)‖θ‖², on the examples that they are
/// trained on.
struct Trap {
  double error = 0;            ///< E there, nats
  double distance = 0;         ///< ‖θ‖
  double gradient_norm = 0;    ///< of what is minimised
  double curvature = 0;        ///< smallest eigenvalue of its Hessian
  double curvature_bound = 0;  ///< an eigenvalue lies so near
};

/// Writes and reads /trap.
void write_trap(RunWriter& file, const Trap& trap);
Trap read_trap(const RunFile& file);

/// The running error below which a run has escaped: a tenth of a nat below the error of guessing
/// among so many classes, which is its logarithm.
double escape_level(std::size_t classes);

/// The first epoch whose running error is below it; error.size() if there is none.
std::size_t first_escaped(std::span<const double> error, std::size_t classes);

}  // namespace caldera
