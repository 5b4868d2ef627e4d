#include "experiments/sweep_options.h"

#include "experiments/number_options.h"
#include "experiments/program.h"

namespace caldera {

void add_sweep_options(CLI::App& app, Sweep& sweep, GridOptions& grid) {
  TrainingSetup& setup = sweep.setup;
  app.add_option("--profile", sweep.profile, "smoke, study or paper")->capture_default_str();
  add_number(app, "--seed", setup.seed, seed_range, "Of all random numbers")->capture_default_str();
  app.add_option("--data", setup.data, data_folder_help);
  add_number(app, "--subset", setup.subset, {1, 60000}, "First so many training examples; default: all");
  app.add_option("--out", sweep.out, "Run file to write")->capture_default_str();
  add_number(app, "--beta-step", grid.step, positive, "Instead of the profile's");
  add_number(app, "--beta-max", grid.max, not_negative, "Instead of the profile's");
  add_number(app, "--batch", setup.batch, {1, 60000}, "Examples a step")->capture_default_str();
  add_number(app, "--max-epochs", setup.stopping.max_epochs, {1, 10000}, "At most, for each beta")
      ->capture_default_str();
  add_number(app, "--patience", setup.stopping.patience, {1, 10000}, "Epochs without a new best error")
      ->capture_default_str();
  add_arithmetic_options(app);
}

}  // namespace caldera
