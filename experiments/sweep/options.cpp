#include "experiments/sweep/options.h"

#include "experiments/model/data_sets.h"
#include "experiments/study/verb.h"

namespace caldera {

void add_sweep_options(CommandLine& line, Sweep& sweep, GridOptions& grid) {
  TrainingSetup& setup = sweep.setup;
  line.add_profile(sweep.profile);
  line.add("--seed", setup.seed, seed_range, "Of all random numbers");
  line.add("--data", setup.data, data_folder_help);
  line.add("--subset", setup.subset, example_range,
           "First so many training examples; default: all");
  line.add("--out", sweep.out, "Run file to write");
  line.add("--beta-step", grid.step, positive, "Instead of the profile's");
  line.add("--beta-max", grid.max, not_negative, "Instead of the profile's");
  line.add("--beta-min", grid.min, not_negative, "Where the grid begins; default: 0");
  add_arithmetic_options(line);
}

void add_training_options(CommandLine& line, TrainingSetup& setup) {
  line.add("--batch", setup.batch, example_range, "Examples per step");
  line.add("--max-epochs", setup.stopping.max_epochs, epoch_range, "At most, for each beta");
  line.add("--patience", setup.stopping.patience, epoch_range, "Epochs without a new best error");
  line.add("--learning-rate", setup.learning_rate, positive, "Of the optimizer");
}

}  // namespace caldera
