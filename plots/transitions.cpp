// Lists the phase transitions of a sweep.
//
// Sample runs:
//   transitions --run results/study/origin_sweep/seed1.h5
//   transitions --csv published_seed1.csv
//   transitions --csv published_seed1.csv --every 5        the same on a grid five times as coarse
//
// Description: applies the rule of probes/transitions.h to the training error and the distance r₀
// of a run file, or of a CSV file with the columns L2_strength, Train_Loss and r0, in which rows
// with an empty field are left out. Prints one line a transition.

#include "autograd/arithmetic/error.h"
#include "experiments/number_options.h"
#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/csv.h"
#include "plots/seed_sweeps.h"

namespace {

using namespace caldera;

struct Options {
  std::string run, csv;
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
  print_out("{:>9}  {:^17}  {:>8} {:>8}  {:^16}  {:^16} {:>6}\n", "beta", "bracket", "jump of E",
            "of r0", "E", "r0", "score");
  for (const Transition& t : transitions)
    print_out(
        "{:>9.5f}  {:.5f} - {:.5f}  {:>+8.4f} {:>+8.3f}  {:.4f} -> {:.4f}  {:6.3f} -> {:6.3f} "
        "{:>6.1f}\n",
        t.beta, t.beta_left, t.beta_right, t.error_jump, t.distance_jump, t.error_before,
        t.error_after, t.distance_before, t.distance_after, t.score);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Lists the phase transitions of a sweep.", "transitions");
  app.footer("Example: transitions --run results/study/origin_sweep/seed1.h5");
  Options options;
  CLI::Option* run = app.add_option("--run", options.run, "Run file of an origin sweep");
  app.add_option("--csv", options.csv, "CSV with columns L2_strength, Train_Loss, r0")
      ->excludes(run);
  add_number(app, "--every", options.every, {1, 1000000}, "Of a CSV, take every n-th row")
      ->capture_default_str();
  add_number(app, "--first", options.first, {0, 1000000000}, "Of a CSV, begin at this row")
      ->capture_default_str();
  return run_program(app, argc, argv, [&] {
    if (options.run.empty() && options.csv.empty())
      throw InputError("transitions", "command line", "--run or --csv", "neither", "name a file");
    print(options.run.empty() ? find_transitions(rows_of_csv(options))
                              : load_sweep(options.run).transitions);
    return success;
  });
}
