#include "experiments/monitor/training_group.h"

#include <fmt/format.h>

#include <chrono>

#include "experiments/run/columns.h"
#include "experiments/run/segments.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/progress.h"

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

Samples train(const TrainingGroup& group, std::size_t number, const TrainingData& data,
              Progress& progress) {
  const TrainingPlan& plan = group.plans[number];
  TrainingRun run(plan, data);
  while (!run.has_ended() && !(group.is_over && group.is_over(run.record().samples))) {
    progress.show((static_cast<double>(number) + run.share_done()) /
                      static_cast<double>(group.plans.size()),
                  fmt::format("batch {}, rate {:.3g}", plan.setup.batch, plan.setup.learning_rate));
    run.run_epoch();
  }
  return run.record().samples;
}

}  // namespace

void run_group(const TrainingGroup& group, const TrainingData& data) {
  const auto started = std::chrono::steady_clock::now();

  // 1. One run after the other; one segment each.
  Segments segments(group.out, group.identity);
  Progress progress(group.identity.program);
  for (std::size_t k = segments.count(); k < group.plans.size(); ++k) {
    RunWriter segment = segments.writer(k);
    write_samples(segment, group_of(k), train(group, k, data, progress));
    segment.commit();
  }

  // 2. One file.
  RunWriter file(group.out, group.identity);
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
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  file.machine("wall_seconds", seconds.count());
  file.commit();
  segments.remove();
  print_out("{}: {} runs written to {} in {:.1f} s\n", group.identity.program, runs.size(),
            group.out.string(), seconds.count());
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
