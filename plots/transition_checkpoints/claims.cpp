// The brackets of the origin sweep's transitions, narrowed. They lie within brackets that are
// judged there, so that judging them again would say nothing new.

#include <fmt/format.h>

#include <limits>

#include "experiments/run/run_file.h"
#include "experiments/sweep/record.h"
#include "plots/published/origin_sweep.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

Claim narrowed(const published::Transition& expected, const std::filesystem::path& before,
               const std::filesystem::path& after) {
  const RunFile file(after);
  const SweepRow left = read_sweep(RunFile(before)).at(0), right = read_sweep(file).at(0);
  const auto seed = file.attribute<std::int64_t>("seed");
  return {.quantity = fmt::format("{} beta, narrowed", expected.name),
          .seed = seed,
          .expected = number_text(expected.beta),
          .reference = expected.beta,
          .ours = (left.beta + right.beta) / 2,
          .remark = fmt::format("bracket {:.7g}-{:.7g}, r0 {:.3f} -> {:.3f}; inside the bracket "
                                "that the origin sweep is judged by",
                                left.beta, right.beta, left.distance, right.distance)};
}

std::vector<Claim> make(const RunFiles& files) {
  std::vector<Claim> rows;
  for (const published::Transition& expected : published::transitions) {
    const auto before = files.like(fmt::format("checkpoints/{}_before.h5", expected.name));
    const auto after = files.like(fmt::format("checkpoints/{}_after.h5", expected.name));
    rows.push_back(before.empty() || after.empty()
                       ? reported(fmt::format("{} beta, narrowed", expected.name), {},
                                  std::numeric_limits<double>::quiet_NaN(),
                                  "not both sides are there")
                       : narrowed(expected, before.front(), after.front()));
  }
  return rows;
}

const ClaimsRegistration checkpoints(
    {.name = "transition checkpoints",
     .part = Part::paper,
     .place = "Fig. 2, narrowed",
     .source = "Published: arXiv 2512.11866, Fig. 2. Bisected between the points of the origin "
               "sweep's grid.",
     .runs = {"checkpoints/T?_before.h5", "checkpoints/T?_after.h5"},
     .make = make});

}  // namespace
}  // namespace caldera
