// Escape from a phase: mean times of walkers against the closed law. Judged are, of both phases,
//   - the slope of log τ against 1/T, divided by the barrier, to 2 %, and the prefactor of the
//     line, divided by that of Eyring and Kramers, to 10 %, both with the first correction 1 + cT
//     taken off;
//   - τ divided by the law as it is, to 10 %: the mean over all temperatures, where cT is at most
//     8 %. This is the prefactor if the slope is known;
//   - the same mean with the law's correction, to 3 standard errors and 2 % for the next orders.
//     This tells c from 0, for which the bands of single temperatures are too wide;
//   - τ divided by the law with its correction, at each temperature, to 3 standard errors and what
//     the series leaves out, 5(cT)² + 2e^{−ΔL/T}: the next orders, and the way to the other
//     minimum, which is no part of the law. So much, and not less, bounds it in a double well,
//     whose time is known exactly (tests/probes/langevin/first_passage_test.cpp);
//   - whether the times are exponential, at each temperature, by the share p of exponential samples
//     that are as far from the law or farther;
// and the controls: where the barrier is not high, times must not be exponential; with half the
// step nothing changes; one variable has its exact mean time; the variance in a quadratic well is
// that of Heun's method with this step, which is T/k only for small ones. A band that three
// standard errors fill says nothing: such a row is reported, not judged.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "experiments/thermal_escape/record.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* run = "theory/thermal.h5";

/// "learned, barrier/T 5"
std::string place(const ThermalTable& table, const EscapeTimes& at) {
  return fmt::format("{}, barrier/T {:g}", table.phases[at.phase].name, at.barrier_in_t);
}

/// A ratio that should be 1 to ± margin. Reported if three standard errors are more than the
/// margin.
Claim ratio(const std::string& quantity, std::int64_t seed, double ours, double error,
            double margin, const std::string& source) {
  Claim row = {.quantity = quantity,
               .seed = seed,
               .expected = "1",
               .reference = 1,
               .ours = ours,
               .remark = fmt::format("standard error {:.2g}", error)};
  if (!(3 * error <= margin)) {
    row.remark += fmt::format("; not judged: three of them are above {:.2g}", margin);
    return row;
  }
  row.band = Band{1 - margin, 1 + margin, source};
  row.could_not_tell = fmt::format("ratios that differ by less than {:.2g}", margin);
  row.kind = ClaimKind::own;
  return row;
}

std::vector<Claim> line_of(const ThermalTable& table, const EscapeFit& fit, std::int64_t seed) {
  const EscapePhase& phase = table.phases[fit.phase];
  const std::string name = phase.name + (fit.is_corrected ? "" : ", uncorrected");
  std::vector<Claim> rows = {
      ratio(name + ": slope over barrier", seed, fit.slope / phase.barrier,
            fit.slope_error / phase.barrier, 0.02, "2 % of the closed barrier"),
      ratio(name + ": prefactor over law", seed, fit.prefactor / phase.prefactor,
            fit.relative_error, 0.1, "10 % of Eyring and Kramers")};
  for (Claim& row : rows) {
    if (!fit.is_corrected) row = reported(row.quantity, seed, row.ours, row.remark);
    row.remark += fmt::format("; chi squared {:.2g}", fit.chi_squared);
  }
  return rows;
}

/// From here on the law as it is holds to 10 %.
constexpr double least_barrier_in_t = 5;

/// A ratio with its standard error.
struct Pooled {
  double ratio = 0;
  double error = 0;
};

/// exp of the mean of log(τ/law) over such temperatures of a phase, weighted by their errors; with
/// the law's first correction or without. Nothing if there is no such temperature.
std::optional<Pooled> pooled(const ThermalTable& table, std::size_t phase, bool is_corrected) {
  double weights = 0, total = 0;
  for (const EscapeTimes& at : table.escapes) {
    if (at.phase != phase || at.barrier_in_t < least_barrier_in_t) continue;
    const double weight = at.mean * at.mean / (at.error * at.error);
    const double factor = is_corrected ? 1 + table.phases[phase].correction * at.temperature : 1;
    weights += weight;
    total += weight * std::log(at.mean / (at.law * factor));
  }
  if (weights == 0) return {};
  return Pooled{std::exp(total / weights), 1 / std::sqrt(weights)};
}

