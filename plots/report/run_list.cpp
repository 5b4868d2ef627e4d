#include "plots/report/run_list.h"

#include <algorithm>

#include "autograd/arithmetic/error.h"
#include "experiments/run/digest.h"
#include "experiments/run/run_file.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

RunEntry describe(const fs::path& results, const fs::path& path) {
  const RunFile file(path);
  RunEntry run;
  run.path = path.lexically_relative(results).generic_string();
  run.identity = file.identity();
  run.arithmetic_version = file.attribute<std::int64_t>("arithmetic_version");
  run.code_version = file.attribute_of<std::string>("/provenance", "code_version");
  run.digest = digest(path);
  return run;
}

/// The folders in a folder, but for those of segments.
std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code none;
  for (const fs::path& entry : entries_of(folder))
    if (fs::is_directory(entry, none) &&
        entry.filename().string().find(".segments") == std::string::npos)
      folders.push_back(entry);
  return folders;
}

}  // namespace

std::vector<fs::path> run_files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::path& path : entries_of(folder))
    if (fs::is_regular_file(path, none) && path.extension() == ".h5") files.push_back(path);
  return files;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    entries.push_back(at->path());
  if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory)
    throw InputError("run files", folder.string(), "a folder that can be read", error.message(),
                     "check the name and the permissions");
  std::ranges::sort(entries);
  return entries;
}

std::vector<RunEntry> list_runs(const fs::path& results) {
  std::vector<RunEntry> runs;
  std::vector<fs::path> folders = folders_in(results);
  while (!folders.empty()) {
    const fs::path folder = folders.back();
    folders.pop_back();
    for (const fs::path& inner : folders_in(folder)) folders.push_back(inner);
    for (const fs::path& file : run_files_in(folder)) runs.push_back(describe(results, file));
  }
  std::ranges::sort(runs, {}, &RunEntry::path);
  return runs;
}

}  // namespace caldera
