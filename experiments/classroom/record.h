#pragma once
// What the program classroom writes and its figure reads. In the run file:
//
//   /rising, /falling1 …, /folds   branches: one dataset per column of ClassroomRow, and parameters
//   /phases                        which points of /rising are a phase, and what the network says
//   there /plane                         E on the plane of the first two principal components of
//   /rising

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/run/run_file.h"

namespace caldera {

/// One point of a path. E in nats, accuracy in percent.
struct ClassroomRow {
  double beta = 0;
  double steps = 0;  ///< of descent, at this β
  double error = 0;  ///< E
  double accuracy = 0;
  double distance = 0;       ///< ‖θ‖
  double gradient_norm = 0;  ///< ‖∇L‖, of what is minimised
  double margin = 0;         ///< λ_min(∇²E + βI)
  double x = 0, y = 0;       ///< where it is on the plane
};

/// A path: its points, and θ at each, n × P.
struct ClassroomBranch {
  std::vector<ClassroomRow> rows;
  StoredMatrix<double> parameters;

  void add(const ClassroomRow& row, std::span<const double> theta);
};

/// Points `first` to `last` of /rising lie between two transitions.
struct ClassroomPhase {
  std::int64_t first = 0, last = 0;
  std::int64_t middle() const { return (first + last) / 2; }
};

/// Writes and reads a branch; `group`: "/rising".
void write_branch(RunWriter& file, const std::string& group, const ClassroomBranch& branch);
ClassroomBranch read_branch(const RunFile& file, const std::string& group);

/// The names of the branches that fall, in order: "/falling1" … as far as there are any.
std::vector<std::string> falling_branches(const RunFile& file);

void write_phases(RunWriter& file, const std::vector<ClassroomPhase>& phases);
std::vector<ClassroomPhase> read_phases(const RunFile& file);

/// /folds: of each transition the point before it and the one behind it, so an even number of rows.
ClassroomBranch read_brackets(const RunFile& file);

/// The data have two pairs of classes.
inline constexpr std::size_t classroom_classes = 4;

/// All that a run has to say.
struct ClassroomRun {
  ClassroomBranch rising = {}, folds = {};
  std::vector<ClassroomBranch> falling = {};
  std::vector<ClassroomPhase> phases = {};  ///< one more than transitions
  std::vector<double> x = {}, y = {};       ///< grid of inputs
  StoredMatrix<double> probabilities = {};  ///< a row for each phase, y and x; a column a class
  StoredMatrix<float> inputs = {};          ///< of the data: examples × 2
  std::vector<std::uint8_t> labels = {};
  std::vector<double> plane_x = {}, plane_y = {}, shares = {};
  StoredMatrix<double> error = {};  ///< E on the plane; a row for each y
};

/// Reads a run of classroom. Throws InputError for another study, and for parts that do not fit.
ClassroomRun read_classroom(const RunFile& file);

}  // namespace caldera
