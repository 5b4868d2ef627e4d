#include "experiments/sweep_options.h"

#include "experiments/program.h"

namespace caldera {

void add_sweep_options(CLI::App& app, Sweep& sweep, GridOptions& grid) {
  app.add_option("--profile", sweep.profile, "Grid: smoke, study or paper")->capture_default_str();
  app.add_option("--seed", sweep.seed, "Of all random numbers")->capture_default_str();
  app.add_option("--data", sweep.data, "Folder with the four MNIST files")->capture_default_str();
  app.add_option("--out", sweep.out, "Run file to write")->capture_default_str();
  app.add_option("--beta-step", grid.step, "Instead of the profile's");
  app.add_option("--beta-max", grid.max, "Instead of the profile's");
  app.add_option("--learning-rate", sweep.learning_rate, "Of Adam")->capture_default_str();
  app.add_option("--batch", sweep.batch, "Examples a step")->capture_default_str();
  app.add_option("--max-epochs", sweep.stopping.max_epochs, "At most, for each beta")
      ->capture_default_str();
  app.add_option("--patience", sweep.stopping.patience, "Epochs without a new best error")
      ->capture_default_str();
  add_arithmetic_options(app);
}

}  // namespace caldera
