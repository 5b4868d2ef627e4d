#include "plots/run_list.h"

#include <algorithm>

#include "autograd/arithmetic/error.h"
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

/// What lies in a folder; nothing if there is none of this name. One that cannot be read is refused.
fs::directory_iterator entries_of(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (!error || error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory)
    return entries;
  throw InputError("run files", folder.string(), "a folder that can be read", error.message(),
                   "check the name and the permissions");
}

}  // namespace

std::vector<fs::path> run_files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : entries_of(folder))
    if (entry.is_regular_file(none) && entry.path().extension() == ".h5")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<RunEntry> list_runs(const fs::path& results) {
  std::vector<RunEntry> runs;
  for (const fs::directory_entry& study : entries_of(results))
    for (const fs::path& file : run_files_in(study.path())) runs.push_back(describe(results, file));
  std::ranges::sort(runs, {}, &RunEntry::path);
  return runs;
}

}  // namespace caldera
