// The transitions of the toy, with the smallest eigenvalue just before each. Nothing is judged.

#include <fmt/format.h>

#include "experiments/classroom/record.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* run = "classroom/run.h5";

std::vector<Claim> make(const RunFiles& files) {
  const RunFile file(files.like(run).front());
  const auto seed = file.attribute<std::int64_t>("seed");
  const std::vector<ClassroomRow> ends = read_brackets(file).rows;
  if (ends.empty()) return {absent("transitions", seed, "the toy was made to have some")};
  std::vector<Claim> rows;
  for (std::size_t before = 0; before < ends.size(); before += 2)
    rows.push_back(
        reported("transition at beta", seed, (ends[before].beta + ends[before + 1].beta) / 2,
                 fmt::format("smallest eigenvalue {:.2g} just before", ends[before].margin)));
  return rows;
}

const ClaimsRegistration classroom({.name = "classroom",
                                    .part = Part::paper,
                                    .place = "toy",
                                    .source = "A toy of our own. Nothing is judged.",
                                    .runs = {run},
                                    .make = make});

}  // namespace
}  // namespace caldera
