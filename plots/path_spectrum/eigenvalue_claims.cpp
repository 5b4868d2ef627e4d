#include "plots/path_spectrum/eigenvalue_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plots/figure/figure.h"
#include "plots/grid_claims.h"
#include "plots/published/spectrum.h"

namespace caldera {

namespace {

using published::eigenvalue_ranks;

/// Magnitudes at each point, the largest first.
struct Magnitudes {
  std::vector<double> betas;
  std::vector<std::vector<double>> by_rank;

  double at(std::size_t point, std::size_t rank) const { return by_rank[point][rank - 1]; }
};

Magnitudes magnitudes_of(const SpectrumOfPath& path) {
  Magnitudes all;
  for (const SpectrumRow& row : path.rows) {
    all.betas.push_back(row.sweep.beta);
    all.by_rank.push_back(
        column(by_magnitude(row), [](const Eigenpair& pair) { return std::abs(pair.value); }));
  }
  return all;
}

std::string name_of(std::size_t k) { return fmt::format("eigenvalue {} ", eigenvalue_ranks[k]); }

/// The points of one rank at all places that can be compared.
void add_places(const Magnitudes& ours, std::size_t k, std::vector<GridPoint>& compared) {
  for (const published::SpectrumPlace& place : published::spectrum.places) {
    const std::optional<Around> at = around(ours.betas, place.beta);
    if (!at) continue;
    const double left = ours.betas[at->left], right = ours.betas[at->right];
    if (!is_clear(place.beta, left, right, right - left, published::path.transitions)) continue;
    const std::size_t rank = eigenvalue_ranks[k];
    const published::Sample sample = place.at(k);
    compared.push_back({place.beta,
                        std::lerp(ours.at(at->left, rank), ours.at(at->right, rank), at->share),
                        sample.mean, 4 * sample.deviation + sample.trend * (right - left),
                        name_of(k)});
  }
}

/// Ranks from `first` to before `last`; reported as not there if our spectra have fewer.
Claim in_phases(const std::string& name, const SpectrumOfPath& path, const Magnitudes& ours,
                std::size_t first, std::size_t last) {
  if (path.count() < eigenvalue_ranks[last - 1])
    return reported(name, path.identity.seed, std::numeric_limits<double>::quiet_NaN(),
                    fmt::format("not judged: there are {} eigenvalues a point", path.count()));
  std::vector<GridPoint> compared;
  for (std::size_t k = first; k < last; ++k) add_places(ours, k, compared);
  return grid_claim(name, path.identity.seed, compared,
                    published::spectrum.places.size() * (last - first));
}

/// "eigenvalue 50 at beta 0.0167: -0.056 +- 0.18", the published change that is most beyond its noise.
std::string clearest_jump() {
  double clearest = 0;
  std::string text;
  for (const published::SpectrumPlace& jump : published::spectrum.jumps)
    for (std::size_t k = 0; k < eigenvalue_ranks.size(); ++k) {
      const published::Sample change = jump.at(k);
      if (std::abs(change.mean) / change.deviation <= clearest) continue;
      clearest = std::abs(change.mean) / change.deviation;
      text = fmt::format("{}at beta {:.4g}: {:+.2g} +- {:.2g}", name_of(k), jump.beta, change.mean,
                         4 * change.deviation);
    }
  return text;
}

/// Reported only: no published eigenvalue changes over a transition by more than its noise.
Claim over_transitions(std::int64_t seed) {
  return reported("jumps of eigenvalues", seed, std::numeric_limits<double>::quiet_NaN(),
                  "not judged: no published change is beyond its noise; the clearest is of " +
                      clearest_jump());
}

}  // namespace

std::vector<Claim> eigenvalue_claims(const SpectrumOfPath& path) {
  const Magnitudes ours = magnitudes_of(path);
  const std::size_t all = eigenvalue_ranks.size();
  return {in_phases("ten largest eigenvalues in the phases, out of band", path, ours, 0, all - 1),
          in_phases("eigenvalue 50 in the phases, out of band", path, ours, all - 1, all),
          over_transitions(path.identity.seed)};
}

}  // namespace caldera
