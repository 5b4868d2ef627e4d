#include "plots/modes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/digest.h"
#include "plots/run_list.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// k of "curves_to_<k>.h5".
std::optional<std::int64_t> target_of(const std::string& name) {
  const std::string before = "curves_to_", after = ".h5";
  if (!name.starts_with(before) || !name.ends_with(after)) return std::nullopt;
  std::int64_t k = 0;
  const char* const end = name.data() + name.size() - after.size();
  const auto parsed = std::from_chars(name.data() + before.size(), end, k);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(k) : std::nullopt;
}

std::vector<std::int64_t> targets(const fs::path& folder) {
  std::vector<std::int64_t> found;
  for (const fs::path& path : entries_of(folder))
    if (const auto k = target_of(path.filename().string())) found.push_back(*k);
  if (found.empty()) {
    std::error_code error;
    fs::directory_iterator(folder, error);
    throw InputError("run files", folder.string(), "curves_to_<k>.h5",
                     error ? error.message() : "none", "make the runs first (make runs)");
  }
  std::ranges::sort(found);
  return found;
}

RunFile open(const fs::path& path, const std::string& program) {
  RunFile file(path);
  const std::string found = file.identity().program;
  if (found != program)
    throw InputError("run file", path.string(), "a run of " + program, found, "name another file");
  return file;
}

ModePair load_pair(const fs::path& folder, std::int64_t target) {
  const fs::path path = folder / fmt::format("path_to_{}.h5", target);
  const RunFile file = open(folder / fmt::format("curves_to_{}.h5", target), "mode_connectivity");
  const RunIdentity identity = file.identity();
  if (file.attribute_of<std::string>("/configuration", "path") != digest(path))
    throw InputError("run file", file.path().string(), "the curves of " + path.string(),
                     "those of another path", "make them again");
  ModePair pair{target, identity.profile, read_sweep(open(path, "pathfinder")), {}};
  for (const char* name : curve_names) pair.curves.emplace(name, read_curve(file, name));
  return pair;
}

}  // namespace

ModeNumbers numbers(const ModePair& pair) {
  const CurveRecord& path = pair.curves.at("pathfinder");
  return {path.largest_error(), path.points.front().distance / path.points.back().distance,
          barrier(pair.curves.at("straight").points)};
}

std::vector<ModePair> load_modes(const fs::path& folder) {
  std::vector<ModePair> pairs;
  for (const std::int64_t target : targets(folder)) {
    pairs.push_back(load_pair(folder, target));
    if (pairs.back().profile != pairs.front().profile)
      throw InputError("run files", folder.string(), "profile " + pairs.front().profile,
                       pairs.back().profile, "keep the runs of a profile in one folder");
  }
  return pairs;
}

}  // namespace caldera
