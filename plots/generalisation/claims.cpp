// Other activations, data and networks, against the published run of each.

#include <algorithm>

#include "plots/case_claims.h"
#include "plots/report/studies.h"
#include "plots/sweep_claims.h"

namespace caldera {
namespace {

constexpr const char* sweeps = "generalisation/*.h5";

std::vector<Claim> make(const RunFiles& files) {
  const published::Case* const cases[] = {&published::relu, &published::fashion, &published::cnn};
  std::vector<Claim> rows;
  for (const std::filesystem::path& file : files.like(sweeps)) {
    const std::string name = file.stem().string();
    const auto expected = std::ranges::find(cases, name, [](const auto* one) { return one->name; });
    std::ranges::move(expected == std::end(cases) ? describe_sweeps({file})
                                                  : case_claims(load_sweep(file), **expected, name + ": "),
                      std::back_inserter(rows));
  }
  return rows;
}

const ClaimsRegistration generalisation(
    {.name = "generalisation",
     .part = Part::paper,
     .place = "Fig. 6",
     .source = "Published: arXiv 2512.11866, Fig. 6 and its convolutional network, and the curves behind "
               "them (plots/published).\nThere is one run of each case: s is the scatter of "
               "neighbouring points about a straight line. Transitions:\nplots/transition_claims.h; "
               "in the phases: plots/grid_claims.h. r0 is judged with Fig. 7.",
     .runs = {sweeps},
     .make = make});

}  // namespace
}  // namespace caldera
