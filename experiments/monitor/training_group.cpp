#include "experiments/monitor/training_group.h"

#include <fmt/format.h>

#include "experiments/run/columns.h"
#include "experiments/study/steps.h"

namespace caldera {

namespace {

const Columns<GroupRun> columns = {
    {"seed", "1", "seed of the initial weights and of the shuffles", &GroupRun::seed},
    {"batch", "example", "examples a step", &GroupRun::batch},
    {"learning_rate", "1", "learning rate", &GroupRun::learning_rate},
};

std::string group_of(std::size_t number) { return fmt::format("/run{:02}", number); }

Samples read_samples(const RunFile& file, std::size_t number) {
  return {read_signals(file, group_of(number) + "/step"),
          read_signals(file, group_of(number) + "/epoch"),
          read_signals(file, group_of(number) + "/curvature")};
}

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
    write_samples(file, group_of(k), read_samples(segments.open(k), k));
  }
  columns.write(file, "/run", runs);
  if (group.add) group.add(file);
}

}  // namespace

void run_group(const TrainingGroup& group, const TrainingData& data) {
  in_steps(
      {group.out, group.identity}, group.plans.size(), fmt::format("{} runs", group.plans.size()),
      [&](const Step& step) {
        write_samples(step.segment, group_of(step.number), train(group, data, step));
      },
      [&](const Segments& segments, RunWriter& file) { write_all(group, segments, file); });
}

std::vector<GroupRun> read_group(const RunFile& file) {
  std::vector<GroupRun> runs = columns.read_filled(file, "/run");
  for (const GroupRun& run : runs)
    if (!(run.batch >= 1 && run.learning_rate > 0))
      file.refuse("/run", "batches of 1 or more, and positive learning rates",
                  fmt::format("{} and {}", run.batch, run.learning_rate));
  for (std::size_t k = 0; k < runs.size(); ++k) runs[k].samples = read_samples(file, k);
  return runs;
}

}  // namespace caldera
