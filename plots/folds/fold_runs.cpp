#include "plots/folds/fold_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "autograd/arithmetic/error.h"
#include "experiments/run/checked_reads.h"

namespace caldera {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// (β_fold − β_jump)/β_jump in percent, β_jump in the middle of the sweep's bracket.
double distance_in_percent(const FoldRecord& record, const FoldRow& fold) {
  const double middle = (record.beta_left + record.beta_right) / 2;
  return 100 * (fold.beta - middle) / middle;
}

/// At most `high`, as the run asked for; NaN fails.
Comparison certified(const std::string& quantity, const FoldRun& run, double ours, double high) {
  return {quantity, run.transition, fmt::format("at most {}", number_text(high)),
          high,     ours,           Tolerance{0, high, "what the run asks for"},
          ""};
}

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
  run.sweep = file.attribute_of<std::string>("/configuration", "sweep");
  return run;
}

}  // namespace

std::vector<FoldRun> load_folds(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (int k = 1; k <= 9; ++k) {
    const std::filesystem::path path = folder / fmt::format("T{}.h5", k);
    std::error_code error;  // what is there and cannot be looked at is for RunFile to refuse
    if (std::filesystem::exists(path, error) || error) files.push_back(path);
  }
  if (files.empty())
    throw InputError("folds", folder.string(), "T1.h5 … of the program folds", "none",
                     "make them with `make reproduce`");
  return load_folds(files);
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

std::vector<Comparison> compare_folds(const std::filesystem::path& folder) {
  const std::vector<FoldRun> runs = load_folds(folder);
  std::vector<Comparison> rows;
  const auto each = [&](const auto& row_of) {
    for (const FoldRun& run : runs) rows.push_back(row_of(run, run.record.transition()));
  };
  each([](const FoldRun& run, const FoldRow* fold) {
    Comparison row =
        reported("end of the minimum at beta", run.transition, fold ? fold->beta : unknown, "");
    if (fold)
      row.remark = fmt::format(
          "{}; ± {:.0e}; {:+.1f} % from the jump; E {:.3f} → {:.3f}; on {} images",
          fold->is_fold == 1 ? "fold" : "branch point", fold->beta_error,
          distance_in_percent(run.record, *fold), fold->error, fold->next_error, run.subset);
    return row;
  });
  each([](const FoldRun& run, const FoldRow* fold) {
    return certified("|gradient| there", run, fold ? fold->gradient_norm : unknown, 1e-8);
  });
  each([](const FoldRun& run, const FoldRow* fold) {
    return certified("|Hessian · φ| there", run, fold ? fold->curvature_bound : unknown, 1e-6);
  });
  each([](const FoldRun& run, const FoldRow* fold) {
    const double more = fold ? fold->negative_after - fold->negative_before : unknown;
    return Comparison{
        "negative directions gained",
        run.transition,
        "at least 1",
        1,
        more,
        Tolerance{1, std::numeric_limits<double>::infinity(), "behind its end it is a saddle"},
        ""};
  });
  each([](const FoldRun& run, const FoldRow*) {
    return reported(
        "folds before the jump's", run.transition,
        static_cast<double>(run.record.folds.size()) - (run.record.transition() ? 1 : 0),
        "minima that end without much of a change in E");
  });
  return rows;
}

}  // namespace caldera
