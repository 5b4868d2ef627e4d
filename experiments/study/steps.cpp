#include "experiments/study/steps.h"

#include <fmt/format.h>

#include "experiments/run/standard_output.h"
#include "experiments/study/progress.h"
#include "experiments/study/verb.h"

namespace caldera {

namespace {

/// "origin_sweep seed1", so that runs side by side can be told apart.
std::string title_of(const StudyRun& run) {
  return fmt::format("{} {}", run.identity.program, run.out.stem().string());
}

void make_segments(const StudyRun& run, const Segments& segments, std::size_t count,
                   const std::function<void(const Step&)>& make) {
  Progress progress(title_of(run));
  for (std::size_t number = segments.count(); number < count; ++number) {
    RunWriter segment = segments.writer(number);
    make({number, segments, segment, [&](double share, const std::string& note) {
            progress.show((static_cast<double>(number) + share) / static_cast<double>(count), note);
          }});
    segments.commit(segment);
  }
}

}  // namespace

bool is_complete(const StudyRun& run) { return Segments::is_complete(run.out, run.identity); }

void write_run(const StudyRun& run, const std::string& what,
               const std::function<void(RunWriter&)>& fill,
               std::chrono::duration<double> time_before) {
  RunWriter file(run.out, run.identity);
  fill(file);
  const std::chrono::duration<double> seconds =
      time_before + (std::chrono::steady_clock::now() - run.started);
  file.machine("wall_seconds", seconds.count());
  file.commit();
  print_out("{}: {} written to {} in {:.1f} s\n", run.identity.program, what, run.out.string(),
            seconds.count());
}

void in_steps(const StudyRun& run, std::size_t count, const std::string& what,
              const std::function<void(const Step&)>& make,
              const std::function<void(const Segments&, RunWriter&)>& assemble) {
  Segments segments(run.out, run.identity);
  make_segments(run, segments, count, make);
  write_run(
      run, what, [&](RunWriter& file) { assemble(segments, file); }, segments.time_before());
  segments.remove();
}

void add_output_options(CommandLine& line, std::filesystem::path& out) {
  line.add("--out", out, "Run file to write");
  add_arithmetic_options(line);
}

}  // namespace caldera
