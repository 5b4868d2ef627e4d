#include "experiments/monitor/training_group.h"

#include <fmt/format.h>

#include "experiments/monitor/run_record.h"
#include "experiments/run/columns.h"

namespace caldera {

namespace {

const Columns<GroupRun> columns = {
    {"seed", "1", "seed of the initial weights and of the shuffles", &GroupRun::seed},
    {"batch", "example", "examples a step", &GroupRun::batch},
    {"learning_rate", "1", "learning rate", &GroupRun::learning_rate},
};

std::string group_of(std::size_t number) { return fmt::format("/run{:02}", number); }

}  // namespace

void write_samples(RunWriter& file, std::size_t number, const Samples& samples) {
  write_samples(file, group_of(number), samples);
}

Samples read_samples(const RunFile& file, std::size_t number) {
  return {read_signals(file, group_of(number) + "/step"),
          read_signals(file, group_of(number) + "/epoch"),
          read_signals(file, group_of(number) + "/curvature")};
}

void write_group(RunWriter& file, const std::vector<GroupRun>& runs) {
  columns.write(file, "/run", runs);
  for (std::size_t k = 0; k < runs.size(); ++k) write_samples(file, k, runs[k].samples);
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
