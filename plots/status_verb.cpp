// Lists which results of a profile are done, and which are left.
//
// Sample run:
//   caldera status --results results/study
//
// Description: a line for each planned run (caldera plan), by what its program says of the file
// that is there; for each figure; and for each file that is not planned. What is left is estimated
// by the mean time of the done runs of the same program. Changes nothing; status 0 whatever it
// finds.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/run_status.h"
#include "experiments/study/verb.h"
#include "plots/planned_figures.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

using Plan = std::vector<PlannedRun>;

/// Of the runs of one program.
struct Tally {
  int timed = 0, left = 0;
  double seconds = 0;  ///< of those that are timed, together
};

void say_left(const std::map<std::string, Tally>& tallies) {
  int left = 0, unknown = 0;
  double seconds = 0;
  for (const auto& [verb, tally] : tallies) {
    left += tally.left;
    if (tally.timed == 0) unknown += tally.left;
    if (tally.timed > 0) seconds += tally.left * tally.seconds / tally.timed;
  }
  if (left == 0) return print_out("All runs are done.\n");
  print_out("{} runs are left", left);
  if (left > unknown)
    print_out(
        "; {} of them take about {:.0f} s of one core, by the mean of their programs' done runs",
        left - unknown, seconds);
  if (unknown > 0) print_out("; of {} no run of the same program is done", unknown);
  print_out("\n");
}

void say_runs(const Plan& plan, const std::string& profile, const fs::path& results) {
  std::map<std::string, Tally> tallies;
  for (const PlannedRun& run : plan) {
    const RunStatus status = status_of(run, profile, results);
    Tally& tally = tallies[run.verb];
    tally.left += status.is_done || run.is_optional ? 0 : 1;
    tally.timed += status.seconds ? 1 : 0;
    tally.seconds += status.seconds.value_or(0);
    print_out("{:<30} {}{}\n", run.files.front(), status.text,
              status.seconds ? fmt::format(" in {:.1f} s", *status.seconds) : "");
  }
  say_left(tallies);
}

/// Throws InputError for a damaged run file.
std::string state_of(const FigureEntry& entry, const Plan& plan, const fs::path& results) {
  const FigureRuns runs = runs_of(entry, plan, results);
  const fs::path stem = results / "figures" / entry.name;
  if (shows(stem, shown_runs(runs.files, results)))
    return runs.missing.empty() ? "done" : "drawn from a part of its runs";
  if (!runs.missing.empty())
    return fmt::format("waiting for {} run file{}", runs.missing.size(),
                       runs.missing.size() == 1 ? "" : "s");
  std::error_code none;
  return fs::exists(stem.string() + ".svg", none) ? "of other runs" : "to do";
}

/// Not planned, and not what our own programs leave: segments, temporaries, and what was moved
/// aside.
bool is_foreign(const std::string& path, const Plan& plan) {
  for (const char* ours : {".segments", ".tmp-", ".aside-"})
    if (path.find(ours) != std::string::npos) return false;
  for (const char* ours : {"figures/", "report/", "verdict."})
    if (path.starts_with(ours)) return false;
  return std::ranges::none_of(plan, [&](const PlannedRun& run) { return run.writes(path); });
}

void say_foreign(const Plan& plan, const fs::path& results) {
  std::vector<std::string> foreign;
  std::error_code error;
  for (fs::recursive_directory_iterator at(results, error), end; !error && at != end;
       at.increment(error)) {
    const std::string path = at->path().lexically_relative(results).generic_string();
    if (!at->is_directory(error) && is_foreign(path, plan)) foreign.push_back(path);
  }
  std::ranges::sort(foreign);
  for (const std::string& path : foreign) print_out("{:<30} not planned\n", path);
}

void say_figures(const Plan& plan, const fs::path& results) {
  for (const FigureEntry& entry : figures_of_results()) {
    std::string state;
    try {
      state = state_of(entry, plan, results);
    } catch (const InputError& error) {
      state = error.what();
    }
    print_out("{:<30} {}\n", "figures/" + entry.name + ".svg", state);
  }
  std::error_code none;
  print_out("{:<30} {}\n", "report/index.html",
            fs::exists(results / "report/index.html", none) ? "there" : "to do");
}

int run(const std::string& profile, const fs::path& results) {
  const Plan plan = planned_runs(profile);
  say_runs(plan, profile, results);
  say_figures(plan, results);
  say_foreign(plan, results);
  return success;
}

struct Options {
  std::string profile;
  fs::path results;
};

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--results", o->results, "Folder of the profile's runs").required();
  line.add("--profile", o->profile, "smoke, study or paper; default: the folder's name");
  return [o] { return run(o->profile.empty() ? profile_of(o->results) : o->profile, o->results); };
}

const Registration verb({.name = "status",
                         .summary = "What there is of a profile's results, and what is left.",
                         .example = "caldera status --results results/study",
                         .prepare = prepare,
                         .group = VerbGroup::first});

}  // namespace
}  // namespace caldera
