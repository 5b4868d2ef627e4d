#include "plots/watched_sweep/random_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

constexpr std::size_t most_transitions = 20;

/// The probability that none of `flags` flags is among `width` of the samples.
double miss(std::size_t samples, std::size_t width, std::size_t flags) {
  if (flags + width > samples) return width == 0 ? 1 : 0;
  double product = 1;
  for (std::size_t j = 0; j < flags; ++j)
    product *= static_cast<double>(samples - width - j) / static_cast<double>(samples - j);
  return product;
}

/// Σ_{|S|=j} miss(w_S) for j = 0, 1 … number of transitions.
std::vector<double> missed_together(const FlagTargets& targets, std::size_t flags) {
  const std::size_t count = targets.widths.size();
  std::vector<double> sums(count + 1, 0.0);
  for (std::size_t set = 0; set < std::size_t{1} << count; ++set) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < count; ++i)
      if (set >> i & 1) width += targets.widths[i];
    sums[static_cast<std::size_t>(std::popcount(set))] += miss(targets.samples, width, flags);
  }
  return sums;
}

/// The probability that exactly `missed` transitions are missed.
double exactly(const std::vector<double>& sums, std::size_t missed) {
  double probability = 0, binomial = 1;  // C(j, missed), with its sign
  for (std::size_t j = missed; j < sums.size(); ++j) {
    probability += binomial * sums[j];
    binomial *= -static_cast<double>(j + 1) / static_cast<double>(j + 1 - missed);
  }
  return probability;
}

}  // namespace

RandomFlags random_flags(const FlagTargets& targets, std::size_t flags, std::size_t found) {
  const std::size_t count = targets.widths.size();
  if (count > most_transitions)
    throw InputError("random flags", "transitions", fmt::format("at most {}", most_transitions),
                     fmt::format("{}", count), "take a coarser sweep");
  const std::vector<double> sums = missed_together(targets, flags);
  RandomFlags result{.recall = 0, .as_many_found = 0};
  for (const std::size_t width : targets.widths)
    result.recall += (1 - miss(targets.samples, width, flags)) / static_cast<double>(count);
  for (std::size_t missed = 0; missed + found <= count; ++missed)
    result.as_many_found += exactly(sums, missed);
  result.as_many_found = std::clamp(result.as_many_found, 0.0, 1.0);
  if (count == 0) result.recall = std::numeric_limits<double>::quiet_NaN();
  return result;
}

}  // namespace caldera
