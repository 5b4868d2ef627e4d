#include "plots/complexity/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "autograd/arithmetic/error.h"
#include "plots/complexity/onset.h"

namespace caldera {

namespace {

/// The mean over the seeds, and as a remark "by seed 3 4 4 3 4".
Comparison mean_row(const std::string& quantity, const std::vector<double>& values) {
  double total = 0;
  std::string by_seed = "by seed";
  for (const double value : values) {
    total += value;
    by_seed += fmt::format(" {}", number_text(value));
  }
  return reported(quantity, 0, total / static_cast<double>(values.size()), by_seed);
}

std::string layers(std::int64_t hidden) {
  return fmt::format("{} hidden layer{}", hidden, hidden == 1 ? "" : "s");
}

/// Of each seed, what 8 classes have more than 2, in so many dimensions.
std::vector<Comparison> more_classes(const ComplexityRun& run, std::int64_t features) {
  const std::vector<double> fewer = run.counts(2, features), more = run.counts(8, features);
  std::vector<Comparison> rows;
  if (fewer.size() != more.size())
    throw InputError("complexity", fmt::format("mixtures in {} dimensions", features),
                     "as many of 8 classes as of 2",
                     fmt::format("{} and {}", more.size(), fewer.size()), "make the run again");
  for (const auto& [branch, transitions] : run.mixtures) {
    if (branch.of.features != features || branch.of.classes != 2) continue;
    const std::size_t i = rows.size();
    rows.push_back({"8 classes, not 2: transitions more", branch.of.seed, "more", 1,
                    more[i] - fewer[i],
                    Tolerance{1, std::numeric_limits<double>::infinity(), "the claim itself"},
                    fmt::format("{} and {}, d = {}", more[i], fewer[i], features)});
  }
  return rows;
}

Comparison order_row(const Onset& onset) {
  const bool second = onset.of.hidden == 1;
  return {"exponent of the jump, " + layers(onset.of.hidden),
          onset.of.seed,
          second ? "second order: 1" : "first order: 0",
          second ? 1.0 : 0.0,
          onset.law.exponent,
          second ? Tolerance{0.9, 1.1, "a pitchfork has 1"}
                 : Tolerance{-0.1, 0.5, "a fold: from below 1/2 to 0"},
          fmt::format("+- {:.1g}; {:.3g} at step {:.2g}", onset.law.exponent_error,
                      onset.jumps.back(), onset.steps.back())};
}

/// The mean of a quantity over the seeds, for networks of so many hidden layers.
Comparison mean_of(const ComplexityRun& run, std::int64_t hidden, const std::string& quantity,
                   double (*value)(const Onset&)) {
  std::vector<double> values;
  for (const Onset& onset : run.onsets)
    if (onset.of.hidden == hidden) values.push_back(value(onset));
  return mean_row(layers(hidden) + ": " + quantity, values);
}

}  // namespace

std::vector<Comparison> compare_complexity(const std::filesystem::path& path) {
  const ComplexityRun run = load_complexity(path);
  std::set<std::int64_t> hidden, features, classes;
  for (const auto& [branch, transitions] : run.mixtures) {
    features.insert(branch.of.features);
    classes.insert(branch.of.classes);
  }
  for (const Onset& onset : run.onsets) hidden.insert(onset.of.hidden);

  std::vector<Comparison> rows = more_classes(run, *features.rbegin());
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

}  // namespace caldera
