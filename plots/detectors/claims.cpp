#include "plots/detectors/claims.h"

#include <fmt/format.h>

#include <cmath>

#include "experiments/detectors/record.h"

namespace caldera {
namespace {

/// A rate and its standard error.
struct Measured {
  double value = 0, error = 0;
};

Measured rate_of(const DetectorAlarms& alarms) { return {alarms.rate, alarms.error}; }

/// The mean over the changes, of which each has series of its own.
Measured rate_of(const std::vector<DetectorFinds>& finds) {
  double total = 0, squares = 0;
  for (const DetectorFinds& row : finds) {
    total += row.rate;
    squares += row.error * row.error;
  }
  const auto count = static_cast<double>(finds.size());
  return {total / count, std::sqrt(squares) / count};
}

Comparison agreement(const std::string& quantity, std::int64_t seed, const Measured& tuning,
                     const Measured& held_out) {
  const double error = std::sqrt(tuning.error * tuning.error + held_out.error * held_out.error);
  return {quantity,
          seed,
          fmt::format("tuning {}", number_text(tuning.value)),
          tuning.value,
          held_out.value,
          Tolerance{tuning.value - 3 * error, tuning.value + 3 * error, "3 standard errors"},
          fmt::format("+- {:.2g}", held_out.error)};
}

/// What a rule finds of jumps of 1 and 3 σ, held out, in the first noise, which is independent.
std::vector<Comparison> sensitivity(const DetectorTable& table, std::size_t rule,
                                    std::int64_t seed) {
  std::vector<Comparison> rows;
  for (const DetectorFinds& row : table.finds({rule, 0, true}))
    if (row.ramp == 1 && (row.size == 1 || row.size == 3))
      rows.push_back(reported(
          fmt::format("{}: jumps of {} sigma found", table.rules[rule], row.size), seed, row.rate,
          row.rate == 0 ? "" : fmt::format("after {:.3g} samples", row.mean_delay)));
  return rows;
}

}  // namespace

std::vector<Comparison> compare_detectors(const std::filesystem::path& run) {
  const DetectorTable table = load_detectors(run);
  const std::int64_t seed = RunFile(run).attribute<std::int64_t>("seed");
  std::vector<Comparison> alarms, finds, sensitivities;
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule) {
    for (std::size_t noise = 0; noise < table.noises.size(); ++noise) {
      const std::string which = fmt::format("{}, {}: ", table.rules[rule], table.noises[noise]);
      const DetectorCase tuning{rule, noise, false}, held_out{rule, noise, true};
      alarms.push_back(agreement(which + "false alarms", seed, rate_of(table.alarms(tuning)),
                                 rate_of(table.alarms(held_out))));
      finds.push_back(agreement(which + "found", seed, rate_of(table.finds(tuning)),
                                rate_of(table.finds(held_out))));
    }
    for (const Comparison& row : sensitivity(table, rule, seed)) sensitivities.push_back(row);
  }
  alarms.insert(alarms.end(), finds.begin(), finds.end());
  alarms.insert(alarms.end(), sensitivities.begin(), sensitivities.end());
  return alarms;
}

}  // namespace caldera
