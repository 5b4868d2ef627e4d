#include "plots/mode_connectivity/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "experiments/classroom/record.h"
#include "experiments/run/run_file.h"
#include "plots/mode_connectivity/pairs.h"
#include "plots/report/run_list.h"

namespace caldera {

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

/// A claim of the form "at most" or "at least".
Comparison claim(const std::string& quantity, const ModePair& pair, double ours, double low,
                 double high) {
  const bool at_most = high < unbounded;
  const double bound = at_most ? high : low;
  return {quantity,
          pair.target,
          fmt::format("{} {}", at_most ? "below" : "at least", number_text(bound)),
          bound,
          ours,
          Tolerance{low, high, "the claim itself"},
          ""};
}

}  // namespace

std::vector<Comparison> compare_modes(const std::filesystem::path& folder) {
  const auto has_curves = [](const std::filesystem::path& file) {
    return file.filename().string().starts_with("curves_to_");
  };
  if (std::ranges::none_of(run_files_in(folder), has_curves)) return {};  // the paths come first
  const std::vector<ModePair> pairs = load_modes(folder);
  std::vector<Comparison> rows;
  for (const ModePair& pair : pairs)
    rows.push_back(claim("largest error on the path", pair, numbers(pair).largest_error, 0, 0.02));
  for (const ModePair& pair : pairs)
    rows.push_back(
        claim("distance falls by a factor", pair, numbers(pair).distance_factor, 3, unbounded));
  for (const ModePair& pair : pairs)
    rows.push_back(
        claim("straight barrier/that error", pair, numbers(pair).barrier_ratio(), 10, unbounded));
  for (const char* name : curve_names)
    for (const ModePair& pair : pairs) {
      const CurveRecord& curve = pair.curves.at(name);
      rows.push_back(reported(fmt::format("{}: largest error", name), pair.target,
                              curve.largest_error(),
                              fmt::format("length {:.4g}, cost {:.4g} gradients", curve.length,
                                          curve.gradient_evaluations)));
    }
  return rows;
}

std::vector<Comparison> describe_classroom(const std::filesystem::path& run) {
  const RunFile file(run);
  std::vector<Comparison> rows;
  const std::vector<ClassroomRow> ends = read_brackets(file).rows;
  for (std::size_t before = 0; before < ends.size(); before += 2)
    rows.push_back(
        reported("transition at beta", file.attribute<std::int64_t>("seed"),
                 (ends[before].beta + ends[before + 1].beta) / 2,
                 fmt::format("smallest eigenvalue {:.2g} just before", ends[before].margin)));
  return rows;
}

}  // namespace caldera