Claim law(const ThermalTable& table, std::size_t phase, std::int64_t seed) {
  const std::string quantity = table.phases[phase].name + ": tau over law, from 5 T on";
  const auto all = pooled(table, phase, false);
  if (!all) return absent(quantity, seed, "no such temperature");
  return ratio(quantity, seed, all->ratio, all->error, 0.1, "10 % of Eyring and Kramers");
}

/// The band grows with the standard error, so it is always judged.
Claim corrected_law(const ThermalTable& table, std::size_t phase, std::int64_t seed) {
  const std::string quantity = table.phases[phase].name + ": tau over law (1 + cT), from 5 T on";
  const auto all = pooled(table, phase, true);
  if (!all) return absent(quantity, seed, "no such temperature");
  const double margin = 3 * all->error + 0.02;
  return {.quantity = quantity,
          .seed = seed,
          .expected = "1",
          .reference = 1,
          .ours = all->ratio,
          .band = Band{1 - margin, 1 + margin, "3 errors, and 2 % for the next orders"},
          .could_not_tell = fmt::format("ratios that differ by less than {:.2g}", margin),
          .kind = ClaimKind::own,
          .remark = fmt::format("standard error {:.2g}", all->error)};
}

/// The band grows with the standard error, so it is always judged.
Claim corrected(const ThermalTable& table, const EscapeTimes& at, std::int64_t seed) {
  const double correction = table.phases[at.phase].correction * at.temperature;
  const double margin =
      3 * at.error / at.mean + 5 * correction * correction + 2 * std::exp(-at.barrier_in_t);
  return {.quantity = place(table, at) + ": tau over law (1 + cT)",
          .seed = seed,
          .expected = "1",
          .reference = 1,
          .ours = at.mean / at.law / (1 + correction),
          .band = Band{1 - margin, 1 + margin, "3 errors + 5(cT)² + 2 exp(-barrier/T)"},
          .could_not_tell = fmt::format("ratios that differ by less than {:.2g}", margin),
          .kind = ClaimKind::own,
          .remark = fmt::format("{} escapes, cT {:.2g}", at.escapes, correction)};
}

Claim exponential(const ThermalTable& table, const EscapeTimes& at, std::size_t tests,
                  std::int64_t seed) {
  return {.quantity = place(table, at) + ": p of an exponential law",
          .seed = seed,
          .expected = "0.01 .. 1",
          .reference = 0.5,
          .ours = at.p,
          .band = Band{0.01, 1, "a hundredth of exponential samples is below"},
          .could_not_tell = fmt::format("laws at distances below {:.2g}",
                                        1.3 / std::sqrt(static_cast<double>(at.tested))),
          .kind = ClaimKind::own,
          .remark =
              fmt::format("D {:.3g} of {} times; one of {} tests", at.distance, at.tested, tests)};
}

/// Of a control, where the barrier is no higher than T: times are not exponential. By how much the
/// mean is off the law there, nothing says.
std::vector<Claim> hot(const ThermalTable& table, const EscapeTimes& at, std::int64_t seed) {
  return {reported(place(table, at) + ": tau over law, a control", seed, at.mean / at.law,
                   fmt::format("standard error {:.2g}; no fit uses it", at.error / at.law)),
          {.quantity = place(table, at) + ": p of an exponential law, a control",
           .seed = seed,
           .expected = "below 0.01",
           .reference = 0,
           .ours = at.p,
           .band = Band{0, 0.01, "nobody arrives at once"},
           .could_not_tell = "which other law it is",
           .kind = ClaimKind::own,
           .remark = fmt::format("D {:.3g} of {} times", at.distance, at.tested)}};
}

