#include "experiments/estimate/effort.h"

#include <fmt/format.h>

#include "experiments/run/run_file.h"

namespace caldera {

namespace {

struct Entry {
  const char *profile, *file;
  double effort;
};

// By `caldera estimate --table`, of runs that were made with nothing beside them.
constexpr Entry table[] = {
    {"study", "classroom/run.h5", 0},
};

}  // namespace

Efforts efforts_of(const std::string& profile) {
  Efforts efforts;
  for (const Entry& entry : table)
    if (profile == entry.profile) efforts[entry.file] = entry.effort;
  return efforts;
}

std::string effort_lines(const std::vector<PlannedRun>& plan, const std::string& profile,
                         const std::filesystem::path& results, double epoch) {
  std::string text;
  for (const PlannedRun& run : plan) {
    const std::string& file = run.files.front();
    if (!std::filesystem::exists(results / file)) continue;
    if (const auto seconds = wall_seconds_of(results / file))
      text += fmt::format("    {{\"{}\", \"{}\", {:.3g}}},\n", profile, file, *seconds / epoch);
  }
  return text;
}

}  // namespace caldera
