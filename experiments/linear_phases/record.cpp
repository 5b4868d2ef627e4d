#include "experiments/linear_phases/record.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace caldera {
namespace {

/// Of every table.
constexpr const char* depth_text = "layers of weights";
constexpr const char* mode_text = "mode, from the largest singular value on";
constexpr const char* beta_text = "regularisation strength beta";
constexpr const char* loss_text = "minimised loss L";
constexpr const char* negative_text = "certainly negative eigenvalues of the Hessian of L";
constexpr const char* zeros_text = "eigenvalues of the Hessian of L without a certain sign";
constexpr const char* lowest_text = "smallest eigenvalue of the Hessian of L";
constexpr const char* bound_text = "an eigenvalue lies so near to the smallest";
constexpr const char* learned_text = "for each mode 1: it is learned, 0: it is not";

const Columns<PhasePoint> point_columns = {
    {"depth", "1", depth_text, &PhasePoint::depth},
    {"mode", "1", "mode that is lost at the fold; 0: of the origin", &PhasePoint::mode},
    {"beta", "1", beta_text, &PhasePoint::beta},
    {"loss", "1", loss_text, &PhasePoint::loss},
    {"product", "1", "product of the mode", &PhasePoint::product},
    {"negative", "1", negative_text, &PhasePoint::negative},
};

const Columns<PhaseEnd> end_columns = {
    {"depth", "1", depth_text, &PhaseEnd::depth},
    {"mode", "1", mode_text, &PhaseEnd::mode},
    {"is_learned", "1", "1: end of the phase with the mode, 0: without it", &PhaseEnd::is_learned},
    {"found", "1", "by what it was found", &PhaseEnd::found},
    {"beta", "1", "where the phase stops being a minimum", &PhaseEnd::beta},
    {"beta_error", "1", "estimate of how far that is off", &PhaseEnd::beta_error},
};

const Columns<PhaseBalance> balance_columns = {
    {"depth", "1", depth_text, &PhaseBalance::depth},
    {"mode", "1", mode_text, &PhaseBalance::mode},
    {"beta", "1", "where the phases with and without the mode are equally deep",
     &PhaseBalance::beta},
    {"beta_error", "1", "bound of how far that is off, to lowest order", &PhaseBalance::beta_error},
    {"loss", "1", "L of the phase with the mode", &PhaseBalance::loss},
    {"difference", "1", "L of the phase with the mode less that of the other",
     &PhaseBalance::difference},
    {"gradient_norm", "1", "larger norm of the gradient of L", &PhaseBalance::gradient_norm},
    {"curvature", "1", "smallest eigenvalue of the Hessian of L at both but for zeros",
     &PhaseBalance::curvature},
    {"steps", "1", "minimisations of both phases", &PhaseBalance::steps},
    {"converged", "1", "1: both are minima, and beta_error is as small as was asked for",
     &PhaseBalance::converged},
};

const Columns<PhaseBarrier> barrier_columns = {
    {"depth", "1", depth_text, &PhaseBarrier::depth},
    {"mode", "1", mode_text, &PhaseBarrier::mode},
    {"beta", "1", beta_text, &PhaseBarrier::beta},
    {"learned", "1", "L of the phase with the mode", &PhaseBarrier::learned},
    {"unlearned", "1", "L of the phase without it", &PhaseBarrier::unlearned},
    {"saddle", "1", "L of the saddle between them", &PhaseBarrier::saddle},
    {"negative", "1", negative_text, &PhaseBarrier::negative},
    {"zeros", "1", zeros_text, &PhaseBarrier::zeros},
    {"lowest", "1", lowest_text, &PhaseBarrier::lowest},
    {"bound", "1", bound_text, &PhaseBarrier::bound},
};

const Columns<PhaseState> state_columns = {
    {"depth", "1", depth_text, &PhaseState::depth},
    {"beta", "1", beta_text, &PhaseState::beta},
    {"learned", "1", learned_text, &PhaseState::learned},
    {"loss", "1", loss_text, &PhaseState::loss},
    {"negative", "1", negative_text, &PhaseState::negative},
    {"zeros", "1", zeros_text, &PhaseState::zeros},
    {"lowest", "1", lowest_text, &PhaseState::lowest},
    {"bound", "1", bound_text, &PhaseState::bound},
    {"settles_in", "1", "the same of the minimum that descent from beside it ends in",
     &PhaseState::settles_in},
};

const Columns<PhaseMinimum> minimum_columns = {
    {"depth", "1", depth_text, &PhaseMinimum::depth},
    {"beta", "1", beta_text, &PhaseMinimum::beta},
    {"learned", "1", learned_text, &PhaseMinimum::learned},
    {"loss", "1", loss_text, &PhaseMinimum::loss},
    {"starts", "1", "descents that ended in it", &PhaseMinimum::starts},
    {"negative", "1", negative_text, &PhaseMinimum::negative},
    {"zeros", "1", zeros_text, &PhaseMinimum::zeros},
};

const Columns<PhaseSaddle> saddle_columns = {
    {"depth", "1", depth_text, &PhaseSaddle::depth},
    {"beta", "1", beta_text, &PhaseSaddle::beta},
    {"height", "1", loss_text, &PhaseSaddle::height},
    {"negative", "1", negative_text, &PhaseSaddle::negative},
    {"zeros", "1", zeros_text, &PhaseSaddle::zeros},
    {"lowest", "1", lowest_text, &PhaseSaddle::lowest},
    {"bound", "1", bound_text, &PhaseSaddle::bound},
    {"first", "1", "minimum on one side, counted from 0 at this depth and beta",
     &PhaseSaddle::first},
    {"second", "1", "minimum on the other side", &PhaseSaddle::second},
};

const Columns<PhaseJoin> join_columns = {
    {"depth", "1", depth_text, &PhaseJoin::depth},
    {"beta", "1", beta_text, &PhaseJoin::beta},
    {"height", "1", "L at which two sets of minima become one", &PhaseJoin::height},
    {"deeper", "1", "deepest minimum of both, counted from 0 at this depth and beta",
     &PhaseJoin::deeper},
    {"shallower", "1", "deepest minimum of the other set", &PhaseJoin::shallower},
    {"barrier", "1", "height above the latter", &PhaseJoin::barrier},
};

constexpr std::size_t most_layers = 100;
constexpr std::size_t most_modes = 20;
constexpr double most_beta = 1e6;
constexpr double least_beta = std::numeric_limits<double>::min();  // of points that are not at an end
constexpr double least_singular = 1e-6, most_singular = 1e6;       // closed forms neither vanish nor overflow

/// Throws InputError unless the numbers are within bounds, and none is above the one before it.
void check_falling(const RunFile& file, const std::vector<double>& singular_values) {
  if (singular_values.size() > most_modes)
    file.refuse("/singular_values", fmt::format("at most {}", most_modes),
                fmt::format("{}", singular_values.size()));
  check_range(file, "/singular_values", singular_values, least_singular, most_singular);
  if (!std::ranges::is_sorted(singular_values, std::ranges::greater()))
    file.refuse("/singular_values", "positive numbers that fall", "others");
}

/// The rows of a table. Throws InputError for a depth that cannot be, and β below `low` or too large.
template <class Row>
std::vector<Row> read_table(const RunFile& file, const Columns<Row>& columns,
                            const std::string& table, double low = least_beta) {
  std::vector<Row> rows = columns.read(file, table);
  std::vector<std::size_t> depths;
  std::vector<double> betas;
  for (const Row& row : rows) {
    depths.push_back(row.depth);
    betas.push_back(row.beta);
  }
  check_range(file, table + "/depth", depths, 2, most_layers);
  check_range(file, table + "/beta", betas, low, most_beta);
  return rows;
}

/// The same, of modes from `first` to `last`.
template <class Row>
std::vector<Row> read_modes(const RunFile& file, const Columns<Row>& columns,
                            const std::string& table, std::size_t first, std::size_t last,
                            double low = least_beta) {
  std::vector<Row> rows = read_table(file, columns, table, low);
  std::vector<std::size_t> modes;
  for (const Row& row : rows) modes.push_back(row.mode);
  check_range(file, table + "/mode", modes, first, last);
  return rows;
}

/// Throws InputError for a text that does not say 0 or 1 of each mode.
template <class Row>
void check_learned(const RunFile& file, const std::string& dataset, const std::vector<Row>& rows,
                   std::string Row::*text, std::size_t modes) {
  for (const Row& row : rows)
    if ((row.*text).size() != modes || (row.*text).find_first_not_of("01") != std::string::npos)
      file.refuse(dataset, fmt::format("0 or 1 for each of {} modes", modes), "another text");
}

/// Throws InputError for the number of a minimum that is not there.
template <class Row>
void check_minima(const RunFile& file, const std::string& dataset, const std::vector<Row>& rows,
                  std::size_t Row::*number, const std::vector<PhaseMinimum>& minima) {
  for (const Row& row : rows) {
    const auto count = std::ranges::count_if(minima, [&](const PhaseMinimum& minimum) {
      return minimum.depth == row.depth && minimum.beta == row.beta;
    });
    if (row.*number >= static_cast<std::size_t>(count))
      file.refuse(dataset, fmt::format("one of {} minima", count), fmt::format("{}", row.*number));
  }
}

}  // namespace

