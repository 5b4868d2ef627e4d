// r₀ between the transitions of every case, against the published curves. Its jumps are judged with the
// transitions of each case.

#include "plots/case_claims.h"
#include "plots/distances/cases.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

std::vector<std::string> all_runs() {
  std::vector<std::string> runs;
  for (const DistanceCase& one : distance_cases()) runs.emplace_back(one.where);
  return runs;
}

std::vector<Claim> make(const RunFiles& files) {
  std::vector<Claim> rows;
  for (const DistanceCase& one : distance_cases())
    for (const SeedSweep& sweep : load_sweeps(files.like(one.where)))
      rows.push_back(distance_claim(sweep, *one.expected, std::string(one.expected->name) + ": "));
  return rows;
}

const ClaimsRegistration distances(
    {.name = "distances",
     .part = Part::paper,
     .place = "Fig. 7",
     .source = "Published: arXiv 2512.11866, Fig. 7, from the curves of Figs. 2, 5a, 6 and of the CNN "
               "(plots/published). s is the scatter\nof neighbouring points about straight lines, and "
               "between seeds where there are several (plots/grid_claims.h).",
     .runs = all_runs(),
     .make = make});

}  // namespace
}  // namespace caldera
