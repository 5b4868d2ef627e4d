// By pair M₁ → M_k, as the row's seed says k. Judged against the published connections: the factor
// by which the distance falls, the largest errors and the least accuracy on the path; on the
// published grid distance, errors and accuracy by β and their means over all β, on another one
// errors and accuracy where the same share of the distance is left. By bounds of ours: the same on
// the whole route, whose last straight leg was not published; the straight line's barrier; and the
// control without a pull. Reported: every kind of curve with its length and cost.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "plots/comparable.h"
#include "plots/mode_connectivity/published_claims.h"
#include "plots/mode_connectivity/published_connections.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

using published::Connection;
using Pairs = std::vector<ModePair>;

constexpr double unbounded = std::numeric_limits<double>::infinity();

/// On the whole route nothing is published.
Claim own_bound(const std::string& quantity, const ModePair& pair, double ours, const Band& band,
                const std::string& could_not_tell) {
  return {.quantity = quantity,
          .seed = pair.target,
          .ours = ours,
          .band = band,
          .could_not_tell = could_not_tell,
          .kind = ClaimKind::own};
}

Claim route_error(const ModePair& pair) {
  Claim claim =
      own_bound("largest error on the route", pair, numbers(pair).route_error,
                {0, route_bound, "nearly constant error: ours, below twice the published path's"},
                "the published path's 0.0116 from 0.02");
  claim.remark =
      fmt::format("path {:.4g}, last leg {:.4g}", pair.curves.at("pathfinder").largest_error(),
                  pair.curves.at("rest").largest_error());
  return claim;
}

Claim route_test_error(const ModePair& pair) {
  const Band band = of_four(&Connection::largest_test_error);
  return own_bound("largest test error on the route", pair,
                   pair.curves.at("route").largest_test_error(),
                   {0, band.high, "ours: what published paths may reach"},
                   fmt::format("the published paths' 0.169 from {:.3g}", band.high));
}

Claim route_accuracy(const ModePair& pair) {
  const Band band = of_four(&Connection::least_test_accuracy);
  return own_bound("least accuracy on the route", pair,
                   pair.curves.at("route").least_test_accuracy(),
                   {band.low, 100, "ours: what published paths may fall to"},
                   fmt::format("the published paths' 96.8 from {:.4g}", band.low));
}

Claim barrier_ratio(const ModePair& pair) {
  return own_bound("straight barrier/the route's error", pair, numbers(pair).barrier_ratio(),
                   {10, unbounded, "an order of magnitude: ours"}, "how far above ten it is");
}

/// After the epochs of the first path, at the same rate, from the same start.
Claim without_pull(const ModePair& pair) {
  const ControlRow& end = control_at_end(pair);
  Claim claim =
      own_bound("distance without pull/at the start", pair, end.distance / pair.start_distance(),
                {1, unbounded, "training alone does not approach M_k: ours"},
                "standing still from moving away");
  claim.remark = fmt::format(
      "{:.0f} epochs, the path's {:.0f}; training error {:.2g}, the path's {:.2g}", end.epochs,
      epochs_on_path(pair).back(), end.training_error, pair.path.back().training_error);
  return claim;
}

Claim curve_row(const ModePair& pair, const char* curve) {
  const CurveRecord& record = pair.curves.at(curve);
  return reported(
      fmt::format("{}: largest error", curve), pair.target, record.largest_error(),
      fmt::format("test {:.3g}, accuracy {:.4g} %, length {:.4g}, cost {:.4g} gradients",
                  record.largest_test_error(), record.least_test_accuracy(), record.length,
                  record.gradient_evaluations));
}

/// What is published of the path, and the same bounds on test error and accuracy of the route.
std::vector<Claim> beside_the_paper(const Pairs& pairs) {
  std::vector<Claim> rows = beside_published(pairs);
  for (const auto claim : {route_test_error, route_accuracy})
    for (const ModePair& pair : pairs) rows.push_back(claim(pair));
  const bool are_whole = std::ranges::all_of(pairs, &ModePair::has_all_images);
  return compared_unless(are_whole ? "" : "trained on a part of the images", std::move(rows));
}

constexpr const char* paths = "modes/path_to_*.h5";
constexpr const char* all_curves = "modes/curves_to_*.h5";

std::vector<Claim> make(const RunFiles& files) {
  const Pairs pairs = load_modes(files.like(paths), files.like(all_curves));
  std::vector<Claim> rows = beside_the_paper(pairs);
  for (const auto claim : {route_error, barrier_ratio, without_pull})
    for (const ModePair& pair : pairs) rows.push_back(claim(pair));
  for (const char* curve : curve_names)
    for (const ModePair& pair : pairs) rows.push_back(curve_row(pair, curve));
  return rows;
}

const ClaimsRegistration modes(
    {.name = "mode connectivity",
     .part = Part::paper,
     .place = "Fig. 4",
     .source =
         "Published: arXiv 2512.11866, Fig. 4, four connections of 501 values of beta; a row "
         "passes where a further\nconnection would lie with 95 %. On another grid of beta, "
         "distance against beta cannot be judged, and errors\nare compared at the same distance. "
         "The last leg, other methods and the control are not published: bounds of\nours, fixed "
         "beforehand. The seed is that of the minimum at the other end; costs are in full-data "
         "gradients.",
     .runs = {"minima/seed*.h5", paths, all_curves, "modes/without_pull.h5"},
     .make = make});

}  // namespace
}  // namespace caldera
