// Hessian spectra along the path to T4. All is reported: how many transitions the path has, beside
// the jumps of the published one, whose grid is another; and of the spectra, of which no numbers
// are published as such, at how many points the margin λ_min(∇²E) + c is below zero by more than
// its bound, the least margin, and the largest eigenvalue in magnitude.

#include <fmt/format.h>

#include <algorithm>

#include "experiments/path_spectrum/record.h"
#include "experiments/run/checked_reads.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* spectra = "path_spectrum/to_t4.h5";

std::string place(const SpectrumRow& row) {
  return fmt::format("at r = {:.4g}", row.sweep.distance);
}

/// A margin that is certainly negative: at a stationary point, a saddle.
bool is_below_zero(const SpectrumRow& row) { return row.margin() + row.pairs.front().bound < 0; }

std::vector<Claim> make(const RunFiles& files) {
  const std::vector<std::filesystem::path> found = files.like(spectra);
  if (found.empty()) return {};
  const RunFile file(found.front());
  check_study(file, "path_spectrum");
  const RunIdentity identity = file.identity();
  const std::vector<SpectrumRow> rows = read_spectrum(file);
  const std::vector<double> transitions = file.vector<double>(transition_distances);
  std::string where;
  for (const double distance : transitions)
    where += fmt::format("{}{:.4g}", where.empty() ? "at r = " : ", ", distance);

  const auto least = std::ranges::min_element(rows, {}, &SpectrumRow::margin);
  const auto largest = std::ranges::max_element(rows, {}, &SpectrumRow::norm);
  const auto below = std::ranges::count_if(rows, is_below_zero);
  Claim jumps = reported("transitions on the path", identity.seed,
                         static_cast<double>(transitions.size()), where);
  jumps.expected = "3: at beta 0.0107, 0.0167, 0.0267";
  jumps.reference = 3;
  return {jumps,
          reported("points of margin below 0", identity.seed, static_cast<double>(below),
                   fmt::format("of {}, by more than the error bound", rows.size())),
          reported("least margin (nat)", identity.seed, least->margin(), place(*least)),
          reported("largest |eigenvalue| (nat)", identity.seed, largest->norm, place(*largest))};
}

const ClaimsRegistration path_spectrum(
    {.name = "spectrum along the path to T4",
     .part = Part::paper,
     .place = "Fig. 3",
     .source = "After arXiv 2512.11866, Fig. 3: jumps of the test error at r4 = 7.3, 5.84 and "
               "3.80, in steps of "
               "0.0002. Nothing\nis judged: our grid is another.",
     .runs = {spectra, "pathfinder/to_t4.h5"},
     .make = make});

}  // namespace
}  // namespace caldera
