#include "experiments/monitor/monitor.h"

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

Monitor::Monitor(const NetworkShape& shape, const TrainingData& data, const MonitorOptions& options)
    : options_(options), reader_(shape, data.training, data.test, options),
      worker_([this](Snapshot& snapshot) {
        return Reading{snapshot.moment, reader_.read(snapshot)};
      }) {}

void Monitor::fill(Snapshot& snapshot, Moment moment, const RunMoment& at,
                   std::span<const float> theta, double error) const {
  snapshot.moment = moment;
  snapshot.step = at.step;
  snapshot.epoch = static_cast<double>(at.epoch);
  snapshot.learning_rate = at.learning_rate;
  snapshot.pull = at.pull;
  snapshot.theta.assign(theta.begin(), theta.end());
  snapshot.error = error;
}

void Monitor::submit(Moment moment, const RunMoment& at, std::span<const float> theta,
                     double error) {
  Snapshot snapshot = worker_.room();
  fill(snapshot, moment, at, theta, error);
  worker_.submit(std::move(snapshot));
}

void Monitor::begin_epoch(const RunMoment& at, std::span<const float> theta) {
  at_ = at;
  step_ = 0;
  submit(Moment::epoch_start, at, theta, 0);
  if (options_.curvature_every > 0 && at.epoch % options_.curvature_every == 0)
    submit(Moment::curvature, at, theta, 0);
}

void Monitor::before_step(const TrainingStep& step) {
  const std::int64_t done = step_++;
  if ((at_.step + done) % options_.every != 0) return;
  filling_ = worker_.room();
  fill(*filling_, Moment::step, at_, step.theta, step.error);
  filling_->step += done;
  filling_->epoch += static_cast<double>(done) / static_cast<double>(step.batches.count());
  filling_->gradient.assign(step.gradient.begin(), step.gradient.end());
  filling_->example_squares = step.batches.squared_example_gradients();
}

void Monitor::after_step(std::span<const float> theta) {
  if (!filling_) return;
  filling_->update_norm = std::sqrt(squared_distance(filling_->theta, theta));
  worker_.submit(std::move(*filling_));
  filling_.reset();
}

void Monitor::end_epoch(const RunMoment& at, std::span<const float> theta, double error) {
  submit(Moment::epoch_end, at, theta, error);
  earlier_ = ended_;
  ended_ = worker_.submitted();
}

void Monitor::collect(std::size_t count) {
  for (const Reading& reading : worker_.take(count)) {
    if (reading.moment == Moment::step) add(samples_.steps, reading.sample);
    if (reading.moment == Moment::epoch_end) add(samples_.epochs, reading.sample);
    if (reading.moment == Moment::curvature) add(samples_.curvature, reading.sample);
  }
}

void Monitor::restore(Samples samples, std::vector<double> eigenvectors) {
  samples_ = std::move(samples);
  reader_.curvature().restore(std::move(eigenvectors));
}

}  // namespace caldera
