#pragma once
// A training run under the monitor: at one β, or at one after the other, which is a sweep seen as
// one long training. Rules may act on what the detectors flag.
//
// At each β the optimizer starts afresh, unless it is kept, and epochs follow until the stopping rule ends them,
// exactly as in experiments/sweep/sweep.h: watching a sweep changes none of its bits.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "caldera/autograd/regulariser.h"
#include "experiments/model/training_setup.h"
#include "experiments/monitor/monitor.h"
#include "experiments/monitor/run_record.h"
#include "experiments/monitor/run_state.h"

namespace caldera {

/// What is trained and how, what is watched, and what is done about it.
struct TrainingPlan {
  TrainingSetup setup = {};
  std::vector<float> start = {};
  Regulariser<float> pull = {};      ///< its β is set from `betas`
  std::vector<double> betas = {};    ///< in the order in which they are visited
  MonitorOptions monitor = {};
  std::vector<Rule> rules = {};
  std::int64_t keep_every = 1;  ///< epochs from one checkpoint to the next; the last epoch at each β is
                                ///< always one, and with 0 the only one
  std::int64_t keep_steps = 0;  ///< the same within epochs, in steps of the run; 0: none
};

/// What of it belongs to the identity of a run; the seed stands beside the configuration, and where
/// it starts and the grid of β are for the program to name.
Configuration configuration_of(const TrainingPlan& plan);

/// What rules change, as an epoch is trained with it.
struct EpochSettings {
  double learning_rate = 0;
  double beta = 0;
  double step = 0;  ///< of the run, at which its first weights were reached
};

/// A run that is going on, epoch by epoch. The plan and the data must outlive it.
class TrainingRun : private StepObserver {
 public:
  TrainingRun(const TrainingPlan& plan, const TrainingData& data);

  bool has_ended() const {
    return state_.stopped == 1 || state_.stage == std::ssize(plan_.betas);
  }
  /// One epoch, and what the rules make of it. Throws NonFiniteError if training diverges.
  void run_epoch();

  /// Epochs done, of all that there may be at most; and the β of the next.
  std::int64_t epochs() const { return state_.epoch; }
  double share_done() const;
  double beta() const { return plan_.betas[static_cast<std::size_t>(state_.stage)]; }

  /// What has happened so far; waits for the signals that are still being read.
  const RunRecord& record();
  /// Where another run of the same plan can go on, together with the record.
  const RunState& state();
  void restore(RunRecord record, RunState state);

 private:
  void before_step(const TrainingStep& step) override;
  void after_step(std::span<const float> theta) override { monitor_.after_step(theta); }
  RunMoment moment() const;
  void count_epoch(double error);
  bool end_stage_if_due();
  void keep_checkpoint();
  /// Of the next epoch, or, where none is to come, of the last.
  EpochSettings settings() const;
  void apply_rules();
  void act(const Rule& rule, const Decision& decision);

  const TrainingPlan& plan_;
  Trainer trainer_;
  std::unique_ptr<Optimizer<float>> optimizer_;
  Regulariser<float> pull_;
  Monitor monitor_;
  RunState state_;
  std::int64_t step_in_epoch_ = 0;
  EpochSettings used_;            // by the epoch that is done
  double weights_step_ = 0;  // where the weights are from: now, or what a roll-back went back to
  RunRecord record_;
};

}  // namespace caldera
