#pragma once
// The monitor that a training run carries: it takes snapshots every n steps, at every epoch, and, less
// often, for the curvature; a worker reads the signals from them while training goes on.
//
//     Monitor monitor(shape, data, options);
//     monitor.begin_epoch(moment, theta);
//     const double error = trainer.run_epoch(theta, optimizer, pull, epoch, &monitor);
//     monitor.end_epoch(moment, theta, error);
//     monitor.collect_earlier_epochs();   // for rules: waits for nothing that is still being read
//     ...
//     monitor.collect_all();              // before a segment is written
//
// Watching changes no bit of what is trained.

#include <optional>

#include "caldera/nn/training/training.h"
#include "experiments/model/training_setup.h"
#include "experiments/monitor/decisions.h"
#include "experiments/monitor/signal_reader.h"
#include "experiments/monitor/worker.h"

namespace caldera {

/// Where a run is.
struct RunMoment {
  std::int64_t step = 0;   ///< steps done
  std::int64_t epoch = 0;  ///< epochs done
  double learning_rate = 0;
  Regulariser<float> pull = {};
};

class Monitor : public StepObserver {
 public:
  /// The data must outlive it. Throws InputError if there are fewer examples than `options` wants.
  Monitor(const NetworkShape& shape, const TrainingData& data, const MonitorOptions& options);

  void begin_epoch(const RunMoment& at, std::span<const float> theta);
  void before_step(const TrainingStep& step) override;
  void after_step(std::span<const float> theta) override;
  /// `error`: the running mean over the epoch.
  void end_epoch(const RunMoment& at, std::span<const float> theta, double error);

  /// Adds to samples() what was sampled up to the end of the last epoch but one, or all.
  void collect_earlier_epochs() { collect(earlier_); }
  void collect_all() { collect(worker_.submitted()); }
  const Samples& samples() const { return samples_; }

  /// What the reader keeps for later; to be asked after collect_all().
  const std::vector<double>& eigenvectors() const {
    return reader_.curvature().eigenvectors();
  }

  /// Goes on where an interrupted run was.
  void restore(Samples samples, std::vector<double> eigenvectors);

 private:
  void fill(Snapshot& snapshot, Moment moment, const RunMoment& at, std::span<const float> theta,
            double error) const;
  void submit(Moment moment, const RunMoment& at, std::span<const float> theta, double error);
  void collect(std::size_t count);

  MonitorOptions options_;
  SignalReader reader_;  // used by the worker's thread alone while there are snapshots to read
  RunMoment at_;         // the epoch's beginning
  std::int64_t step_ = 0;   // in the epoch
  std::optional<Snapshot> filling_;  // of the current step, if it is sampled
  std::size_t earlier_ = 0, ended_ = 0;  // snapshots up to the end of the last epoch but one, the last
  Samples samples_;
  Worker worker_;
};

}  // namespace caldera
