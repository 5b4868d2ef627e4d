#include "caldera/probes/minimise/objective_minimiser.h"

#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

ObjectiveMinimiser::ObjectiveMinimiser(Objective& objective, Optimizer<double>& optimizer,
                                       const DescentRule& rule)
    : objective_(objective), optimizer_(optimizer), rule_(rule), gradient_(objective.dim()) {}

MinimiserSummary ObjectiveMinimiser::minimise(std::span<double> theta,
                                              const Regulariser<double>& pull, std::size_t) {
  optimizer_.restart();
  MinimiserSummary summary;
  for (;; ++summary.iterations) {
    summary.error = objective_.value_and_gradient(theta, gradient_);
    if (!std::isfinite(summary.error))
      throw NonFiniteError("descent: E is not finite; lower the learning rate");
    pull.add_gradient(theta, gradient_);
    converged_ = norm(std::span<const double>(gradient_)) <= rule_.gradient;
    summary.converged = converged_;
    if (converged_ || summary.iterations == rule_.max_steps) return summary;
    optimizer_.step(theta, gradient_);
  }
}

}  // namespace caldera
