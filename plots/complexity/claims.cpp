// Judged, by seed, are the claims of arXiv 2505.06597: mixtures of 8 classes have more transitions
// than those of 2, in the most dimensions; the exponent of the jump at the onset
// (plots/complexity/onset.h) is within 0.1 of 1 for one hidden layer, as at a pitchfork, and
// between −0.1 and ½ for two and three: at a fold it depends on the steps, is below ½ and goes to
// 0. In fewer dimensions than classes a linear network has no more transitions than dimensions, so
// there the numbers are reported only. Reported, with means over the seeds: the numbers of
// transitions, where the trivial phase begins, the smallest eigenvalue of ∇²E at θ = 0, and the
// width of the hysteresis.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "caldera/autograd/arithmetic/error.h"
#include "plots/complexity/onset.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* run_file = "theory/complexity.h5";

/// The mean over the seeds, and as a remark "by seed 3 4 4 3 4".
Claim mean_row(const std::string& quantity, const std::vector<double>& values) {
  double total = 0;
  std::string by_seed = "by seed";
  for (const double value : values) {
    total += value;
    by_seed += fmt::format(" {}", number_text(value));
  }
  return reported(quantity, {}, total / static_cast<double>(values.size()), by_seed);
}

std::string layers(std::int64_t hidden) {
  return fmt::format("{} hidden layer{}", hidden, hidden == 1 ? "" : "s");
}

/// Of each seed, what 8 classes have more than 2, in so many dimensions.
std::vector<Claim> more_classes(const ComplexityRun& run, std::int64_t features) {
  const std::vector<double> fewer = run.counts(2, features), more = run.counts(8, features);
  std::vector<Claim> rows;
  if (fewer.size() != more.size())
    throw InputError("complexity", fmt::format("mixtures in {} dimensions", features),
                     "as many of 8 classes as of 2",
                     fmt::format("{} and {}", more.size(), fewer.size()), "make the run again");
  for (const auto& [branch, transitions] : run.mixtures) {
    if (branch.of.features != features || branch.of.classes != 2) continue;
    const std::size_t i = rows.size();
    rows.push_back({.quantity = "8 classes, not 2: transitions more",
                    .seed = branch.of.seed,
                    .expected = "more",
                    .reference = 1,
                    .ours = more[i] - fewer[i],
                    .band = Band{1, std::numeric_limits<double>::infinity(), "the claim itself"},
                    .could_not_tell = "one transition more from many",
                    .kind = ClaimKind::own,
                    .remark = fmt::format("{} and {}, d = {}", more[i], fewer[i], features)});
  }
  if (rows.empty())
    rows.push_back(absent("8 classes, not 2: transitions more", {},
                          fmt::format("no mixtures of 8 and 2 classes, d = {}", features)));
  return rows;
}

Claim order_row(const Onset& onset) {
  const bool second = onset.of.hidden == 1;
  return {.quantity = "exponent of the jump, " + layers(onset.of.hidden),
          .seed = onset.of.seed,
          .expected = second ? "second order: 1" : "first order: 0",
          .reference = second ? 1.0 : 0.0,
          .ours = onset.law.exponent,
          .band = second ? Band{0.9, 1.1, "a pitchfork has 1"}
                         : Band{-0.1, 0.5, "a fold: from below 1/2 to 0"},
          .could_not_tell = second ? "exponents from 0.9 to 1.1"
                                   : "a jump that goes on shrinking as the root of the step",
          .kind = ClaimKind::own,
          .remark = fmt::format("+- {:.1g}; {:.3g} at step {:.2g}", onset.law.exponent_error,
                                onset.jumps.back(), onset.steps.back())};
}

/// The mean of a quantity over the seeds, for networks of so many hidden layers.
Claim mean_of(const ComplexityRun& run, std::int64_t hidden, const std::string& quantity,
              double (*value)(const Onset&)) {
  std::vector<double> values;
  for (const Onset& onset : run.onsets)
    if (onset.of.hidden == hidden) values.push_back(value(onset));
  return mean_row(layers(hidden) + ": " + quantity, values);
}

std::vector<Claim> make(const RunFiles& files) {
  const ComplexityRun run = load_complexity(files.like(run_file).front());
  std::set<std::int64_t> hidden, features, classes;
  for (const auto& [branch, transitions] : run.mixtures) {
    features.insert(branch.of.features);
    classes.insert(branch.of.classes);
  }
  for (const Onset& onset : run.onsets) hidden.insert(onset.of.hidden);

  std::vector<Claim> rows = more_classes(run, *features.rbegin());
  for (const std::int64_t count : hidden)
    for (const Onset& onset : run.onsets)
      if (onset.of.hidden == count) rows.push_back(order_row(onset));
  for (const std::int64_t d : features)
    for (const std::int64_t k : classes)
      rows.push_back(
          mean_row(fmt::format("transitions, {} classes, d = {}", k, d), run.counts(k, d)));
  for (const std::int64_t count : hidden) {
    const auto add = [&](const std::string& quantity, double (*value)(const Onset&)) {
      rows.push_back(mean_of(run, count, quantity, value));
    };
    add("trivial phase entered", [](const Onset& onset) { return onset.entered; });
    add("least eigenvalue at 0 (nat)", [](const Onset& onset) { return onset.curvature; });
    add("hysteresis width", [](const Onset& onset) { return onset.width(); });
  }
  return rows;
}

const ClaimsRegistration complexity(
    {.name = "data complexity and depth",
     .part = Part::theory,
     .source = "Claimed: arXiv 2505.06597: more complex data have more transitions; the onset of "
               "learning is of\nfirst order for two or more hidden layers and of second order for "
               "one. The bounds are ours.",
     .runs = {run_file},
     .make = make});

}  // namespace
}  // namespace caldera
