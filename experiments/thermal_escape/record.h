#pragma once
// What the program thermal_escape writes, and its figure and claims read. In the run file:
//
//   /phases     a row for each phase that is left: what is known of its escape in closed form
//   /escapes    a row for each phase and temperature: how long walkers stayed
//   /fits       two rows for each phase: the straight line of log τ against 1/T, as it is and with
//               the first correction taken off
//   /halved     a row for each phase: a control with half the step
//   /variable   a row for each barrier: a control in one variable
//   /bowl       a row for each step: a control in a quadratic well
//
// Times are in the unit in which dw/dt = −∇L.

#include <string>
#include <vector>

#include "caldera/nn/models/linear_mode.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// The mode of the network: s = 1, depth 3. Another s only changes the units.
inline constexpr LinearMode escape_mode{1, 3};

/// A walker has arrived when the root mean square of |wᵢ| − target is no more than this share of
/// the way from saddle to target: it is then far behind the saddle. (At the saddle itself one half
/// return, and the mean time is half as long.)
inline constexpr double arrival_share = 1.0 / 3;

/// A phase and its escape (nn/models/linear_escape.h). Rows of other tables name it by its place.
struct EscapePhase {
  std::string name;       ///< "learned" or "origin": what is left
  double beta = 0;        ///< β
  double start = 0;       ///< a at the minimum that is left
  double saddle = 0;      ///< a at the saddle
  double target = 0;      ///< a at the minimum that is reached
  double barrier = 0;     ///< ΔL
  double stable = 0;      ///< λ along the path, at the minimum
  double unstable = 0;    ///< λ₋ along the path, at the saddle
  double across = 0;      ///< 2β
  double ways = 0;        ///< saddles that lead out
  double prefactor = 0;   ///< τ e^{−ΔL/T} of Eyring and Kramers
  double correction = 0;  ///< c of τ = τ_EK (1 + cT)
  double step = 0;        ///< h
};

/// How long walkers stayed in a phase at one temperature.
struct EscapeTimes {
  std::size_t phase = 0;    ///< row of EscapePhase
  bool is_hot = false;      ///< a control: the barrier is not high, and no law is expected
  double barrier_in_t = 0;  ///< ΔL/T
  double temperature = 0;   ///< T
  std::size_t escapes = 0;  ///< walkers, all of which have escaped
  double mean = 0;          ///< τ
  double error = 0;         ///< its standard error
  double law = 0;           ///< τ of Eyring and Kramers
  std::size_t tested = 0;   ///< of the walkers, for D
  double distance = 0;      ///< D of Kolmogorov and Smirnov, with the mean fitted
  double p = 0;             ///< share of exponential samples that are as far or farther
  std::vector<double> survival = {};  ///< share of walkers that stay longer than 0, τ/8, 2τ/8, …
};

/// Times of EscapeTimes::survival, in units of τ: so many, from 0, in such steps.
inline constexpr std::size_t survival_points = 73;
inline constexpr double survival_step = 0.125;

/// log τ = log(prefactor) + slope/T of the temperatures that are not hot, weighted by their errors.
struct EscapeFit {
  std::size_t phase = 0;      ///< row of EscapePhase
  bool is_corrected = false;  ///< τ/(1 + cT) is fitted instead of τ
  double slope = 0;           ///< that should be ΔL
  double slope_error = 0;     ///< standard error
  double prefactor = 0;       ///< by extrapolation to 1/T = 0
  double relative_error = 0;  ///< of the prefactor: the standard error of its logarithm
  double chi_squared = 0;     ///< with (number of temperatures − 2) degrees of freedom
};

/// The highest temperature that is not hot once more, with half the step and other walkers.
struct HalvedStep {
  std::size_t phase = 0;    ///< row of EscapePhase
  double temperature = 0;   ///< T
  double step = 0;          ///< h/2
  std::size_t escapes = 0;  ///< walkers
  double mean = 0;          ///< τ
  double error = 0;         ///< its standard error
};

/// One variable in the potential V(a) of a mode (nn/models/linear_mode.h): its mean time is known
/// at every temperature.
struct OneVariable {
  double beta = 0;          ///< β
  double barrier_in_t = 0;  ///< ΔV/T
  double step = 0;          ///< h
  std::size_t escapes = 0;  ///< walkers
  double mean = 0;          ///< τ
  double error = 0;         ///< its standard error
  double exact = 0;         ///< by quadrature (probes/langevin/first_passage.h)
  double law = 0;           ///< Eyring and Kramers of one variable
};

/// The variance in a quadratic well, which has no barrier.
struct BowlVariance {
  double stiffness = 0;     ///< k
  double temperature = 0;   ///< T
  double step = 0;          ///< h
  std::size_t numbers = 0;  ///< independent numbers
  double variance = 0;      ///< about the known mean, zero
  double error = 0;         ///< its standard error
  double discrete = 0;      ///< of Heun's method with this step (probes/langevin/walkers.h)
  double exact = 0;         ///< T/k
};

/// All of a run, or a part of one.
struct ThermalTable {
  std::vector<EscapePhase> phases = {};    ///< those that are left; rows of others name them
  std::vector<EscapeTimes> escapes = {};   ///< of each phase at each temperature, and hot
  std::vector<EscapeFit> fits = {};        ///< of each phase, as it is and corrected
  std::vector<HalvedStep> halved = {};     ///< of each phase, with half the step
  std::vector<OneVariable> variable = {};  ///< in one variable, at each barrier
  std::vector<BowlVariance> bowl = {};     ///< in a quadratic well, with each step
};

/// Writes all tables, also those without rows.
void write_thermal(RunWriter& file, const ThermalTable& table);

/// All of a run file, or of a segment. Throws InputError for a file of another study, for phases of
/// another name, for rows of a phase that it does not have, and for numbers that cannot be: times,
/// their errors, temperatures and barriers that are not above zero, shares beyond 0 to 1, and
/// counts of nothing.
ThermalTable read_thermal(const RunFile& file);

}  // namespace caldera
