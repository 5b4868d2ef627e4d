#include "plots/mode_connectivity/pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/digest.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// k of "curves_to_<k>.h5".
std::optional<std::int64_t> target_of(const fs::path& file) {
  const std::string name = file.filename().string(), before = "curves_to_", after = ".h5";
  if (!name.starts_with(before) || !name.ends_with(after)) return std::nullopt;
  std::int64_t k = 0;
  const char* const end = name.data() + name.size() - after.size();
  const auto parsed = std::from_chars(name.data() + before.size(), end, k);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(k) : std::nullopt;
}

RunFile open(const fs::path& path, const std::string& program) {
  RunFile file(path);
  const std::string found = file.identity().program;
  if (found != program)
    throw InputError("run file", path.string(), "a run of " + program, found, "name another file");
  return file;
}

/// The one of these paths that leads to M_k.
const fs::path& path_to(std::int64_t k, const std::vector<fs::path>& paths) {
  const std::string name = fmt::format("path_to_{}.h5", k);
  const auto found =
      std::ranges::find(paths, name, [](const fs::path& path) { return path.filename().string(); });
  if (found == paths.end())
    throw InputError("run files", name, "the path that curves were made on", "none",
                     "name it, too");
  return *found;
}

ModePair load_pair(const std::vector<fs::path>& paths, const fs::path& curves) {
  const std::optional<std::int64_t> target = target_of(curves);
  if (!target)
    throw InputError("run file", curves.string(), "the name curves_to_<k>.h5", "another",
                     "name another file");
  const fs::path& path = path_to(*target, paths);
  const RunFile file = open(curves, "mode_connectivity");
  if (file.attribute_of<std::string>("/configuration", "path") != digest(path))
    throw InputError("run file", file.path().string(), "the curves of " + path.string(),
                     "those of another path", "make them again");
  ModePair pair;
  pair.target = *target;
  pair.profile = file.identity().profile;
  const RunFile sweep = open(path, "pathfinder");
  pair.has_all_images = !sweep.identity().configuration.contains("subset");
  pair.path = read_sweep(sweep);
  for (const char* name : curve_names) pair.curves.emplace(name, read_curve(file, name));
  pair.control = read_control(file);
  return pair;
}

}  // namespace

ModeNumbers numbers(const ModePair& pair) {
  return {pair.curves.at("route").largest_error(),
          pair.start_distance() / pair.curves.at("pathfinder").points.back().distance,
          barrier(pair.curves.at("straight").points)};
}

std::vector<double> epochs_on_path(const ModePair& pair) {
  std::vector<double> epochs;
  double sum = 0;
  for (const SweepRow& row : pair.path) epochs.push_back(sum += row.epochs);
  return epochs;
}

const ControlRow& control_at_end(const ModePair& pair) {
  const double epochs = epochs_on_path(pair).back();
  const auto found = std::ranges::find_if(
      pair.control, [&](const ControlRow& row) { return row.epochs >= epochs; });
  return found == pair.control.end() ? pair.control.back() : *found;
}

std::vector<ModePair> load_modes(const std::vector<fs::path>& paths,
                                 const std::vector<fs::path>& curves) {
  std::vector<ModePair> pairs;
  for (const fs::path& file : curves) {
    pairs.push_back(load_pair(paths, file));
    if (pairs.back().profile != pairs.front().profile)
      throw InputError("run files", file.string(), "profile " + pairs.front().profile,
                       pairs.back().profile, "keep the runs of a profile in one folder");
  }
  std::ranges::sort(pairs, {}, &ModePair::target);
  return pairs;
}

}  // namespace caldera
