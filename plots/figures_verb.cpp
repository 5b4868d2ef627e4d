// Draws those figures of a profile whose runs are all there, unless they are drawn from these
// already.
//
// Sample runs:
//   caldera figures --results results/smoke
//   caldera figures --results results/study --run results/study/origin_sweep/seed1.h5
//
// Description: which runs a figure needs is said by the plan (caldera plan); a file that is not
// planned is passed over. A figure that carries the digests of its runs is left as it is, unless it
// is older than this program. Several such calls may run at once: files appear whole. Prints a line
// for each figure that it draws. One that cannot be drawn does not stop the others: the reason is
// printed on stderr, and the status is 2.

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"
#include "plots/figure/draw.h"
#include "plots/planned_figures.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

struct Options {
  std::string profile;
  fs::path results, run;
};

bool has(const FigureRuns& runs, const fs::path& run) {
  return std::ranges::any_of(runs.files.every(), [&](const fs::path& file) {
    return file.lexically_normal() == run.lexically_normal();
  });
}

/// What the same runs look like may have changed.
bool is_older_than_this_program(const fs::path& file) {
  return fs::last_write_time(file) < fs::last_write_time("/proc/self/exe");
}

/// Unless it is there already. Throws InputError for a run that it cannot show.
void draw_of_runs(const FigureEntry& entry, const FigureRuns& runs, const fs::path& results) {
  const fs::path stem = results / "figures" / entry.name;
  const std::vector<ShownRun> shown = shown_runs(runs.files, results);
  if (shows(stem, shown) && !is_older_than_this_program(stem.string() + ".svg")) return;
  Figure figure = entry.make(runs.files);
  figure.runs = shown;
  draw(figure, stem);
  print_out("figures: {}.svg\n", stem.string());
}

int run(const Options& options) {
  const std::vector<PlannedRun> plan = planned_runs(options.profile);
  int status = success;
  for (const FigureEntry& entry : figures_of_results()) {
    const FigureRuns runs = runs_of(entry, plan, options.results);
    if (!runs.missing.empty() || (!options.run.empty() && !has(runs, options.run))) continue;
    try {
      draw_of_runs(entry, runs, options.results);
    } catch (const InputError& error) {
      fmt::print(stderr, "caldera figures: {}: {}\n", entry.name, error.what());
      status = bad_input;
    }
  }
  return status;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--results", o->results, "Folder of the profile's runs").required();
  line.add("--profile", o->profile, "smoke, study or paper; default: the folder's name");
  line.add("--run", o->run, "Only figures that show this run file");
  return [o] {
    if (o->profile.empty()) o->profile = profile_of(o->results);
    return run(*o);
  };
}

const Registration verb({.name = "figures",
                         .summary = "Draws the figures of a profile whose runs are all there.",
                         .example = "caldera figures --results results/smoke",
                         .prepare = prepare,
                         .group = VerbGroup::figure});

}  // namespace
}  // namespace caldera
