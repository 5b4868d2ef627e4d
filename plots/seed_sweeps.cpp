#include "plots/seed_sweeps.h"

#include <algorithm>
#include <cmath>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/run_file.h"
#include "plots/run_list.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> run_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::path& file : run_files_in(folder))
    if (file.filename().string().starts_with("seed")) files.push_back(file);
  if (files.empty())
    throw InputError("run files", folder.string(), "seed<k>.h5", "none",
                     "make the runs first (make runs)");
  return files;
}

/// The rows from the smallest β on, as long as each step is the first one (to a hundredth).
std::vector<SweepRow> even_part(const std::vector<SweepRow>& rows) {
  std::size_t end = std::min<std::size_t>(rows.size(), 2);
  const auto step = [&](std::size_t i) { return rows[i].beta - rows[i - 1].beta; };
  while (end < rows.size() && std::abs(step(end) - step(1)) <= 0.01 * step(1)) ++end;
  return {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(end)};
}

}  // namespace

SeedSweep load_sweep(const fs::path& path, const std::string& study) {
  const RunFile file(path);
  if (const std::string found = file.attribute<std::string>("study"); found != study)
    throw InputError("run file", path.string(), "study " + study, found, "name another file");
  SeedSweep sweep;
  sweep.seed = file.attribute<std::int64_t>("seed");
  sweep.profile = file.attribute<std::string>("profile");
  sweep.rows = read_sweep(file);
  std::ranges::sort(sweep.rows, {}, &SweepRow::beta);
  const std::vector<SweepRow> even = even_part(sweep.rows);
  sweep.transitions = find_transitions(even);  // refuses a table of less than ten rows
  sweep.step =
      (even.back().beta - even.front().beta) / static_cast<double>(even.size() - 1);
  return sweep;
}

std::vector<SeedSweep> load_sweeps(const fs::path& folder, const std::string& study) {
  std::vector<SeedSweep> sweeps;
  for (const fs::path& file : run_files(folder)) {
    sweeps.push_back(load_sweep(file, study));
    if (sweeps.back().profile != sweeps.front().profile)
      throw InputError("run files", file.string(), "profile " + sweeps.front().profile,
                       sweeps.back().profile, "keep the runs of a profile in one folder");
  }
  std::sort(sweeps.begin(), sweeps.end(),
            [](const SeedSweep& a, const SeedSweep& b) { return a.seed < b.seed; });
  return sweeps;
}

}  // namespace caldera
