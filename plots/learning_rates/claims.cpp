#include "plots/learning_rates/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "plots/learning_rates/phases.h"

namespace caldera {

namespace {

using Runs = std::vector<RateRun>;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Of the runs with η λ₁ of at most 2 at the start.
double largest_stable_rise(const Runs& runs) {
  std::vector<double> rises = {0};
  for (const RateRun& run : runs)
    if (!(run.rate * run.sharpness > stability_bound)) rises.push_back(run.rise);
  return largest(rises);
}

double largest_last(const Runs& runs) {
  std::vector<double> last = {0};
  for (const RateRun& run : runs) last.push_back(run.rate * run.last_sharpness);
  return largest(last);
}

/// NaN if no run's error rises.
double least_of_rises(const Runs& runs) {
  double least = nothing;
  for (const RateRun& run : runs)
    if (run.rise > least_rise && !(least < run.rate * run.sharpness))
      least = run.rate * run.sharpness;
  return least;
}

Comparison least_row(const Runs& runs, std::int64_t seed, const std::string& what,
                     double RateRun::*quantity) {
  const RateRun& run = *std::ranges::min_element(runs, {}, quantity);
  return reported(
      what + " is least at a rate of", seed, run.rate,
      fmt::format("{:.3g}; eta lambda {:.2g}", run.*quantity, run.rate * run.sharpness));
}

/// "window 0, baseline 0.4, CUSUM 81 flags a run".
std::string flags_text(const Runs& runs, RatePhase phase) {
  std::string text;
  for (const char* rule : {"window", "baseline", "CUSUM"})
    text += fmt::format("{}{} {:.2g}", text.empty() ? "" : ", ", rule,
                        flags_in(runs, phase, rule).flags);
  return text + " flags a run";
}

}  // namespace

std::vector<Comparison> compare_learning_rates(const std::filesystem::path& path) {
  const RunFile file(path);
  const std::int64_t seed = file.identity().seed;
  Runs runs;
  for (const GroupRun& run : load_rates(file)) runs.push_back(analyse_rate(run));
  std::vector<Comparison> rows = {
      {"error's largest rise, eta lambda below 2", seed, "1", 1, largest_stable_rise(runs),
       Tolerance{0, least_rise, "linear stability"}, "over the error before the first step"},
      {"largest eta lambda at the end", seed, "at most 2", stability_bound, largest_last(runs),
       Tolerance{0, stability_bound, "linear stability"}, fmt::format("of {} runs", runs.size())},
      reported("least eta lambda with a rise", seed, least_of_rises(runs), "arXiv 2003.02218: 2"),
      least_row(runs, seed, "first epoch's error", &RateRun::first_error),
      least_row(runs, seed, "rank at the end", &RateRun::last_rank)};
  for (const RatePhase phase : all_rate_phases)
    if (const PhaseFlags found = flags_in(runs, phase, "window"); found.runs > 0)
      rows.push_back(reported(fmt::format("runs, {}", name(phase)), seed,
                              static_cast<double>(found.runs), flags_text(runs, phase)));
  return rows;
}

}  // namespace caldera
