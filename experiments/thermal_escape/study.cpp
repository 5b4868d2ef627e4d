// How long does a network stay in a phase that is not the lowest? At a temperature, the mean time
// of escape over the saddle is known in closed form, and walkers are compared with it.
//
// Sample runs:
//   caldera thermal_escape --out thermal.h5
//   caldera thermal_escape --profile smoke --seed 2 --out smoke.h5
//
// Description: a deep linear network of depth 3 and width 1, with three weights w and the loss
// L = ½(1 − w₁w₂w₃)² + (β/2)‖w‖², moves by dw = −∇L dt + √(2T) dW. Both phases are left, each at a
// β at which the other one is deeper (nn/models/linear_escape.h):
//   - learned → origin at β = 0.41, between the Maxwell point 0.397 and the fold 0.472: what a
//     sweep with rising β would do in noise. There is one saddle;
//   - origin → learned at β = 0.36, below the Maxwell point: what one with falling β would do. Four
//     equal saddles lead out.
// All eigenvalues differ at these β, so that no two of them can be taken for each other. For each
// phase, walkers start at the minimum, and the time is taken when they are near the other one:
//   - at temperatures T with barriers ΔL/T from 5 to 9: high enough that the law of Eyring and
//     Kramers holds to 10 % and better, low enough that walkers escape. The line of log τ against
//     1/T is fitted as it is, and with the first correction 1 + cT taken off
//     (linear_escape_correction.h);
//   - at each, the first times are tested against an exponential law (Lilliefors);
//   - at ΔL/T = 1, as a control: there the law must not hold, and the tests have to say so.
// Controls of the integrator: half the step; one variable in V(a), whose mean time is known at
// every temperature; and the variance in a quadratic well, which is known for the integrator with
// its step. The figure: plots/thermal_escape/figure.cpp.

#include <fmt/format.h>

#include "caldera/probes/series/exponential_law.h"
#include "experiments/run/joined.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/thermal_escape/controls.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::int64_t seed = 1;
  std::filesystem::path out = "thermal.h5";
};

constexpr double learned_beta = 0.41, origin_beta = 0.36;
constexpr double variable_barriers[] = {2, 5};  // ΔV/T of the control of one variable
constexpr double bowl_steps[] = {0.1, 0.5};     // that of the study, and one whose error shows

ThermalOptions options_of(const Options& options) {
  auto thermal = of_profile<ThermalOptions>(
      options.profile,
      {.barriers_in_t = {4, 5, 6},
       .escapes = {800, 400, 200},
       .hot_escapes = 1000,
       .tested = 200,
       .null_samples = 999,
       .variable_escapes = 400,
       .bowl_groups = 50},
      {.barriers_in_t = {5, 6, 7, 8, 9}, .escapes = {8000, 4000, 2000, 1000, 1000}},
      {.barriers_in_t = {5, 6, 7, 8, 9, 10}, .escapes = {64000, 32000, 16000, 8000, 8000, 4000}});
  thermal.seed = static_cast<std::uint64_t>(options.seed);
  return thermal;
}

Configuration configuration_of(const ThermalOptions& options) {
  return {{"arrival_share", arrival_share},
          {"barriers_in_t", listed(options.barriers_in_t)},
          {"bowl_groups", integer(options.bowl_groups)},
          {"bowl_steps", listed(bowl_steps)},
          {"escapes", listed(options.escapes)},
          {"hot_barrier_in_t", options.hot_barrier_in_t},
          {"hot_escapes", integer(options.hot_escapes)},
          {"learned_beta", learned_beta},
          {"null_samples", integer(options.null_samples)},
          {"origin_beta", origin_beta},
          {"step_in_stiffness", step_in_stiffness},
          {"tested", integer(options.tested)},
          {"variable_barriers", listed(variable_barriers)},
          {"variable_escapes", integer(options.variable_escapes)}};
}

/// One step's work: what it adds to a table, and what it is called.
struct Task {
  std::string name;
  std::function<void(ThermalTable& table, const WatchShare& watch)> perform;
};

