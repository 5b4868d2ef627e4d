// How much of the weights' squared length lies in each plane. Nothing is judged.

#include <numeric>

#include "experiments/basins/record.h"
#include "experiments/run/checked_reads.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* planes = "basins/planes.h5";

std::vector<Claim> make(const RunFiles& files) {
  const RunFile file(files.like(planes).front());
  check_study(file, "basins");
  std::vector<Claim> rows;
  for (const char* name : {"near", "far"}) {
    const BasinMap map = read_map(file, name);
    rows.push_back(reported(std::string("share in the plane: ") + name,
                            file.attribute<std::int64_t>("seed"),
                            std::accumulate(map.shares.begin(), map.shares.end(), 0.0),
                            "of the squared length of the points that are marked"));
  }
  return rows;
}

const ClaimsRegistration basins(
    {.name = "basins",
     .part = Part::paper,
     .place = "nested basins",
     .source =
         "After arXiv 2512.11866: the accuracy basins are nested around the origin. No numbers "
         "are published.",
     .runs = {planes},
     .make = make});

}  // namespace
}  // namespace caldera
