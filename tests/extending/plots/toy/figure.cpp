// The smallest curvature of chains of springs, with its bounds, against their length n; and what it
// must be, 4 sin²(π / 2(n + 1)).

#include <cmath>
#include <numbers>

#include "experiments/run/checked_reads.h"
#include "experiments/toy/record.h"
#include "plots/figures.h"

namespace caldera {
namespace {

double exact(const ToyRow& row) {
  const double sine = std::sin(std::numbers::pi / (2 * static_cast<double>(row.dimension + 1)));
  return 4 * sine * sine;
}

Figure make(const FigureFiles& files) {
  const RunFile file(files.one("run"));
  check_study(file, "toy");
  const std::vector<ToyRow> rows = toy_columns.read(file, "/toy");
  const std::vector<double> masses = column(rows, &ToyRow::dimension);
  const Series found = {.name = "Lanczos",
                        .style = symbol(Symbol::disc, colour::blue),
                        .x = masses,
                        .y = column(rows, &ToyRow::smallest),
                        .low = column(rows, [](const ToyRow& r) { return r.smallest - r.bound; }),
                        .high = column(rows, [](const ToyRow& r) { return r.smallest + r.bound; })};
  const Series law = {.name = "4 sin²(π / 2(n + 1))",
                      .mark = Mark::line,
                      .style = dashed(colour::vermillion),
                      .x = masses,
                      .y = column(rows, exact)};
  const Panel panel = {.letter = "a",
                       .at = {0.15, 0.95, 0.15, 0.9},
                       .x = decades("masses n", 1, 1000),
                       .y = decades("smallest eigenvalue", 1e-5, 1),
                       .series = {law, found},
                       .legend = Legend{}};
  return {.size = {560, 420}, .panels = {panel}};
}

const FigureRegistration figure({.name = "toy",
                                 .summary = "How soft chains of springs are.",
                                 .inputs = {{"run", "toy/run.h5", "Run file of toy"}},
                                 .make = make});

}  // namespace
}  // namespace caldera
