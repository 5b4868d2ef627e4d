#include "experiments/monitor/run_group.h"

#include <fmt/format.h>

#include "experiments/monitor/training_group.h"

namespace caldera {

namespace {

Samples train(const TrainingGroup& group, const TrainingData& data, const Step& step) {
  const TrainingPlan& plan = group.plans[step.number];
  TrainingRun run(plan, data);
  while (!run.has_ended() && !(group.is_over && group.is_over(run.record().samples))) {
    step.show(run.share_done(),
              fmt::format("batch {}, rate {:.3g}", plan.setup.batch, plan.setup.learning_rate));
    run.run_epoch();
  }
  return run.record().samples;
}

/// One file from all segments.
void write_all(const TrainingGroup& group, const Segments& segments, RunWriter& file) {
  std::vector<GroupRun> runs;
  for (std::size_t k = 0; k < group.plans.size(); ++k) {
    const TrainingSetup& setup = group.plans[k].setup;
    runs.push_back({.seed = static_cast<double>(setup.seed),
                    .batch = static_cast<double>(setup.batch),
                    .learning_rate = setup.learning_rate});
    runs.back().samples = read_samples(segments.open(k), k);
  }
  write_group(file, runs);
  if (group.add) group.add(file);
}

}  // namespace

void run_group(const TrainingGroup& group, const TrainingData& data) {
  in_steps(
      group.run, group.plans.size(), fmt::format("{} runs", group.plans.size()),
      [&](const Step& step) { write_samples(step.segment, step.number, train(group, data, step)); },
      [&](const Segments& segments, RunWriter& file) { write_all(group, segments, file); });
}

}  // namespace caldera
