#include "plots/slices_comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "plots/run_list.h"
#include "plots/slice_panels.h"

namespace caldera {

std::vector<Comparison> compare_slices(const std::filesystem::path& folder) {
  std::vector<Slice> lines;
  for (const std::filesystem::path& file : run_files_in(folder)) {
    Slice slice = load_slice(file);
    if (slice.frame.is_line()) lines.push_back(std::move(slice));
  }
  std::ranges::sort(lines, {}, &Slice::beta);
  std::vector<Comparison> rows;
  for (const Slice& line : lines) {
    const double height =
        barrier(losses(line.values.error, line.values.squared_norm, line.beta));
    rows.push_back(reported(fmt::format("barrier at beta {:.4g}", line.beta), line.seed, height,
                            "nat, on the straight way to the weights after the transition"));
  }
  return rows;
}

}  // namespace caldera
