#pragma once
// Interruptible sweeps. Each step of a sweep leaves one immutable segment,
// `<out>.segments/step-0007.h5`, written atomically. A run that starts again counts the segments
// that are there and goes on after the last. The final file is assembled from them.

#include <chrono>
#include <cstddef>
#include <filesystem>

#include "experiments/run/run_file.h"

namespace caldera {

/// The segments of one run. If the number of steps is known, in_steps (experiments/study/steps.h)
/// is all that a study needs. Segments itself is for studies that learn from a step whether there
/// is another: such a study goes on from open(count() − 1), commits a writer() a step, writes the
/// final file and calls remove().
///
/// Every segment holds all that is needed to go on from it, so that any kill leaves a state.
class Segments {
 public:
  /// Prepares the folder (prepare_output), removes stale temporaries and counts the segments. If
  /// one belongs to a run of another identity, the folder gets the name `<folder>.aside-1`, or the
  /// next that is free, and a line on stderr says so and what differs: a run that ended because of
  /// its options must not stand in the way of the right ones, and what was computed is never
  /// deleted. Throws InputError for a segment that is there and cannot be read.
  Segments(const std::filesystem::path& out, const RunIdentity& identity);
  Segments(const Segments&) = delete;
  Segments& operator=(const Segments&) = delete;
  /// Removes the folder if it is empty: a run that fails before its first segment leaves nothing.
  ~Segments();

  /// Segments 0 … count()−1 were there at the start, whole and of this run. A damaged or missing
  /// one ends the count; it and those behind it are made again. A line on stderr tells of damage.
  std::size_t count() const { return count_; }

  /// Throws InputError if another run, of other options, has put its segment there since.
  RunFile open(std::size_t step) const;
  RunWriter writer(std::size_t step) const { return RunWriter(path(step), identity_); }
  /// Commits what writer() gave; the segment says how long the run has taken up to it.
  void commit(RunWriter& segment) const;
  /// How long the calls took that left segments 0 … count()−1, up to the last of these. Not known
  /// of older segments, which do not say: then 0.
  std::chrono::duration<double> time_before() const { return time_before_; }
  std::filesystem::path path(std::size_t step) const;

  /// Removes the folder, once the final file is there. The folder gets a temporary's name first, so
  /// that a kill on the way leaves nothing that could be taken for a run.
  void remove();

  /// What a start does that finds the final file complete: removes segments and temporaries that a
  /// kill between the final file and remove() left. Segments of another identity are moved aside.
  static void clean_up(const std::filesystem::path& out, const RunIdentity& identity);

  /// Whether the final file is there already (run_is_complete): then cleans up, and says so on
  /// stdout, as there is nothing left to do.
  static bool is_complete(const std::filesystem::path& out, const RunIdentity& identity);

 private:
  std::filesystem::path folder_;
  RunIdentity identity_;
  std::size_t count_ = 0;
  std::chrono::duration<double> time_before_{0};
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace caldera