/// One task for each temperature and for half the step, of each phase, and one for each control.
std::vector<Task> tasks_of(const std::vector<EscapePhase>& phases, const ThermalOptions& options,
                           const std::vector<double>& null) {
  std::vector<Task> tasks;
  for (std::size_t row = 0; row < phases.size(); ++row) {
    const EscapePhase& phase = phases[row];
    for (std::size_t k = 0; k <= options.barriers_in_t.size(); ++k)
      tasks.push_back({fmt::format("{}, temperature {}", phase.name, k + 1),
                       [&, row, k](ThermalTable& table, const WatchShare& watch) {
                         table.escapes.push_back(
                             measure_escape(phase, row, k, options, null, watch));
                       }});
    tasks.push_back(
        {phase.name + ", half the step", [&, row](ThermalTable& table, const WatchShare& watch) {
           table.halved.push_back(measure_halved(phase, row, options, watch));
         }});
  }
  for (const double barrier : variable_barriers)
    tasks.push_back({"one variable", [&, barrier](ThermalTable& table, const WatchShare& watch) {
                       table.variable.push_back(
                           measure_one_variable(learned_beta, barrier, options, watch));
                     }});
  for (const double step : bowl_steps)
    tasks.push_back({"quadratic well", [&, step](ThermalTable& table, const WatchShare&) {
                       table.bowl.push_back(measure_bowl(step, options));
                     }});
  return tasks;
}

/// Adds all rows but the phases.
void append(ThermalTable& table, const ThermalTable& part) {
  const auto add = [](auto& rows, const auto& more) {
    rows.insert(rows.end(), more.begin(), more.end());
  };
  add(table.escapes, part.escapes);
  add(table.halved, part.halved);
  add(table.variable, part.variable);
  add(table.bowl, part.bowl);
}

void say(const ThermalTable& table) {
  for (const EscapeTimes& at : table.escapes)
    print_out(
        "thermal_escape: {:8} barrier/T {:4.3g}  tau {:10.6g} +- {:4.2f} %  law {:+6.2f} %  p "
        "{:.3f}\n",
        table.phases[at.phase].name, at.barrier_in_t, at.mean, 100 * at.error / at.mean,
        100 * (at.mean / at.law - 1), at.p);
  for (const EscapeFit& fit : table.fits)
    print_out(
        "thermal_escape: {:8} {:9} slope/barrier {:.4f} +- {:.4f}  prefactor/law {:.4f} +- "
        "{:.4f}\n",
        table.phases[fit.phase].name, fit.is_corrected ? "corrected" : "as it is",
        fit.slope / table.phases[fit.phase].barrier,
        fit.slope_error / table.phases[fit.phase].barrier,
        fit.prefactor / table.phases[fit.phase].prefactor, fit.relative_error);
}

int run(const Options& options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const ThermalOptions thermal = options_of(options);
  const StudyRun run(options.out, "thermal_escape", options.profile, options.seed,
                     configuration_of(thermal));
  if (is_complete(run)) return success;

  // 2. The phases, and how far exponential times are from their law by chance.
  const std::vector<EscapePhase> phases = {phase_at(Phase::learned, learned_beta),
                                           phase_at(Phase::origin, origin_beta)};
  const std::vector<double> null =
      exponential_distances(thermal.tested, thermal.null_samples, thermal.seed);

  // 3. One temperature or control after the other, and one file of all, with the fits.
  const std::vector<Task> tasks = tasks_of(phases, thermal, null);
  ThermalTable table{.phases = phases};
  in_steps(
      run, tasks.size(), fmt::format("{} temperatures and controls", tasks.size()),
      [&](const Step& step) {
        const Task& task = tasks[step.number];
        ThermalTable part{.phases = phases};
        task.perform(part, [&](double share) { step.show(share, task.name); });
        write_thermal(step.segment, part);
      },
      [&](const Segments& segments, RunWriter& file) {
        for (std::size_t k = 0; k < tasks.size(); ++k)
          append(table, read_thermal(segments.open(k)));
        for (std::size_t row = 0; row < phases.size(); ++row)
          for (const EscapeFit& fit : fits_of(phases[row], row, table.escapes))
            table.fits.push_back(fit);
        write_thermal(file, table);
      });
  say(table);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--seed", o->seed, seed_range, "Of all random numbers");
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) { return {{.files = {"theory/thermal.h5"}}}; }

const Registration verb(
    {.name = "thermal_escape",
     .summary = "How long a deep linear network stays in a phase at a temperature.",
     .example = "caldera thermal_escape --out thermal.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
