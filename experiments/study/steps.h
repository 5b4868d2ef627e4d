#pragma once
// What the programs of all studies share: writing a run file, at once or in steps that survive a
// kill.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include "experiments/run/segments.h"
#include "experiments/study/command_line.h"

namespace caldera {

/// The run file that a study is about to make. Its wall_seconds are counted from here on.
struct StudyRun {
  StudyRun(std::filesystem::path file, RunIdentity what)
      : out(std::move(file)), identity(std::move(what)) {}
  /// Of a study that is called as its program.
  StudyRun(std::filesystem::path file, const std::string& program, const std::string& profile,
           std::int64_t seed, Configuration configuration)
      : StudyRun(std::move(file), {program, program, profile, seed, std::move(configuration)}) {}

  std::filesystem::path out;
  RunIdentity identity;
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
};

/// Whether the run file is there already: then says so on stdout, and clears away what a kill left.
/// One of other settings is moved aside (run_is_complete). Throws InputError for any other file.
bool is_complete(const StudyRun& run);

/// Writes the run file: what `fill` puts in, and wall_seconds, to which `time_before` is added: that
/// of the calls that were interrupted (Segments). Prints "<program>: <what> written to <file> in
/// 3.2 s".
void write_run(const StudyRun& run, const std::string& what,
               const std::function<void(RunWriter& file)>& fill,
               std::chrono::duration<double> time_before = {});

/// One step of a run.
struct Step {
  std::size_t number;    ///< from 0
  const Segments& done;  ///< those of the steps before
  RunWriter& segment;    ///< takes what this step finds, and what the next ones need of it
  /// Draws the progress bar: the share of this step that is done, in [0, 1], and a note.
  std::function<void(double share, const std::string& note)> show;
};

/// Makes the run file in `count` steps, each of which leaves a segment
/// (experiments/run/segments.h). Interrupted, the same call goes on after the last segment.
/// `assemble` makes one file of them all, which is written as write_run does; then they are
/// removed. What `make` throws ends the call, and the segments stay.
///
///     in_steps(run, points.size(), "11 points",
///              [&](const Step& step) { write(step.segment, look_at(points[step.number])); },
///              [&](const Segments& segments, RunWriter& file) { … });
void in_steps(const StudyRun& run, std::size_t count, const std::string& what,
              const std::function<void(const Step& step)>& make,
              const std::function<void(const Segments& segments, RunWriter& file)>& assemble);

/// The options that end those of every study: --out, --gemm, --simd and --threads.
void add_output_options(CommandLine& line, std::filesystem::path& out);

}  // namespace caldera
