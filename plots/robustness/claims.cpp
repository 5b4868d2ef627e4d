// Ten times the learning rate, against the two published seeds. The path of Fig. 5b is judged with Fig. 3.

#include "plots/case_claims.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* sweeps = "robustness/fast_seed*.h5";

std::vector<Claim> make(const RunFiles& files) {
  std::vector<Claim> rows;
  for (const SeedSweep& sweep : load_sweeps(files.like(sweeps)))
    for (Claim& row : case_claims(sweep, published::fast, "fast: ")) rows.push_back(std::move(row));
  return rows;
}

const ClaimsRegistration robustness(
    {.name = "robustness",
     .part = Part::paper,
     .place = "Fig. 5",
     .source = "Published: arXiv 2512.11866, Fig. 5a: ten times the learning rate, in steps of "
               "0.0002, and the curves of its two\nseeds (plots/published): between beta 0.03 and "
               "0.055 their test error jumps up and down by 0.2 to 0.4 from one\nbeta to the next, "
               "so a run goes to and fro between phases. s is their scatter about straight lines, "
               "and\nbetween them. Transitions: plots/transition_claims.h; in the phases: "
               "plots/grid_claims.h. r0 is judged with Fig. 7.",
     .runs = {"robustness/*.h5"},  // also those in large steps around the first
     .make = make});

}  // namespace
}  // namespace caldera
