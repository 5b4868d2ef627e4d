// Reported; there is nothing to judge. Of every line from one model to another, by ascending β: how
// high the line climbs before it falls again, in nats. Of every plane: the β at which two wells are
// equally deep, and that from which the first is gone.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "plots/report/studies.h"
#include "plots/slices/panels.h"
#include "plots/slices/wells.h"

namespace caldera {
namespace {

constexpr const char* all_slices = "slices/*.h5";
constexpr double never = std::numeric_limits<double>::quiet_NaN();

Claim barrier_of(const Slice& line) {
  const double height = barrier(losses(line.values.error, line.values.squared_norm, line.beta));
  return reported(fmt::format("barrier at beta {:.4g}", line.beta), line.seed, height,
                  "nat, on the straight line to the weights after the transition");
}

std::vector<Claim> fate_rows(const Slice& plane) {
  const WellsFate fate = fate_of_wells(plane);
  const std::string remark =
      wells(plane, plane.beta).size() < 2
          ? fmt::format("no two wells on the plane at beta {:.4g}", plane.beta)
          : "on the plane's grid, by steps of 1e-4";
  return {reported("wells equally deep at beta", plane.seed, fate.equal.value_or(never), remark),
          reported("first well gone at beta", plane.seed, fate.gone.value_or(never), remark)};
}

std::vector<Claim> make(const RunFiles& files) {
  std::vector<Slice> slices;
  for (const std::filesystem::path& file : files.like(all_slices))
    slices.push_back(load_slice(file));
  std::ranges::sort(slices, {}, &Slice::beta);
  std::vector<Claim> rows;
  for (const Slice& slice : slices)
    if (slice.frame.is_line()) rows.push_back(barrier_of(slice));
  for (const Slice& slice : slices)
    if (!slice.frame.is_line())
      for (const Claim& row : fate_rows(slice)) rows.push_back(row);
  return rows;
}

const ClaimsRegistration slices(
    {.name = "landscape slices",
     .part = Part::monitoring,
     .source = "Nothing is published. L at the β of the weights where the line begins.",
     .runs = {all_slices, "monitoring/fall.h5"},
     .make = make});

}  // namespace
}  // namespace caldera
