#include "plots/complexity/onset.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/checked_reads.h"

namespace caldera {

namespace {

/// The middle of the step from point i − 1 to point i.
double middle(const ComplexityBranch& branch, std::size_t i) {
  return (branch.beta[i - 1] + branch.beta[i]) / 2;
}

void add_rising(const ComplexityBranch& branch, const std::string& where, Onset& onset) {
  const std::size_t i = point_behind_onset(branch);
  if (i < 2 || i == branch.size())
    throw InputError("run file", where, "a rising branch that enters the trivial phase",
                     fmt::format("none, of step {}", branch.step), "make the file again");
  const std::vector<double> m = order_parameter(branch);
  if (onset.steps.empty()) onset.rising = branch;
  onset.steps.push_back(branch.step);
  onset.jumps.push_back(std::max(m[i - 2] - m[i - 1], m[i - 1] - m[i]));
  onset.entered = middle(branch, i);
}

void add_falling(const ComplexityBranch& branch, Onset& onset) {
  const std::size_t i = point_behind_onset(branch);
  if (onset.falling.size() == 0) onset.falling = branch;
  if (i > 0 && i < branch.size()) onset.left = middle(branch, i);
}

}  // namespace

std::vector<double> order_parameter(const ComplexityBranch& branch) {
  std::vector<double> m;
  for (const double distance : branch.distance) m.push_back(distance * distance / 2);
  return m;
}

std::vector<double> ComplexityRun::counts(std::int64_t classes, std::int64_t features) const {
  std::vector<double> numbers;
  for (const auto& [branch, transitions] : mixtures)
    if (branch.of.classes == classes && branch.of.features == features)
      numbers.push_back(static_cast<double>(transitions.size()));
  return numbers;
}

ComplexityRun load_complexity(const std::filesystem::path& path) {
  const RunFile file(path);
  check_study(file, "complexity");
  const ComplexityTable table = read_complexity(file);
  if (table.counts.empty()) file.refuse("/counts", "at least one mixture", "none");
  if (table.origin.empty()) file.refuse("/origin", "at least one network", "none");
  ComplexityRun run;
  for (const ComplexityBranch& branch : table.counts)
    run.mixtures.push_back(
        {branch, find_transitions({branch.beta, branch.error, branch.distance})});
  for (const OriginCurvature& origin : table.origin) {
    Onset onset;
    onset.of = origin.of;
    onset.curvature = origin.value;
    for (const ComplexityBranch& branch : table.onset) {
      if (branch.of != origin.of) continue;
      if (branch.falls())
        add_falling(branch, onset);
      else
        add_rising(branch, path.string() + ":/onset", onset);
    }
    onset.law = fit_power_law(onset.steps, onset.jumps);
    run.onsets.push_back(std::move(onset));
  }
  return run;
}

}  // namespace caldera
