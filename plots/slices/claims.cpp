#include "plots/slices/claims.h"

#include <fmt/format.h>

#include <algorithm>

#include "plots/report/run_list.h"
#include "plots/slices/panels.h"
#include "plots/slices/wells.h"

namespace caldera {

namespace {

Comparison barrier_of(const Slice& line) {
  const double height = barrier(losses(line.values.error, line.values.squared_norm, line.beta));
  return reported(fmt::format("barrier at beta {:.4g}", line.beta), line.seed, height,
                  "nat, on the straight way to the weights after the transition");
}

void add_fate(std::vector<Comparison>& rows, const Slice& plane) {
  const WellsFate fate = fate_of_wells(plane);
  if (fate.equal)
    rows.push_back(reported("wells equally deep at beta", plane.seed, *fate.equal,
                            "on the plane's grid, by steps of 1e-4"));
  if (fate.gone)
    rows.push_back(reported("first well gone at beta", plane.seed, *fate.gone,
                            "on the plane's grid, by steps of 1e-4"));
}

}  // namespace

std::vector<Comparison> compare_slices(const std::filesystem::path& folder) {
  std::vector<Slice> slices;
  for (const std::filesystem::path& file : run_files_in(folder)) slices.push_back(load_slice(file));
  std::ranges::sort(slices, {}, &Slice::beta);
  std::vector<Comparison> rows;
  for (const Slice& slice : slices)
    if (slice.frame.is_line()) rows.push_back(barrier_of(slice));
  for (const Slice& slice : slices) add_fate(rows, slice);
  return rows;
}

}  // namespace caldera
