#include "plots/seed_sweeps.h"

#include <algorithm>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/run_file.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> run_files(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".h5" && entry.path().filename().string().starts_with("seed"))
      files.push_back(entry.path());
  if (files.empty())
    throw InputError("run files", folder.string(), "seed<k>.h5", error ? error.message() : "none",
                     "make the runs first (make runs)");
  return files;
}

}  // namespace

SeedSweep load_sweep(const fs::path& path) {
  const RunFile file(path);
  const std::string study = file.attribute<std::string>("study");
  if (study != "origin_sweep")
    throw InputError("run file", path.string(), "study origin_sweep", study, "name another file");
  SeedSweep sweep;
  sweep.seed = file.attribute<std::int64_t>("seed");
  sweep.profile = file.attribute<std::string>("profile");
  sweep.rows = read_sweep(file);
  sweep.transitions = find_transitions(sweep.rows);  // refuses a table of less than ten rows
  sweep.step = (sweep.rows.back().beta - sweep.rows.front().beta) /
               static_cast<double>(sweep.rows.size() - 1);
  return sweep;
}

std::vector<SeedSweep> load_sweeps(const fs::path& folder) {
  std::vector<SeedSweep> sweeps;
  for (const fs::path& file : run_files(folder)) {
    sweeps.push_back(load_sweep(file));
    if (sweeps.back().profile != sweeps.front().profile)
      throw InputError("run files", file.string(), "profile " + sweeps.front().profile,
                       sweeps.back().profile, "keep the runs of a profile in one folder");
  }
  std::sort(sweeps.begin(), sweeps.end(),
            [](const SeedSweep& a, const SeedSweep& b) { return a.seed < b.seed; });
  return sweeps;
}

}  // namespace caldera
