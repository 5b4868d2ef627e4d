#include "plots/folds/fold_runs.h"

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/checked_reads.h"

namespace caldera {
namespace {

/// 3 of "T3.h5". Throws InputError for another name.
std::int64_t transition_of(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  const bool is_one = name.size() == 5 && name.starts_with('T') && name.ends_with(".h5");
  if (!is_one || name[1] < '1' || name[1] > '9')
    throw InputError("run file", file.string(), "a name from T1.h5 to T9.h5", name,
                     "give it the name of its transition");
  return name[1] - '0';
}

FoldRun load_fold(const std::filesystem::path& path) {
  const RunFile file(path);
  check_study(file, "folds");
  const std::int64_t transition = transition_of(path);
  FoldRun run{.name = fmt::format("T{}", transition), .transition = transition};
  run.subset = read_count(file, "subset", 1, 1'000'000'000);
  run.record = read_folds(file);
  if (run.record.direction != 1)
    file.refuse("/observed/direction", "1, up from before the transition", "-1: of `folds --falling`");
  run.sweep = file.attribute_of<std::string>("/configuration", "sweep");
  return run;
}

}  // namespace

double distance_in_percent(const FoldRecord& record, const FoldRow& fold) {
  const double middle = (record.beta_left + record.beta_right) / 2;
  return 100 * (fold.beta - middle) / middle;
}

std::vector<FoldRun> load_folds(const std::vector<std::filesystem::path>& files) {
  std::vector<FoldRun> runs;
  for (const std::filesystem::path& file : files) {
    runs.push_back(load_fold(file));
    if (runs.back().record.slices != runs.front().record.slices)
      RunFile(file).refuse("/folds/slices", "those of " + runs.front().name, "others");
  }
  std::ranges::sort(runs, {}, &FoldRun::transition);
  return runs;
}

std::vector<std::string> cells_of(const FoldRun& run) {
  const FoldRecord& record = run.record;
  std::vector<std::string> cells = {
      run.name, fmt::format("{:.4f} – {:.4f}", record.beta_left, record.beta_right)};
  const FoldRow* fold = record.transition();
  if (!fold) {
    cells.push_back("none found");
    return cells;
  }
  cells.push_back(fmt::format("{:.8f} ± {:.0e}{}", fold->beta, fold->beta_error,
                              fold->is_fold == 1 ? "" : " b"));
  cells.push_back(fmt::format("{:+.1f} %", distance_in_percent(record, *fold)));
  cells.push_back(fmt::format("{:.0e}", fold->gradient_norm));
  cells.push_back(fmt::format("{:.0e}", fold->curvature_bound));
  cells.push_back(fmt::format("{:.0f} → {:.0f}", fold->negative_before, fold->negative_after));
  cells.push_back(fmt::format("{:.3f} → {:.3f}", fold->error, fold->next_error));
  return cells;
}

}  // namespace caldera
