// Other activations, data and networks. Reported, not judged.

#include "plots/report/studies.h"
#include "plots/sweep_claims.h"

namespace caldera {
namespace {

constexpr const char* sweeps = "generalisation/*.h5";

const ClaimsRegistration generalisation(
    {.name = "generalisation",
     .part = Part::paper,
     .place = "Fig. 6",
     .source = "After arXiv 2512.11866, Fig. 6 and its convolutional network. Nothing is judged: "
               "there is one published "
               "run of each case.",
     .runs = {sweeps},
     .make = [](const RunFiles& files) { return describe_sweeps(files.like(sweeps)); }});

}  // namespace
}  // namespace caldera
