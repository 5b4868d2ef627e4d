#include "plots/path_spectrum/claims.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/path_spectrum/record.h"
#include "experiments/run/checked_reads.h"

namespace caldera {

namespace {

std::string place(const SpectrumRow& row) {
  return fmt::format("at r = {:.4g}", row.sweep.distance);
}

/// A margin that is certainly negative: at a stationary point, a saddle.
bool is_below_zero(const SpectrumRow& row) { return row.margin() + row.pairs.front().bound < 0; }

}  // namespace

std::vector<Comparison> compare_path_spectrum(const std::filesystem::path& path) {
  const RunFile file(path);
  check_study(file, "path_spectrum");
  const RunIdentity identity = file.identity();
  const std::vector<SpectrumRow> rows = read_spectrum(file);
  const std::vector<double> transitions = file.vector<double>(transition_distances);
  std::string where;
  for (const double distance : transitions)
    where += fmt::format("{}{:.4g}", where.empty() ? "at r = " : ", ", distance);

  const auto least = std::ranges::min_element(rows, {}, &SpectrumRow::margin);
  const auto largest = std::ranges::max_element(rows, {}, &SpectrumRow::norm);
  const auto below = std::ranges::count_if(rows, is_below_zero);
  return {reported("transitions on the path", identity.seed,
                   static_cast<double>(transitions.size()), where),
          reported("points of margin below 0", identity.seed, static_cast<double>(below),
                   fmt::format("of {}, by more than the error bound", rows.size())),
          reported("least margin (nat)", identity.seed, least->margin(), place(*least)),
          reported("largest |eigenvalue| (nat)", identity.seed, largest->norm, place(*largest))};
}

}  // namespace caldera
