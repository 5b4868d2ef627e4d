#include "experiments/probe/sampled.h"

#include <fmt/format.h>

#include <algorithm>

namespace caldera {

void add_sampling_options(CommandLine& line, Sampling& sampling, std::int64_t fewest) {
  line.add("--relative-error", sampling.relative_error, relative_error_range,
           "Requested standard error, as a share of the value");
  line.add("--absolute-error", sampling.absolute_error, not_negative, "Requested standard error");
  line.add("--max-samples", sampling.most_samples, {fewest, most_directions},
           "Random directions at most");
}

Configuration configuration_of(const Sampling& s) {
  const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  return {{"absolute_error", s.absolute_error},
          {"least_samples", count(s.least_samples)},
          {"most_samples", count(s.most_samples)},
          {"relative_error", s.relative_error},
          {"sampling_block", count(s.block)}};
}

Sampling limited(Sampling sampling, std::int64_t seed) {
  sampling.least_samples = std::min(sampling.least_samples, sampling.most_samples);
  sampling.seed = static_cast<std::uint64_t>(seed);
  return sampling;
}

Watched::Watched(SymmetricOperator& a, const std::string& title, std::size_t most)
    : a_(a), progress_(title), most_(most) {}

void Watched::apply(ConstMatrix<double> v, Matrix<double> out) {
  progress_.show(static_cast<double>(products_) / static_cast<double>(most_),
                 fmt::format("{} products", products_));
  a_.apply(v, out);
  products_ = std::min(products_ + v.rows, most_);
}

}  // namespace caldera
