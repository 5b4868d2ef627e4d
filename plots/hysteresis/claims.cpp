// By seed: where the rising sweep enters the trivial phase and the falling one leaves it, the ratio
// of both, which is judged, and width and area of each loop; then their means over the seeds.

#include <fmt/format.h>

#include <cmath>

#include "plots/hysteresis/loops.h"
#include "plots/report/studies.h"
#include "plots/sweep_claims.h"

namespace caldera {
namespace {

constexpr const char* falling_sweeps = "hysteresis/seed*.h5";

/// Mean and standard deviation of the sample.
Claim over_seeds(const std::string& quantity, const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double value : values) mean += value / count;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return reported(quantity + ", mean", {}, mean,
                  fmt::format("standard deviation {:.3g} over {} seeds",
                              std::sqrt(squares / (count - 1)), values.size()));
}

/// The widest loop, or one of no extent.
Loop widest(const Hysteresis& seed) {
  Loop result;
  for (const Loop& loop : seed.loops)
    if (loop.width() > result.width()) result = loop;
  return result;
}

/// Without hysteresis both are equal but for the step of the grids.
Claim ratio(const Hysteresis& seed) {
  return {.quantity = "left/entered",
          .seed = seed.rising.seed,
          .expected = "at most 0.5",
          .reference = 0.5,
          .ours = seed.left / seed.entered,
          .band = Band{0, 0.5, "half of where the rising sweep entered it"},
          .could_not_tell = "how far below a half the ratio is",
          .kind = ClaimKind::own};
}

struct LoopQuantity {
  const char* name;
  double (*value)(const Hysteresis& seed);
};
constexpr LoopQuantity loop_quantities[] = {
    {"trivial phase entered at beta", [](const Hysteresis& seed) { return seed.entered; }},
    {"trivial phase left at beta", [](const Hysteresis& seed) { return seed.left; }},
    {"width of the loop", [](const Hysteresis& seed) { return widest(seed).width(); }},
    {"area in E (nat)", [](const Hysteresis& seed) { return widest(seed).error_area; }},
    {"area in r0", [](const Hysteresis& seed) { return widest(seed).distance_area; }},
};

std::vector<Claim> make(const RunFiles& files) {
  const std::vector<Hysteresis> seeds =
      load_hysteresis(files.like("origin_sweep/seed*.h5"), files.like(falling_sweeps));
  std::vector<Claim> rows;
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

const ClaimsRegistration hysteresis(
    {.name = "hysteresis",
     .part = Part::paper,
     .place = "hysteresis",
     .source = "Claimed: arXiv 2505.06597: the falling sweep leaves the trivial phase far below "
               "where the rising one\nentered it. No numbers are published; the bound is ours.",
     .runs = {falling_sweeps},
     .make = make});

}  // namespace
}  // namespace caldera
