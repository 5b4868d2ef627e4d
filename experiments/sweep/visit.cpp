#include "experiments/sweep/visit.h"

#include <utility>

namespace caldera {

SweepVisit visit(const std::filesystem::path& sweep, std::vector<SweepRow> rows, std::size_t every,
                 const DataSource& source, std::size_t subset) {
  SweepVisit result;
  result.rows = std::move(rows);
  result.transitions = find_transitions(result.rows);
  result.points = points_to_visit(result.rows, result.transitions, every);
  result.models = read_sweep_models(sweep);
  result.data = first_examples(load(source, Split::train), subset);
  check_fits(result.models.shape, sweep.string() + ":/@layers", result.data);
  return result;
}

}  // namespace caldera
