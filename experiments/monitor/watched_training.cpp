#include "experiments/monitor/watched_training.h"

#include <fmt/format.h>

#include <chrono>

#include "experiments/model/model_file.h"
#include "experiments/run/segments.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/progress.h"

namespace caldera {

namespace {

constexpr std::int64_t epochs_of_a_segment = 10;

RunIdentity identity_of(const WatchedTraining& training) {
  RunIdentity identity{.program = training.program,
                       .study = training.program,
                       .profile = training.profile,
                       .seed = training.plan.setup.seed,
                       .configuration = training.configuration};
  identity.configuration.merge(configuration_of(training.plan));
  return identity;
}

void restore(TrainingRun& run, const Segments& segments) {
  RunRecord record;
  for (std::size_t k = 0; k < segments.count(); ++k) append_record(record, segments.open(k));
  run.restore(std::move(record), read_state(segments.open(segments.count() - 1)));
}

void write_result(const WatchedTraining& training, TrainingRun& run, double seconds) {
  RunWriter file(training.out, identity_of(training));
  write_record(file, run.record());
  write_rules(file, training.plan.rules, run.record());
  write_model<float>(file, training.plan.setup.shape, run.state().theta);
  file.machine("wall_seconds", seconds);
  file.commit();
}

}  // namespace

bool is_complete(const WatchedTraining& training) {
  return Segments::is_complete(training.out, identity_of(training));
}

void run_training(const WatchedTraining& training) {
  const auto started = std::chrono::steady_clock::now();

  // 1. The data, and a run: a new one, or where an interrupted one was.
  const TrainingData data = load(training.plan.setup, training.program);
  TrainingRun run(training.plan, data);
  Segments segments(training.out, identity_of(training));
  if (segments.count() > 0) restore(run, segments);

  // 2. Epoch by epoch; a segment holds what is new since the last.
  Progress progress(fmt::format("{} {}", training.program, training.out.stem().string()));
  std::size_t number = segments.count();
  RunRecord::Lengths written = run.record().lengths();
  if (number == 0) written = {};
  while (!run.has_ended()) {
    progress.show(run.share_done(), fmt::format("beta {:.4g}", run.beta()));
    run.run_epoch();
    if (!run.has_ended() && run.epochs() % epochs_of_a_segment != 0) continue;
    RunWriter segment = segments.writer(number++);
    write_record(segment, run.record().from(written));
    write_state(segment, run.state());
    segment.commit();
    written = run.record().lengths();
  }

  // 3. The run file.
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  write_result(training, run, seconds.count());
  segments.remove();
  print_out("{}: {} epochs under {} rules written to {} in {:.1f} s\n", training.program,
            run.epochs(), training.plan.rules.size(), training.out.string(), seconds.count());
}

RunRecord watch_training(const TrainingPlan& plan, const TrainingData& data) {
  TrainingRun run(plan, data);
  while (!run.has_ended()) run.run_epoch();
  return run.record();
}

}  // namespace caldera