/// Within 3 errors of a difference, and 1 % for the step.
Claim halved(const ThermalTable& table, const HalvedStep& half, std::int64_t seed) {
  const std::string quantity = table.phases[half.phase].name + ": tau over that of half the step";
  const auto whole = std::ranges::find_if(table.escapes, [&](const EscapeTimes& at) {
    return at.phase == half.phase && at.temperature == half.temperature;
  });
  if (whole == table.escapes.end()) return absent(quantity, seed, "no row of that temperature");
  const double error = std::hypot(whole->error / whole->mean, half.error / half.mean);
  const double margin = 3 * error + 0.01;
  return {.quantity = quantity,
          .seed = seed,
          .expected = "1",
          .reference = 1,
          .ours = whole->mean / half.mean,
          .band = Band{1 - margin, 1 + margin, "3 errors of the ratio, and 1 %"},
          .could_not_tell = fmt::format("ratios that differ by less than {:.2g}", margin),
          .kind = ClaimKind::own,
          .remark = fmt::format("standard error {:.2g}", error)};
}

Claim one_variable(const OneVariable& at, std::int64_t seed) {
  const double margin = 3 * at.error / at.exact + 0.01;
  return {
      .quantity = fmt::format("one variable, barrier/T {:g}: tau over quadrature", at.barrier_in_t),
      .seed = seed,
      .expected = "1",
      .reference = 1,
      .ours = at.mean / at.exact,
      .band = Band{1 - margin, 1 + margin, "3 standard errors, and 1 % for the step"},
      .could_not_tell = fmt::format("ratios that differ by less than {:.2g}", margin),
      .kind = ClaimKind::own,
      .remark = fmt::format("quadrature over law {:.4g}", at.exact / at.law)};
}

/// The variance that the integrator has, which is T/k to (kh)²/4.
Claim variance(const BowlVariance& at, std::int64_t seed) {
  const double margin = 3 * at.error / at.discrete;
  return {.quantity = fmt::format("quadratic well, step {:g}: variance over formula", at.step),
          .seed = seed,
          .expected = "1",
          .reference = 1,
          .ours = at.variance / at.discrete,
          .band = Band{1 - margin, 1 + margin, "3 standard errors"},
          .could_not_tell = fmt::format("ratios that differ by less than {:.2g}", margin),
          .kind = ClaimKind::own,
          .remark = fmt::format("variance over T/k {:.4g}, formula {:.4g}", at.variance / at.exact,
                                at.discrete / at.exact)};
}

std::vector<Claim> make(const RunFiles& files) {
  const RunFile file(files.like(run).front());
  const ThermalTable table = read_thermal(file);
  const auto seed = file.attribute<std::int64_t>("seed");
  const auto tests =
      static_cast<std::size_t>(std::ranges::count(table.escapes, false, &EscapeTimes::is_hot));
  std::vector<Claim> rows;
  if (table.phases.size() != 2 || table.fits.size() != 4 || table.halved.size() != 2 ||
      table.variable.empty() || table.bowl.empty() || tests == 0)
    return {
        absent("two phases, their escapes and fits, and the controls", seed, "not all are there")};
  for (const EscapeFit& fit : table.fits)
    for (const Claim& row : line_of(table, fit, seed)) rows.push_back(row);
  for (std::size_t phase = 0; phase < table.phases.size(); ++phase) {
    rows.push_back(law(table, phase, seed));
    rows.push_back(corrected_law(table, phase, seed));
  }
  for (const EscapeTimes& at : table.escapes) {
    if (at.is_hot) {
      for (const Claim& row : hot(table, at, seed)) rows.push_back(row);
      continue;
    }
    rows.push_back(corrected(table, at, seed));
    rows.push_back(exponential(table, at, tests, seed));
  }
  for (const HalvedStep& half : table.halved) rows.push_back(halved(table, half, seed));
  for (const OneVariable& at : table.variable) rows.push_back(one_variable(at, seed));
  for (const BowlVariance& at : table.bowl) rows.push_back(variance(at, seed));
  return rows;
}

const ClaimsRegistration thermal(
    {.name = "thermal escape",
     .part = Part::theory,
     .source = "Eyring-Kramers law (Bovier et al. 2004) with the closed forms of "
               "nn/models/linear_escape.h; its first correction is ours.\nMargins were fixed "
               "beforehand.",
     .runs = {run},
     .make = make});

}  // namespace
}  // namespace caldera
