// Ten times the learning rate, without a judgement: where a fast sweep jumps depends on the step of
// its grid, and published is one step alone.

#include "plots/report/studies.h"
#include "plots/sweep_claims.h"

namespace caldera {
namespace {

constexpr const char* sweeps = "robustness/*.h5";

const ClaimsRegistration robustness(
    {.name = "robustness",
     .part = Part::paper,
     .place = "Fig. 5",
     .source = "After arXiv 2512.11866, Fig. 5: ten times the learning rate. Nothing is judged: "
               "positions depend\non the step of the grid.",
     .runs = {sweeps},
     .make = [](const RunFiles& files) { return describe_sweeps(files.like(sweeps)); }});

}  // namespace
}  // namespace caldera
