#include "experiments/monitor/watched_training.h"

#include <fmt/format.h>

#include "experiments/model/model_file.h"
#include "experiments/study/progress.h"
#include "experiments/study/steps.h"

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

}  // namespace

bool run_training(const WatchedTraining& training) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const StudyRun study(training.out, identity_of(training));
  if (is_complete(study)) return false;

  // 2. The data, and a run: a new one, or where an interrupted one was.
  const TrainingData data = load(training.plan.setup, training.program);
  TrainingRun run(training.plan, data);
  Segments segments(study.out, study.identity);
  if (segments.count() > 0) restore(run, segments);

  // 3. Epoch by epoch; a segment holds what is new since the last.
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
    segments.commit(segment);
    written = run.record().lengths();
  }

  // 4. The run file.
  const auto fill = [&](RunWriter& file) {
    write_record(file, run.record());
    write_rules(file, training.plan.rules, run.record());
    write_model<float>(file, training.plan.setup.shape, run.state().theta);
  };
  write_run(study,
            fmt::format("{} epochs under {} rules", run.epochs(), training.plan.rules.size()), fill,
            segments.time_before());
  segments.remove();
  return true;
}

}  // namespace caldera
