// Lists the phase transitions of a sweep.
//
// Sample runs:
//   caldera transitions --run results/study/origin_sweep/seed1.h5
//   caldera transitions --run results/study/pathfinder/to_t4.h5
//   caldera transitions --csv published_seed1.csv
//   caldera transitions --csv published_seed1.csv --every 5     on a grid five times as coarse
//
// Description: applies the rule of probes/transitions/transitions.h to the training error and the distance r₀
// of a run file, or of a CSV file with the columns L2_strength, Train_Loss and r0, in which rows
// with an empty field are left out. The run may be of any study that follows minima over β, as the
// Pathfinder does. Prints one line a transition, or "none".

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"
#include "plots/origin_sweep/csv.h"
#include "plots/seed_sweeps.h"

namespace caldera {
namespace {

struct Options {
  std::filesystem::path run, csv;
  std::size_t every = 1, first = 0;
};

/// The rows first, first + every, … of a CSV file; of each only what the detector needs.
std::vector<SweepRow> rows_of_csv(const Options& options) {
  const auto columns = read_csv(options.csv, {"L2_strength", "Train_Loss", "r0"});
  std::vector<SweepRow> rows;
  for (std::size_t i = options.first; i < columns[0].size(); i += options.every) {
    SweepRow row;
    row.beta = columns[0][i];
    row.training_error_running = columns[1][i];
    row.distance = columns[2][i];
    rows.push_back(row);
  }
  return rows;
}

void print(const std::vector<Transition>& transitions) {
  if (transitions.empty()) {
    print_out("none\n");
    return;
  }
  print_out("{:>9}  {:^17}  {:>8} {:>8}  {:^16}  {:^16} {:>6}\n", "beta", "bracket", "jump of E",
            "of r0", "E", "r0", "score");
  for (const Transition& t : transitions)
    print_out(
        "{:>9.5f}  {:.5f} - {:.5f}  {:>+8.4f} {:>+8.3f}  {:.4f} -> {:.4f}  {:6.3f} -> {:6.3f} "
        "{:>6.1f}\n",
        t.beta, t.beta_left, t.beta_right, t.error_jump, t.distance_jump, t.error_before,
        t.error_after, t.distance_before, t.distance_after, t.score);
}

int run(const Options& o) {
  if (o.run.empty() && o.csv.empty())
    throw InputError("transitions", "command line", "--run or --csv", "neither", "name a file");
  print(o.run.empty() ? find_transitions(rows_of_csv(o)) : load_any_sweep(o.run).transitions);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--run", o->run, "Run file of a sweep: of origin_sweep, pathfinder or hysteresis");
  line.add("--csv", o->csv, "CSV with columns L2_strength, Train_Loss, r0").excluding("--run");
  line.add("--every", o->every, {1, 1000000}, "Of a CSV, take every n-th row");
  line.add("--first", o->first, {0, 1000000000}, "Of a CSV, begin at this row");
  return [o] { return run(*o); };
}

const Registration verb({.name = "transitions",
                         .summary = "Lists the phase transitions of a sweep.",
                         .example = "caldera transitions --run results/study/origin_sweep/seed1.h5",
                         .prepare = prepare,
                         .group = VerbGroup::file});

}  // namespace
}  // namespace caldera
