#include "plots/sweep_claims.h"

#include <fmt/format.h>

namespace caldera {

std::string positions(const std::vector<Transition>& transitions) {
  std::string text;
  for (const Transition& t : transitions)
    text += fmt::format("{}{:.4g}", text.empty() ? "at beta " : ", ", t.beta);
  return text;
}

std::vector<Claim> describe_sweeps(const std::vector<std::filesystem::path>& files) {
  std::vector<Claim> rows;
  for (const std::filesystem::path& file : files) {
    const SeedSweep sweep = load_sweep(file);
    const std::string name = file.stem().string();
    rows.push_back(
        reported(name + ": accuracy at 0 (%)", sweep.seed, sweep.rows.front().test_accuracy, ""));
    rows.push_back(reported(name + ": transitions", sweep.seed,
                            static_cast<double>(sweep.transitions.size()),
                            positions(sweep.transitions)));
  }
  return rows;
}

}  // namespace caldera
