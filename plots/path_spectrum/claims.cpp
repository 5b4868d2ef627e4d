// The path to T4 and the Hessian spectra along it, against the published ones. The path: its transitions, and
// E, accuracy and r4 between them. The spectra: the ten largest eigenvalues by magnitude and the fiftieth,
// between the transitions. Reported: their jumps, which the published curves do not show; how many
// transitions the path has, at how many points
// the margin λ_min(∇²E) + c is below zero by more than its bound, the least margin, and the largest
// eigenvalue in magnitude.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "plots/case_claims.h"
#include "plots/comparable.h"
#include "plots/path_spectrum/eigenvalue_claims.h"
#include "plots/path_spectrum/spectrum_of_path.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* spectra = "path_spectrum/to_t4*.h5";
constexpr const char* path_run = "pathfinder/to_t4.h5";

std::string place(const SpectrumRow& row) {
  return fmt::format("at r = {:.4g}", row.sweep.distance);
}

/// A margin that is certainly negative: at a stationary point, a saddle.
bool is_below_zero(const SpectrumRow& row) { return row.margin() + row.pairs.front().bound < 0; }

std::vector<Claim> described(const SpectrumOfPath& path) {
  const std::int64_t seed = path.identity.seed;
  std::string where;
  for (const double distance : path.transitions)
    where += fmt::format("{}{:.4g}", where.empty() ? "at r = " : ", ", distance);
  const auto least = std::ranges::min_element(path.rows, {}, &SpectrumRow::margin);
  const auto largest = std::ranges::max_element(path.rows, {}, &SpectrumRow::norm);
  const auto below = std::ranges::count_if(path.rows, is_below_zero);
  Claim jumps = reported("transitions on the path", seed,
                         static_cast<double>(path.transitions.size()), where);
  jumps.expected = "3: at beta 0.0107, 0.0167, 0.0267";
  jumps.reference = 3;
  return {jumps,
          reported("points of margin below 0", seed, static_cast<double>(below),
                   fmt::format("of {}, by more than the error bound", path.rows.size())),
          reported("least margin (nat)", seed, least->margin(), place(*least)),
          reported("largest |eigenvalue| (nat)", seed, largest->norm, place(*largest))};
}

std::vector<Claim> make(const RunFiles& files) {
  std::vector<Claim> rows;
  const auto add = [&](std::vector<Claim> more) {
    std::ranges::move(more, std::back_inserter(rows));
  };
  for (const std::filesystem::path& file : files.like(path_run)) {
    const SeedSweep sweep = load_sweep(file, "pathfinder");
    add(case_claims(sweep, published::path, "path: ", "r4"));
    add({distance_claim(sweep, published::path, "path: ", "r4")});
  }
  const std::vector<std::filesystem::path> found = files.like(spectra);
  if (found.empty()) return rows;
  const SpectrumOfPath path = load_spectrum(found);
  add(described(path));
  // The images of a spectrum are always a number of the first ones: that is no reason against.
  add(compared_unless(why_not_compared(path.identity.profile, {}), eigenvalue_claims(path)));
  return rows;
}

const ClaimsRegistration path_spectrum(
    {.name = "spectrum along the path to T4",
     .part = Part::paper,
     .place = "Fig. 3",
     .source = "Published: arXiv 2512.11866, Figs. 3 and 5b, and the curves behind them (plots/published): "
               "jumps of the test error at\nbeta 0.0107, 0.0167 and 0.0267. There is one run: s is the "
               "scatter of neighbouring points about a straight line.\nTransitions: "
               "plots/transition_claims.h; between them: plots/grid_claims.h. Published eigenvalues are "
               "of all 60 000 images.",
     .runs = {"path_spectrum/*.h5", path_run},  // also those along the origin sweep
     .make = make});

}  // namespace
}  // namespace caldera
