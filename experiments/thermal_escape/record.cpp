#include "experiments/thermal_escape/record.h"

#include <initializer_list>
#include <utility>

#include "experiments/run/columns.h"

namespace caldera {
namespace {

constexpr std::size_t most_walkers = 1'000'000'000;

const Columns<EscapePhase> phase_columns = {
    {"name", "1", "phase that is left", &EscapePhase::name},
    {"beta", "1", "regularisation strength beta", &EscapePhase::beta},
    {"start", "1", "strength of the weights at the minimum that is left", &EscapePhase::start},
    {"saddle", "1", "strength of the weights at the saddle", &EscapePhase::saddle},
    {"target", "1", "strength of the weights at the minimum that is reached", &EscapePhase::target},
    {"barrier", "1", "loss of the saddle minus loss of the minimum", &EscapePhase::barrier},
    {"stable", "1", "eigenvalue of the Hessian along the path, at the minimum",
     &EscapePhase::stable},
    {"unstable", "1", "eigenvalue of the Hessian along the path, at the saddle",
     &EscapePhase::unstable},
    {"across", "1", "eigenvalues of the Hessian across the path, at the saddle",
     &EscapePhase::across},
    {"ways", "1", "saddles that lead out", &EscapePhase::ways},
    {"prefactor", "1", "mean time of Eyring and Kramers at infinite temperature",
     &EscapePhase::prefactor},
    {"correction", "1", "first correction to that time, relative, per unit of temperature",
     &EscapePhase::correction},
    {"step", "1", "time step", &EscapePhase::step},
};

const Columns<EscapeTimes> times_columns = {
    {"phase", "1", "row of /phases", &EscapeTimes::phase},
    {"is_hot", "1", "1: a control, at which no law is expected", &EscapeTimes::is_hot},
    {"barrier_in_t", "1", "barrier over temperature", &EscapeTimes::barrier_in_t},
    {"temperature", "1", "temperature", &EscapeTimes::temperature},
    {"escapes", "1", "walkers, all of which have escaped", &EscapeTimes::escapes},
    {"mean", "1", "mean time of escape", &EscapeTimes::mean},
    {"error", "1", "standard error of the mean", &EscapeTimes::error},
    {"law", "1", "mean time of Eyring and Kramers", &EscapeTimes::law},
    {"tested", "1", "walkers whose times are compared with an exponential law",
     &EscapeTimes::tested},
    {"distance", "1", "Kolmogorov-Smirnov distance from it, with the mean fitted",
     &EscapeTimes::distance},
    {"p", "1", "share of exponential samples that are as far or farther", &EscapeTimes::p},
    {"survival", "1", "share of walkers that stay longer than 0, 1/8, 2/8 ... of the mean time",
     &EscapeTimes::survival},
};

const Columns<EscapeFit> fit_columns = {
    {"phase", "1", "row of /phases", &EscapeFit::phase},
    {"is_corrected", "1", "1: the first correction has been taken off", &EscapeFit::is_corrected},
    {"slope", "1", "of the logarithm of the mean time against 1 / temperature", &EscapeFit::slope},
    {"slope_error", "1", "standard error of the slope", &EscapeFit::slope_error},
    {"prefactor", "1", "mean time at infinite temperature by the fit", &EscapeFit::prefactor},
    {"relative_error", "1", "standard error of its logarithm", &EscapeFit::relative_error},
    {"chi_squared", "1", "chi squared of the fit", &EscapeFit::chi_squared},
};

const Columns<HalvedStep> halved_columns = {
    {"phase", "1", "row of /phases", &HalvedStep::phase},
    {"temperature", "1", "temperature", &HalvedStep::temperature},
    {"step", "1", "time step, half of the other", &HalvedStep::step},
    {"escapes", "1", "walkers, all of which have escaped", &HalvedStep::escapes},
    {"mean", "1", "mean time of escape", &HalvedStep::mean},
    {"error", "1", "standard error of the mean", &HalvedStep::error},
};

const Columns<OneVariable> variable_columns = {
    {"beta", "1", "regularisation strength beta", &OneVariable::beta},
    {"barrier_in_t", "1", "barrier over temperature", &OneVariable::barrier_in_t},
    {"step", "1", "time step", &OneVariable::step},
    {"escapes", "1", "walkers, all of which have escaped", &OneVariable::escapes},
    {"mean", "1", "mean time of escape", &OneVariable::mean},
    {"error", "1", "standard error of the mean", &OneVariable::error},
    {"exact", "1", "mean time by quadrature", &OneVariable::exact},
    {"law", "1", "mean time of Eyring and Kramers", &OneVariable::law},
};

const Columns<BowlVariance> bowl_columns = {
    {"stiffness", "1", "second derivative of the potential", &BowlVariance::stiffness},
    {"temperature", "1", "temperature", &BowlVariance::temperature},
    {"step", "1", "time step", &BowlVariance::step},
    {"numbers", "1", "independent numbers", &BowlVariance::numbers},
    {"variance", "1", "their mean square", &BowlVariance::variance},
    {"error", "1", "standard error of the mean square", &BowlVariance::error},
    {"discrete", "1", "variance of the integrator with this step", &BowlVariance::discrete},
    {"exact", "1", "temperature over stiffness", &BowlVariance::exact},
};

/// Numbers of a table that are divided by, or drawn on a logarithmic axis.
template <class Row>
void check_positive(const RunFile& file, const std::string& group, const std::vector<Row>& rows,
                    std::initializer_list<std::pair<const char*, double Row::*>> numbers) {
  for (const auto& [name, number] : numbers)
    for (const Row& row : rows)
      if (!(row.*number > 0))
        file.refuse(group + "/" + name, "numbers above zero", fmt::format("{}", row.*number));
}

/// Counts of a table: one or more.
template <class Row>
void check_counts(const RunFile& file, const std::string& dataset, const std::vector<Row>& rows,
                  std::size_t Row::*count) {
  std::vector<std::size_t> counts;
  for (const Row& row : rows) counts.push_back(row.*count);
  check_range(file, dataset, counts, 1, most_walkers);
}

void check_numbers(const ThermalTable& table, const RunFile& file) {
  check_positive(file, "/phases", table.phases,
                 {{"barrier", &EscapePhase::barrier}, {"prefactor", &EscapePhase::prefactor}});
  check_positive(file, "/escapes", table.escapes,
                 {{"barrier_in_t", &EscapeTimes::barrier_in_t},
                  {"temperature", &EscapeTimes::temperature},
                  {"mean", &EscapeTimes::mean},
                  {"error", &EscapeTimes::error},
                  {"law", &EscapeTimes::law}});
  check_counts(file, "/escapes/escapes", table.escapes, &EscapeTimes::escapes);
  check_counts(file, "/escapes/tested", table.escapes, &EscapeTimes::tested);
  for (const EscapeTimes& row : table.escapes) {
    check_range(file, "/escapes/p", std::vector<double>{row.p}, 0, 1);
    check_range(file, "/escapes/survival", row.survival, 0, 1);
  }
  check_positive(file, "/fits", table.fits,
                 {{"slope_error", &EscapeFit::slope_error},
                  {"prefactor", &EscapeFit::prefactor},
                  {"relative_error", &EscapeFit::relative_error}});
  check_positive(file, "/halved", table.halved,
                 {{"temperature", &HalvedStep::temperature},
                  {"mean", &HalvedStep::mean},
                  {"error", &HalvedStep::error}});
  check_positive(file, "/variable", table.variable,
                 {{"barrier_in_t", &OneVariable::barrier_in_t},
                  {"mean", &OneVariable::mean},
                  {"error", &OneVariable::error},
                  {"exact", &OneVariable::exact},
                  {"law", &OneVariable::law}});
  check_positive(file, "/bowl", table.bowl,
                 {{"variance", &BowlVariance::variance},
                  {"error", &BowlVariance::error},
                  {"discrete", &BowlVariance::discrete},
                  {"exact", &BowlVariance::exact}});
}

/// Phases are those that there are, rows name one that is there, and their survival is whole.
void check(const ThermalTable& table, const RunFile& file) {
  for (const EscapePhase& phase : table.phases)
    if (phase.name != "learned" && phase.name != "origin")
      file.refuse("/phases/name", "learned or origin", "another name");
  const auto check_phase = [&](std::size_t phase, const std::string& group) {
    if (phase >= table.phases.size())
      file.refuse(group + "/phase", fmt::format("below {}", table.phases.size()),
                  fmt::format("{}", phase));
  };
  for (const EscapeTimes& row : table.escapes) {
    check_phase(row.phase, "/escapes");
    if (row.survival.size() != survival_points)
      file.refuse("/escapes/survival", fmt::format("{} columns", survival_points),
                  fmt::format("{}", row.survival.size()));
  }
  for (const EscapeFit& row : table.fits) check_phase(row.phase, "/fits");
  for (const HalvedStep& row : table.halved) check_phase(row.phase, "/halved");
  check_numbers(table, file);
}

}  // namespace

void write_thermal(RunWriter& file, const ThermalTable& table) {
  phase_columns.write(file, "/phases", table.phases);
  times_columns.write(file, "/escapes", table.escapes);
  fit_columns.write(file, "/fits", table.fits);
  halved_columns.write(file, "/halved", table.halved);
  variable_columns.write(file, "/variable", table.variable);
  bowl_columns.write(file, "/bowl", table.bowl);
}

ThermalTable read_thermal(const RunFile& file) {
  check_study(file, "thermal_escape");
  ThermalTable table{.phases = phase_columns.read(file, "/phases"),
                     .escapes = times_columns.read(file, "/escapes"),
                     .fits = fit_columns.read(file, "/fits"),
                     .halved = halved_columns.read(file, "/halved"),
                     .variable = variable_columns.read(file, "/variable"),
                     .bowl = bowl_columns.read(file, "/bowl")};
  check(table, file);
  return table;
}

}  // namespace caldera
