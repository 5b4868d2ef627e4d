// Says how long the runs of a profile will take on this machine.
//
// Sample runs:
//   caldera estimate --profile paper --jobs 2
//   caldera estimate --profile study --results results/study
//
// Description: what each run took elsewhere is known in epochs of the paper's network
// (experiments/estimate/effort.h). An epoch is timed here, in as many trainings at once as there are
// jobs, and the runs that are left are dealt out to so many jobs in the order of the plan, each after
// what it needs. Runs that were begun, or are there with other settings, count as not begun. For runs
// that nobody has made yet the effort is scaled from shorter ones of the same program; or nothing is
// known, and the answer says of how many.

#include <fmt/format.h>

#include "experiments/estimate/calibration.h"
#include "experiments/estimate/effort.h"
#include "experiments/estimate/schedule.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/run_status.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::filesystem::path results;
  int jobs = 2;
  bool table = false;
};

/// "3.2 hours", "26 minutes"
std::string in_words(double seconds) {
  return seconds < 5400 ? fmt::format("{:.0f} minutes", seconds / 60)
                        : fmt::format("{:.1f} hours", seconds / 3600);
}

void say(const Options& o, const std::vector<PlannedRun>& plan, double epoch) {
  const Efforts efforts = efforts_of(o.profile);
  std::vector<TimedRun> left;
  std::size_t unknown = 0;
  double one_core = 0;
  for (const PlannedRun& run : plan) {
    if (status_of(run, o.profile, o.results).is_done) continue;
    const auto effort = efforts.find(run.files.front());
    if (effort == efforts.end() && !run.is_optional) ++unknown;
    const double seconds = effort == efforts.end() ? 0 : effort->second * epoch;
    left.push_back({.files = run.files, .needs = run.needs(), .seconds = seconds});
    one_core += seconds;
  }
  const std::string which =
      unknown == 0 ? "which" : fmt::format("of which {} cannot be estimated; the others", unknown);
  print_out(
      "{}: {} runs are left, {} take about {} with {} at a time, {} of one core (an epoch takes {:.2f} s "
      "here)\n",
      o.profile, left.size(), which, in_words(makespan(left, o.jobs)), o.jobs, in_words(one_core), epoch);
}

int run(const Options& o) {
  const std::vector<PlannedRun> plan = planned_runs(o.profile);
  const double epoch = seconds_an_epoch(o.jobs);
  if (o.table)
    print_text(effort_lines(plan, o.profile, o.results, epoch));
  else
    say(o, plan, epoch);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--jobs", o->jobs, {1, 100000}, "Runs at a time");
  line.add("--results", o->results, "Folder of the profile's runs; default: results/<profile>");
  line.add("--table", o->table,
           "Print the efforts of the runs that are there, as effort.cpp has them; --jobs: as they were made");
  return [o] {
    if (o->results.empty()) o->results = "results/" + o->profile;
    return run(*o);
  };
}

const Registration verb({.name = "estimate",
                         .summary = "How long the runs of a profile will take on this machine.",
                         .example = "caldera estimate --profile paper --jobs 2",
                         .prepare = prepare,
                         .group = VerbGroup::file});

}  // namespace
}  // namespace caldera
