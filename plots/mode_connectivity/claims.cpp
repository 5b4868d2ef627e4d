// By pair M₁ → M_k, as the row's seed says k: the largest training error on the Pathfinder's path,
// the factor by which the distance falls, and the straight line's barrier over that error.
// Reported: for every kind of curve the largest error, the length and the cost.

#include <fmt/format.h>

#include <limits>

#include "plots/mode_connectivity/pairs.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

/// Of the published paths (arXiv 2512.11866, Fig. 4) the training error is at most 0.0116 nat, and
/// the distance falls from 144, 133, 142 and 142 to 31, 36, 31 and 31. Ours are on another grid of
/// β, so what they must reach was fixed a little below that.
Claim largest_error(const ModePair& pair) {
  return {.quantity = "largest error on the path",
          .seed = pair.target,
          .expected = "at most 0.0116",
          .reference = 0.0116,
          .ours = numbers(pair).largest_error,
          .band = Band{0, 0.02, "nearly constant error: ours, below twice the published"},
          .could_not_tell = "the published 0.0116 from 0.02",
          .kind = ClaimKind::own};
}

Claim distance_factor(const ModePair& pair) {
  return {.quantity = "distance falls by a factor",
          .seed = pair.target,
          .expected = "3.7-4.6",
          .reference = 4.15,
          .ours = numbers(pair).distance_factor,
          .band = Band{3, unbounded, "most of the way: ours, below the published"},
          .could_not_tell = "the published 3.7 to 4.6 from 3, or from more",
          .kind = ClaimKind::own};
}

Claim barrier_ratio(const ModePair& pair) {
  return {.quantity = "straight barrier/that error",
          .seed = pair.target,
          .expected = "at least 10",
          .reference = 10,
          .ours = numbers(pair).barrier_ratio(),
          .band = Band{10, unbounded, "an order of magnitude: ours"},
          .could_not_tell = "how far above ten it is",
          .kind = ClaimKind::own};
}

Claim curve_row(const ModePair& pair, const char* curve) {
  const CurveRecord& record = pair.curves.at(curve);
  return reported(fmt::format("{}: largest error", curve), pair.target, record.largest_error(),
                  fmt::format("length {:.4g}, cost {:.4g} gradients", record.length,
                              record.gradient_evaluations));
}

constexpr const char* paths = "modes/path_to_*.h5";
constexpr const char* all_curves = "modes/curves_to_*.h5";

std::vector<Claim> make(const RunFiles& files) {
  const std::vector<ModePair> pairs = load_modes(files.like(paths), files.like(all_curves));
  std::vector<Claim> rows;
  for (const auto claim : {largest_error, distance_factor, barrier_ratio})
    for (const ModePair& pair : pairs) rows.push_back(claim(pair));
  for (const char* curve : curve_names)
    for (const ModePair& pair : pairs) rows.push_back(curve_row(pair, curve));
  return rows;
}

const ClaimsRegistration modes(
    {.name = "mode connectivity",
     .part = Part::paper,
     .place = "Fig. 4",
     .source = "Claimed: arXiv 2512.11866, Fig. 4: nearly constant error on the Pathfinder's path. "
               "The bounds are ours,\nfixed beforehand; the published numbers are those of the "
               "paper's grid of beta. The seed is that of the\nminimum at the other end; costs are "
               "in full-data gradients.",
     .runs = {"minima/seed*.h5", paths, all_curves},
     .make = make});

}  // namespace
}  // namespace caldera
