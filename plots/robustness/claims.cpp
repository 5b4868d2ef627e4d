// Ten times the learning rate. Reported, not judged: where a fast sweep jumps depends on the step
// of its grid, and only the results with the step 0.0002 are published.

#include <algorithm>

#include "plots/report/studies.h"
#include "plots/sweep_claims.h"

namespace caldera {
namespace {

constexpr const char* sweeps = "robustness/*.h5";

std::vector<Claim> make(const RunFiles& files) {
  std::vector<Claim> rows = describe_sweeps(files.like(sweeps));
  const auto found = std::ranges::find(rows, "fast: transitions", &Claim::quantity);
  if (found != rows.end()) {
    found->expected = "5: at beta 0.0185, 0.025, 0.032, 0.047, 0.050";
    found->reference = 5;
  }
  return rows;
}

const ClaimsRegistration robustness(
    {.name = "robustness",
     .part = Part::paper,
     .place = "Fig. 5",
     .source = "Published: arXiv 2512.11866, Fig. 5: ten times the learning rate, in steps of "
               "0.0002. Nothing is\njudged: positions depend on the step of the grid.",
     .runs = {sweeps},
     .make = make});

}  // namespace
}  // namespace caldera
