#pragma once
// What the probes that draw random directions have in common.

#include <string>

#include "caldera/probes/operators/sampling.h"
#include "experiments/run/run_identity.h"
#include "experiments/study/command_line.h"
#include "experiments/study/progress.h"

namespace caldera {

/// Adds the options. `fewest`: what the estimate of a standard error needs.
void add_sampling_options(CommandLine& line, Sampling& sampling, std::int64_t fewest);

/// The most directions that may be asked for.
inline constexpr std::int64_t most_directions = 1000000000;

/// The options that can change a bit of the answer.
Configuration configuration_of(const Sampling& sampling);

/// With the seed; and with a limit below the samples that are drawn before the first look, they are the limit.
Sampling limited(Sampling sampling, std::int64_t seed);

/// The matrix, with a progress bar that runs to a number of products. Borrows it.
class Watched : public SymmetricOperator {
 public:
  Watched(SymmetricOperator& a, const std::string& title, std::size_t most);
  std::size_t dim() const override { return a_.dim(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override;

 private:
  SymmetricOperator& a_;
  Progress progress_;
  std::size_t products_ = 0, most_;
};

}  // namespace caldera
