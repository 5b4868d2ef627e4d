// The program `thermal_escape`, as the shell sees it, and what it is made of.

#include <cmath>

#include "caldera/nn/models/linear_network.h"
#include "experiments/run/digest.h"
#include "experiments/thermal_escape/controls.h"
#include "experiments/thermal_escape/potentials.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/experiments/shell.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const std::string thermal_escape = program_path("thermal_escape") + " --profile smoke --out ";

}  // namespace

TEST_CASE("thermal_escape: the gradient that walkers follow is that of the tape") {
  LinearNetwork network({3, {1.3}});
  const ThreeWeights weights{1.3, 0.4};
  for (std::uint64_t trial = 0; trial < 20; ++trial) {
    const Stream stream{trial, Purpose::test_data};
    std::vector<double> w, expected(3);
    for (std::uint64_t i = 0; i < 3; ++i) w.push_back(stream.normal(i));
    network.value_and_gradient(w, expected);
    for (std::size_t i = 0; i < 3; ++i) expected[i] += 0.4 * w[i];
    const Point<3> found = weights.gradient({w[0], w[1], w[2]});
    check_close("gradient", {found.begin(), found.end()}, expected, tolerance::first_order<double>);
  }
}

TEST_CASE("thermal_escape: one variable falls by the slope of V") {
  const OneStrength strength{1.3, 0.4};
  for (const double a : {-0.4, 0.2, 0.9}) {
    const double h = 1e-5, found = strength.gradient({a})[0];
    const double rise = mode_loss({1.3, 3}, a + h, 0.4) - mode_loss({1.3, 3}, a - h, 0.4);
    CHECK(std::abs(found - rise / (2 * h)) <= tolerance::finite_difference);
  }
}

TEST_CASE("thermal_escape: the fit of times that obey the law") {
  const EscapePhase phase = phase_at(Phase::origin, 0.36);
  std::vector<EscapeTimes> escapes;
  for (const double high : {5.0, 6.0, 7.0}) {
    const double t = phase.barrier / high;
    const double mean = phase.prefactor * std::exp(high) * (1 + phase.correction * t);
    escapes.push_back(
        {.phase = 1, .barrier_in_t = high, .temperature = t, .mean = mean, .error = 0.01 * mean});
  }
  escapes.push_back({.phase = 0, .temperature = 1, .mean = 1, .error = 1});
  escapes.push_back({.phase = 1, .is_hot = true, .temperature = 1, .mean = 1, .error = 1});
  const std::vector<EscapeFit> fits = fits_of(phase, 1, escapes);
  REQUIRE(fits.size() == 2);
  CHECK(fits[1].is_corrected);
  CHECK(std::abs(fits[1].slope / phase.barrier - 1) <= tolerance::value<double>);
  CHECK(std::abs(fits[1].prefactor / phase.prefactor - 1) <= tolerance::value<double> * 10);
  CHECK(fits[1].chi_squared <= tolerance::value<double>);
  CHECK(fits[0].slope < fits[1].slope);
  // x = 5, 6, 7 in units of the barrier, and errors of 1 %: the slope's is 1 %/√2.
  CHECK(std::abs(fits[1].slope_error / phase.barrier * std::sqrt(2) / 0.01 - 1) <=
        tolerance::value<double>);
}

TEST_CASE(
    "thermal_escape: laws, exponential times and controls, with the same bits on any threads") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "theory");
  const std::string out = folder / "theory/thermal.h5";
  REQUIRE(run_in_shell(thermal_escape + out).status == 0);
  const ThermalTable table = read_thermal(RunFile(out));
  REQUIRE(table.phases.size() == 2);
  CHECK(table.escapes.size() == 2 * 4);
  for (const EscapeTimes& at : table.escapes) {
    const EscapePhase& phase = table.phases[at.phase];
    CAPTURE(phase.name, at.barrier_in_t);
    CHECK(std::abs(at.law / (phase.prefactor * std::exp(at.barrier_in_t)) - 1) <=
          tolerance::value<double>);
    CHECK(at.survival.front() == 1);
    CHECK(std::is_sorted(at.survival.rbegin(), at.survival.rend()));
  }
  for (const Claim& row : checked_claims("thermal escape", folder.path())) {
    CAPTURE(row.quantity, row.ours, row.remark);
    CHECK_FALSE(fails(row));
  }

  const std::string threads = folder / "threads.h5", other = folder / "other.h5";
  REQUIRE(run_in_shell(thermal_escape + threads + " --threads 2").status == 0);
  CHECK(digest(out) == digest(threads));
  REQUIRE(run_in_shell(thermal_escape + other + " --seed 2").status == 0);
  CHECK(digest(out) != digest(other));

  const std::string figure = folder / "figure";
  CHECK(run_in_shell(program_path("figure thermal_escape") + " --run " + out + " --out " + figure)
            .status == 0);
  CHECK(std::filesystem::file_size(figure + ".png") > 0);
}

TEST_CASE("thermal_escape refuses a seed below zero and an unknown profile") {
  const TemporaryFolder folder;
  const std::string out = folder / "run.h5";
  check_refused(run_in_shell(thermal_escape + out + " --seed -1"), "thermal_escape", "--seed");
  check_refused(run_in_shell(program_path("thermal_escape") + " --profile big --out " + out),
                "thermal_escape", "--profile");
}

}  // namespace caldera::test
