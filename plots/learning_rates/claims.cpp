// Judged: the error rises in the first epoch at learning rates beyond η λ₁ = 2 alone, and at some
// of these it does; and in the end no run has η λ₁ above 2, as linear stability demands. Reported:
// how many runs each phase has and what each rule flags in it; where the first epoch's error and
// the rank are least.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "plots/learning_rates/phases.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* rates = "monitoring/learning_rates.h5";

using Runs = std::vector<RateRun>;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double largest_last(const Runs& runs) {
  std::vector<double> last;
  for (const RateRun& run : runs) last.push_back(run.rate * run.last_sharpness);
  return largest(last);
}

/// η λ₁ before the first step.
double step_size(const RateRun& run) { return run.rate * run.sharpness; }

/// Mini-batches scatter, and the largest of an epoch's errors is never below the first: a rise is
/// one to least_rise times that. The null is a rise at any rate, or at none: NaN fails.
Claim rise_row(const Runs& runs, std::int64_t seed) {
  double least = nothing, quiet = 0;
  for (const RateRun& run : runs)
    if (run.rise > least_rise && !(least < step_size(run))) least = step_size(run);
  for (const RateRun& run : runs)
    if (!(step_size(run) >= least)) quiet = std::max(quiet, step_size(run));
  return {.quantity = "least eta lambda at which the error rises",
          .seed = seed,
          .expected = "above 2",
          .reference = stability_bound,
          .ours = least,
          .band = Band{stability_bound, std::numeric_limits<double>::infinity(),
                       "linear stability; arXiv 2003.02218"},
          .could_not_tell =
              fmt::format("2 from a higher bound: runs are quiet up to {} and rise from {}",
                          number_text(quiet), number_text(least)),
          .kind = ClaimKind::own,
          .remark = fmt::format("to {} times the error before the first step", least_rise)};
}

Claim last_row(const Runs& runs, std::int64_t seed) {
  return {.quantity = "largest eta lambda at the end",
          .seed = seed,
          .expected = "at most 2",
          .reference = stability_bound,
          .ours = largest_last(runs),
          .band = Band{0, stability_bound, "linear stability"},
          .could_not_tell = "curvature that has fallen from curvature that was low at first",
          .kind = ClaimKind::own,
          .remark = fmt::format("of {} runs", runs.size())};
}

Claim least_row(const Runs& runs, std::int64_t seed, const std::string& what,
                double RateRun::*quantity) {
  const RateRun& run = *std::ranges::min_element(runs, {}, quantity);
  return reported(what + " is least at a rate of", seed, run.rate,
                  fmt::format("{:.3g}; eta lambda {:.2g}", run.*quantity, step_size(run)));
}

/// "window 0, baseline 0.4, CUSUM 81 flags a run".
std::string flags_text(const Runs& runs, RatePhase phase) {
  std::string text;
  for (const char* rule : {"window", "baseline", "CUSUM"})
    text += fmt::format("{}{} {:.2g}", text.empty() ? "" : ", ", rule,
                        flags_in(runs, phase, rule).flags);
  return text + " flags a run";
}

std::vector<Claim> make(const RunFiles& files) {
  const RunFile file(files.like(rates).front());
  const std::int64_t seed = file.identity().seed;
  Runs runs;
  for (const GroupRun& run : load_rates(file)) runs.push_back(analyse_rate(run));
  if (runs.empty()) return {absent("runs", seed, "the file has none")};
  std::vector<Claim> rows = {rise_row(runs, seed), last_row(runs, seed),
                             least_row(runs, seed, "first epoch's error", &RateRun::first_error),
                             least_row(runs, seed, "rank at the end", &RateRun::last_rank)};
  for (const RatePhase phase : all_rate_phases) {
    const PhaseFlags found = flags_in(runs, phase, "window");
    rows.push_back(reported(fmt::format("runs, {}", name(phase)), seed,
                            static_cast<double>(found.runs),
                            found.runs == 0 ? "" : flags_text(runs, phase)));
  }
  return rows;
}

const ClaimsRegistration learning_rates(
    {.name = "learning rates",
     .part = Part::monitoring,
     .source = "A quadratic of curvature lambda is descended at eta lambda < 2; beyond, arXiv "
               "2003.02218 has a\nrise of the error and then less curvature. Phases: "
               "plots/learning_rates/phases.h.",
     .runs = {rates},
     .make = make});

}  // namespace
}  // namespace caldera
