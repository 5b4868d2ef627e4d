#include "experiments/monitor/training_run.h"

#include <fmt/format.h>

namespace caldera {

Configuration configuration_of(const TrainingPlan& plan) {
  Configuration configuration = configuration_of(plan.setup);
  configuration["curvature_every"] = plan.monitor.curvature_every;
  configuration["curvature_examples"] = plan.monitor.curvature_examples;
  configuration["keep_every"] = plan.keep_every;
  configuration["keep_steps"] = plan.keep_steps;
  configuration["probe_examples"] = plan.monitor.probe_examples;
  configuration["sample_every"] = plan.monitor.every;
  configuration["top"] = plan.monitor.top;
  for (std::size_t k = 0; k < plan.rules.size(); ++k)
    configuration[fmt::format("rule{}", k)] = plan.rules[k].text;
  return configuration;
}

TrainingRun::TrainingRun(const TrainingPlan& plan, const TrainingData& data)
    : plan_(plan),
      trainer_(plan.setup.shape, data.training, static_cast<std::size_t>(plan.setup.batch),
               static_cast<std::uint64_t>(plan.setup.seed)),
      optimizer_(make_optimizer(plan.setup)), pull_(plan.pull),
      monitor_(plan.setup.shape, data, plan.monitor) {
  state_.theta = plan.start;
  pull_.beta = plan.betas.front();
  keep_checkpoint();
}

RunMoment TrainingRun::moment() const {
  return {state_.step, state_.epoch, optimizer_->learning_rate(), pull_};
}

void TrainingRun::run_epoch() {
  if (state_.at_stage.epochs == 0 && !plan_.setup.optimizer.is_kept) optimizer_->restart();
  pull_.beta = beta() * state_.pull_factor;
  used_ = {optimizer_->learning_rate(), pull_.beta, 0};
  monitor_.begin_epoch(moment(), state_.theta);
  step_in_epoch_ = 0;
  const double error = trainer_.run_epoch(
      state_.theta, *optimizer_, pull_,
      static_cast<std::uint32_t>(state_.stage * plan_.setup.stopping.max_epochs +
                                 state_.at_stage.epochs),
      this);
  count_epoch(error);
  monitor_.end_epoch(moment(), state_.theta, error);

  const bool is_kept = plan_.keep_every > 0 && state_.epoch % plan_.keep_every == 0;
  if (end_stage_if_due() || is_kept) keep_checkpoint();
  apply_rules();
}

void TrainingRun::before_step(const TrainingStep& step) {
  const std::int64_t in_epoch = step_in_epoch_++, done = state_.step + in_epoch;
  if (plan_.keep_steps > 0 && in_epoch > 0 && done % plan_.keep_steps == 0) {
    const double share =
        static_cast<double>(in_epoch) / static_cast<double>(step.batches.count());
    record_.trajectory.push_back({static_cast<double>(state_.epoch) + share,
                                  static_cast<double>(done), pull_.beta,
                                  {step.theta.begin(), step.theta.end()}});
  }
  monitor_.before_step(step);
}

bool TrainingRun::end_stage_if_due() {
  if (!state_.at_stage.is_over(plan_.setup.stopping)) return false;
  ++state_.stage;
  state_.at_stage = {};
  return true;
}

void TrainingRun::count_epoch(double error) {
  state_.step += static_cast<std::int64_t>(trainer_.batches());
  ++state_.epoch;
  state_.at_stage.count(error);
}

void TrainingRun::keep_checkpoint() {
  record_.trajectory.push_back({static_cast<double>(state_.epoch),
                                static_cast<double>(state_.step), pull_.beta, state_.theta});
}

namespace {

/// What a decision says of the action: what it changed, in the epoch that is done and in the next.
void say_what_changed(Decision& decision, Action action, const EpochSettings& last,
                      const EpochSettings& next) {
  const auto say = [&](double EpochSettings::*what) {
    decision.before = last.*what;
    decision.after = next.*what;
  };
  if (action == Action::learning_rate) say(&EpochSettings::learning_rate);
  if (action == Action::pull) say(&EpochSettings::beta);
  if (action == Action::roll_back) say(&EpochSettings::step);
}

}  // namespace

EpochSettings TrainingRun::settings() const {
  if (has_ended()) return {used_.learning_rate, used_.beta, weights_step_};
  return {optimizer_->learning_rate(), beta() * state_.pull_factor, weights_step_};
}

/// At the end of an epoch the samples up to the end of the one before are known, whether a worker is
/// quick or slow: rules see those, and no more. Several may act at once, and a stage may end with
/// them: what a decision stores is what an epoch was trained with, never a value in between.
void TrainingRun::apply_rules() {
  monitor_.collect_earlier_epochs();
  const auto an_epoch = static_cast<double>(trainer_.batches());
  const WitnessWindow window{.before = an_epoch, .after = 3 * an_epoch};
  const std::size_t first = record_.decisions.size();
  weights_step_ = used_.step = static_cast<double>(state_.step);
  for (std::size_t k = 0; k < plan_.rules.size(); ++k) {
    const Rule& rule = plan_.rules[k];
    for (Decision decision : decide(rule, k, monitor_.samples(), record_.decisions,
                                    static_cast<double>(state_.step), window)) {
      decision.epoch = static_cast<double>(state_.epoch);
      if (decision.acts == 1) act(rule, decision);
      record_.decisions.push_back(decision);
    }
  }
  const EpochSettings next = settings();
  for (std::size_t i = first; i < record_.decisions.size(); ++i) {
    Decision& decision = record_.decisions[i];
    const Rule& rule = plan_.rules[static_cast<std::size_t>(decision.rule)];
    if (decision.acts == 1) say_what_changed(decision, rule.action, used_, next);
  }
}

void TrainingRun::act(const Rule& rule, const Decision& decision) {
  switch (rule.action) {
    case Action::note:
      break;
    case Action::learning_rate:
      optimizer_->set_learning_rate(optimizer_->learning_rate() * rule.factor);
      break;
    case Action::pull:
      state_.pull_factor *= rule.factor;
      break;
    case Action::stop:
      state_.stopped = 1;
      break;
    case Action::roll_back: {
      const std::size_t to = checkpoints_around(decision, record_.trajectory).before;
      weights_step_ = record_.trajectory[to].step;
      state_.theta = record_.trajectory[to].theta;
      optimizer_->restart();
      break;
    }
  }
}

double TrainingRun::share_done() const {
  const double part = static_cast<double>(state_.at_stage.epochs) / plan_.setup.stopping.max_epochs;
  return (static_cast<double>(state_.stage) + part) / static_cast<double>(plan_.betas.size());
}

const RunRecord& TrainingRun::record() {
  monitor_.collect_all();
  record_.samples = monitor_.samples();
  return record_;
}

const RunState& TrainingRun::state() {
  monitor_.collect_all();
  state_.optimizer = optimizer_->state();
  state_.learning_rate = optimizer_->learning_rate();
  state_.eigenvectors = monitor_.eigenvectors();
  return state_;
}

void TrainingRun::restore(RunRecord record, RunState state) {
  record_ = std::move(record);
  state_ = std::move(state);
  optimizer_->set_learning_rate(state_.learning_rate);
  optimizer_->restore(state_.optimizer);
  monitor_.restore(record_.samples, state_.eigenvectors);
}

}  // namespace caldera
