#include "plots/report/run_list.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/digest.h"
#include "experiments/run/run_file.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// What lies in a folder, by name.
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

void add(const fs::path& results, const fs::path& file, RunList& list) {
  try {
    list.runs.push_back(describe(results, file));
  } catch (const InputError& error) {
    list.unread.push_back({file.lexically_relative(results).generic_string(), error.what()});
  }
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

void refuse_mixture(const std::vector<RunEntry>& runs) {
  for (const RunEntry& run : runs) {
    const RunEntry& first = runs.front();
    const auto refuse = [&](const std::string& expected, const std::string& found) {
      throw InputError("mixture of runs", run.path, expected + ", as " + first.path + " has", found,
                       "keep the runs of a profile and an arithmetic version in one folder");
    };
    if (run.identity.profile != first.identity.profile)
      refuse("profile " + first.identity.profile, run.identity.profile);
    if (run.arithmetic_version != first.arithmetic_version)
      refuse(fmt::format("arithmetic version {}", first.arithmetic_version),
             fmt::format("{}", run.arithmetic_version));
  }
}

/// The call that writes this file, or nullptr.
const PlannedRun* planned(const std::vector<PlannedRun>& plan, const std::string& path) {
  const auto found =
      std::ranges::find_if(plan, [&](const PlannedRun& run) { return run.writes(path); });
  return found == plan.end() ? nullptr : &*found;
}

MissingRun missing_run(const PlannedRun& of, const std::string& path, const RunList& list) {
  const auto damaged = std::ranges::find(list.unread, path, &UnreadFile::path);
  const bool is_damaged = damaged != list.unread.end();
  return {.path = path,
          .reason = is_damaged ? damaged->reason : "not there",
          .is_damaged = is_damaged,
          .is_optional = !is_damaged && of.is_optional};
}

}  // namespace

bool is_like(const std::string& path, const std::string& pattern) {
  return fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME) == 0;
}

std::vector<fs::path> RunFiles::like(const std::string& pattern) const {
  std::vector<fs::path> files;
  for (const std::string& path : paths)
    if (is_like(path, pattern)) files.push_back(folder / path);
  return files;
}

std::vector<fs::path> run_files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::path& path : entries_of(folder))
    if (fs::is_regular_file(path, none) && path.extension() == ".h5") files.push_back(path);
  return files;
}

RunList list_runs(const fs::path& results) {
  RunList list;
  std::vector<fs::path> folders = folders_in(results);
  while (!folders.empty()) {
    const fs::path folder = folders.back();
    folders.pop_back();
    for (const fs::path& inner : folders_in(folder)) folders.push_back(inner);
    for (const fs::path& file : run_files_in(folder)) add(results, file, list);
  }
  std::ranges::sort(list.runs, {}, &RunEntry::path);
  std::ranges::sort(list.unread, {}, &UnreadFile::path);
  refuse_mixture(list.runs);
  return list;
}

Inventory take_inventory(const fs::path& results, const RunList& list,
                         const std::vector<PlannedRun>& plan) {
  Inventory inventory{.files = {results, {}}, .missing = {}, .passed_over = {}};
  for (const RunEntry& run : list.runs) {
    const PlannedRun* const of = planned(plan, run.path);
    if (of && of->verb == run.identity.program)
      inventory.files.paths.push_back(run.path);
    else
      inventory.passed_over.push_back(
          {run.path, of ? fmt::format("a run of {}, not of {}", run.identity.program, of->verb)
                        : "not in the plan of the profile " + run.identity.profile});
  }
  for (const UnreadFile& file : list.unread)
    if (!planned(plan, file.path)) inventory.passed_over.push_back(file);
  for (const PlannedRun& run : plan)
    for (const std::string& path : run.files)
      if (std::ranges::find(inventory.files.paths, path) == inventory.files.paths.end())
        inventory.missing.push_back(missing_run(run, path, list));
  return inventory;
}

}  // namespace caldera
