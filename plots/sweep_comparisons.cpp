#include "plots/sweep_comparisons.h"

#include <fmt/format.h>

#include <cmath>

#include "experiments/run/run_file.h"
#include "plots/hysteresis/loops.h"
#include "plots/report/run_list.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// Mean and standard deviation of the sample, as a row of no seed.
Comparison over_seeds(const std::string& quantity, const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double value : values) mean += value / count;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return reported(quantity + ", mean", 0, mean,
                  fmt::format("standard deviation {:.3g} over {} seeds",
                              std::sqrt(squares / (count - 1)), values.size()));
}

/// The widest loop, or one of no extent.
Loop largest(const Hysteresis& seed) {
  Loop result;
  for (const Loop& loop : seed.loops)
    if (loop.width() > result.width()) result = loop;
  return result;
}

/// The least ratio that would not be hysteresis as wide as asked for.
Comparison ratio(const Hysteresis& seed) {
  return {"left/entered",
          seed.rising.seed,
          "at most 0.5",
          0.5,
          seed.left / seed.entered,
          Tolerance{0, 0.5, "half of where the rising sweep entered it"},
          ""};
}

struct LoopQuantity {
  const char* name;
  double (*value)(const Hysteresis& seed);
};
constexpr LoopQuantity loop_quantities[] = {
    {"trivial phase entered at beta", [](const Hysteresis& seed) { return seed.entered; }},
    {"trivial phase left at beta", [](const Hysteresis& seed) { return seed.left; }},
    {"width of the loop", [](const Hysteresis& seed) { return largest(seed).width(); }},
    {"area in E (nat)", [](const Hysteresis& seed) { return largest(seed).error_area; }},
    {"area in r0", [](const Hysteresis& seed) { return largest(seed).distance_area; }},
};

std::string positions(const std::vector<Transition>& transitions) {
  std::string text;
  for (const Transition& t : transitions)
    text += fmt::format("{}{:.4g}", text.empty() ? "at beta " : ", ", t.beta);
  return text;
}

}  // namespace

std::vector<Comparison> compare_hysteresis(const fs::path& folder) {
  const std::vector<Hysteresis> seeds =
      load_hysteresis(folder.parent_path() / "origin_sweep", folder);
  std::vector<Comparison> rows;
  for (const Hysteresis& seed : seeds) rows.push_back(ratio(seed));
  for (const LoopQuantity& quantity : loop_quantities) {
    std::vector<double> values;
    for (const Hysteresis& seed : seeds) {
      values.push_back(quantity.value(seed));
      rows.push_back(reported(quantity.name, seed.rising.seed, values.back(), ""));
    }
    if (values.size() > 1) rows.push_back(over_seeds(quantity.name, values));
  }
  for (const Hysteresis& seed : seeds)
    rows.push_back(reported("jumps of the falling branch", seed.rising.seed,
                            static_cast<double>(seed.falling.transitions.size()),
                            positions(seed.falling.transitions)));
  return rows;
}

std::vector<Comparison> describe_sweeps(const fs::path& folder) {
  std::vector<Comparison> rows;
  for (const fs::path& file : run_files_in(folder)) {
    const SeedSweep sweep = load_sweep(file);
    const std::string name = file.stem().string();
    rows.push_back(reported(name + ": accuracy at 0 (%)", sweep.seed,
                            sweep.rows.front().test_accuracy, ""));
    rows.push_back(reported(name + ": transitions", sweep.seed,
                            static_cast<double>(sweep.transitions.size()),
                            positions(sweep.transitions)));
  }
  return rows;
}

std::vector<Comparison> compare_checkpoints(const fs::path& folder) {
  std::vector<Comparison> rows;
  for (const published::Transition& expected : published::transitions) {
    const fs::path before = folder / fmt::format("{}_before.h5", expected.name);
    const fs::path after = folder / fmt::format("{}_after.h5", expected.name);
    std::error_code none;
    if (!fs::exists(before, none) || !fs::exists(after, none)) continue;
    const RunFile file(after);
    const SweepRow left = read_sweep(RunFile(before)).at(0), right = read_sweep(file).at(0);
    const double share = 0.04 * expected.beta;
    rows.push_back({fmt::format("{} beta, narrowed", expected.name),
                    file.attribute<std::int64_t>("seed"),
                    number_text(expected.beta),
                    expected.beta,
                    (left.beta + right.beta) / 2,
                    Tolerance{expected.beta - share, expected.beta + share, "4 % of T"},
                    fmt::format("bracket {:.7g}-{:.7g}, r0 {:.3f} -> {:.3f}", left.beta, right.beta,
                                left.distance, right.distance)});
  }
  return rows;
}

}  // namespace caldera
