#pragma once
// The table that a sweep over β produces, one row per value of β, and how run files store it.

#include <cstddef>
#include <filesystem>
#include <vector>

#include "caldera/probes/transitions/transitions.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// One point of a sweep. Errors and losses in nats, accuracies in percent.
struct SweepRow {
  double beta = 0;
  double epochs = 0;                  ///< used at this β
  double training_error_running = 0;  ///< running mean of E over the last epoch (the paper's)
  double training_error = 0;          ///< E at the final weights, all training examples
  double test_error = 0;
  double training_accuracy = 0;
  double test_accuracy = 0;
  double minimised_training_loss = 0;  ///< E + what the regulariser adds to what is minimised
  double minimised_test_loss = 0;
  double reported_training_loss = 0;  ///< E + what the paper's figures add
  double reported_test_loss = 0;
  double distance = 0;             ///< ‖θ − θ_ref‖₂
  double pull_curvature = 0;       ///< c: the Hessian of what is minimised is ∇²E + cI
  double error_gradient_norm = 0;  ///< ‖∇E‖ on the training set
  double loss_gradient_norm = 0;   ///< ‖∇(minimised loss)‖: zero at a stationary point
  std::vector<double> test_accuracy_by_class;
};

/// Where run files of sweeps keep the parameters of every point: points × P, float.
inline constexpr const char* sweep_parameters = "/sweep/parameters";

/// Writes rows as /sweep/<column>, each with units and a long name.
void write_sweep(RunWriter& file, const std::vector<SweepRow>& rows);

/// The inverse, of one row or more. Throws InputError for a file without such a table.
std::vector<SweepRow> read_sweep(const RunFile& file);

/// The transitions of a sweep, from what the paper reports: the running training error, and the
/// distance.
std::vector<Transition> find_transitions(const std::vector<SweepRow>& rows);

/// One of them, counted from 1. Throws InputError, naming the `sweep`'s file, if there is none.
Transition transition_number(std::size_t number, const std::vector<SweepRow>& rows,
                             const std::filesystem::path& sweep);

/// Where to look more closely at a sweep: every n-th point, the last one, and both ends of every
/// transition; ascending.
std::vector<std::size_t> points_to_visit(const std::vector<SweepRow>& rows,
                                         const std::vector<Transition>& transitions,
                                         std::size_t every);

}  // namespace caldera
