#include "experiments/monitor/sample_parts.h"

namespace caldera {

void add(Sample& sample, const std::string& name, const std::string& units,
         const std::string& long_name, double value) {
  sample.push_back({{name, units, long_name}, value});
}

void add_place(const Snapshot& at, Sample& sample) {
  add(sample, "step", "step", "steps of the run that were done", static_cast<double>(at.step));
  add(sample, "epoch", "epoch", "epochs of the run that were done", at.epoch);
  add(sample, "beta", "1", "regularisation strength", at.pull.beta);
  add(sample, "learning_rate", "1", "learning rate", at.learning_rate);
}

void add_noise(const GradientNoise& noise, Sample& sample) {
  add(sample, "gradient_variance", "1", "trace of the covariance of one example's gradient",
      noise.trace);
  add(sample, "gradient_signal", "1", "squared norm of the mean gradient of what is minimised",
      noise.signal);
  add(sample, "critical_batch", "example", "variance over signal: the critical batch size",
      noise.critical_batch());
}

}  // namespace caldera
