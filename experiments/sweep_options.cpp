#include "experiments/sweep_options.h"

#include "experiments/program.h"

namespace caldera {

void add_sweep_options(CLI::App& app, Sweep& sweep, GridOptions& grid) {
  TrainingSetup& setup = sweep.setup;
  app.add_option("--profile", sweep.profile, "smoke, study or paper")->capture_default_str();
  app.add_option("--seed", setup.seed, "Of all random numbers")->capture_default_str();
  app.add_option("--data", setup.data, "Folder with the data set's four files")
      ->capture_default_str();
  app.add_option("--subset", setup.subset, "First so many training examples; default: all");
  app.add_option("--out", sweep.out, "Run file to write")->capture_default_str();
  app.add_option("--beta-step", grid.step, "Instead of the profile's");
  app.add_option("--beta-max", grid.max, "Instead of the profile's");
  app.add_option("--batch", setup.batch, "Examples a step")->capture_default_str();
  app.add_option("--max-epochs", setup.stopping.max_epochs, "At most, for each beta")
      ->capture_default_str();
  app.add_option("--patience", setup.stopping.patience, "Epochs without a new best error")
      ->capture_default_str();
  add_arithmetic_options(app);
}

}  // namespace caldera
