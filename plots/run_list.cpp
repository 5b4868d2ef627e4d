#include "plots/run_list.h"

#include <algorithm>

#include "experiments/storage/digest.h"
#include "experiments/storage/run_file.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

RunEntry describe(const fs::path& results, const fs::path& path) {
  const RunFile file(path);
  return {fs::relative(path, results).generic_string(), file.identity(),
          file.attribute<std::int64_t>("arithmetic_version"),
          file.attribute_of<std::string>("/provenance", "code_version"), digest(path)};
}

}  // namespace

std::vector<fs::path> run_files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none))
    if (entry.is_regular_file() && entry.path().extension() == ".h5") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<RunEntry> list_runs(const fs::path& results) {
  std::vector<RunEntry> runs;
  std::error_code none;
  for (const fs::directory_entry& study : fs::directory_iterator(results, none))
    for (const fs::path& file : run_files_in(study.path())) runs.push_back(describe(results, file));
  std::ranges::sort(runs, {}, &RunEntry::path);
  return runs;
}

}  // namespace caldera