void write_linear_phases(RunWriter& file, const LinearPhases& run) {
  file.vector("/singular_values", run.singular_values, {"1", "of the target, falling"});
  point_columns.write(file, "/points", run.points);
  end_columns.write(file, "/ends", run.ends);
  balance_columns.write(file, "/balances", run.balances);
  barrier_columns.write(file, "/barriers", run.barriers);
  state_columns.write(file, "/states", run.states);
  minimum_columns.write(file, "/minima", run.minima);
  saddle_columns.write(file, "/saddles", run.saddles);
  join_columns.write(file, "/joins", run.joins);
}

LinearPhases read_linear_phases(const RunFile& file) {
  check_study(file, "linear_phases");
  LinearPhases run;
  run.singular_values = read_filled<double>(file, "/singular_values");
  check_falling(file, run.singular_values);
  const std::size_t modes = run.singular_values.size();
  run.points = read_modes(file, point_columns, "/points", 0, modes);
  run.ends = read_modes(file, end_columns, "/ends", 1, modes, -most_beta);  // extrapolated to about 0
  run.balances = read_modes(file, balance_columns, "/balances", 1, modes);
  run.barriers = read_modes(file, barrier_columns, "/barriers", 1, modes);
  run.states = read_table(file, state_columns, "/states");
  run.minima = read_table(file, minimum_columns, "/minima");
  run.saddles = read_table(file, saddle_columns, "/saddles");
  run.joins = read_table(file, join_columns, "/joins");
  check_learned(file, "/states/learned", run.states, &PhaseState::learned, modes);
  check_learned(file, "/states/settles_in", run.states, &PhaseState::settles_in, modes);
  check_learned(file, "/minima/learned", run.minima, &PhaseMinimum::learned, modes);
  std::vector<std::string> found;
  for (const PhaseEnd& end : run.ends) found.push_back(end.found);
  check_names(file, "/ends/found", found);
  check_minima(file, "/saddles/first", run.saddles, &PhaseSaddle::first, run.minima);
  check_minima(file, "/saddles/second", run.saddles, &PhaseSaddle::second, run.minima);
  check_minima(file, "/joins/deeper", run.joins, &PhaseJoin::deeper, run.minima);
  check_minima(file, "/joins/shallower", run.joins, &PhaseJoin::shallower, run.minima);
  return run;
}

}  // namespace caldera
