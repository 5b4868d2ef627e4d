#include "plots/mode_connectivity/published_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "plots/mode_connectivity/published_connections.h"

namespace caldera {

namespace {

using published::Connection;
using Pairs = std::vector<ModePair>;

constexpr double unbounded = std::numeric_limits<double>::infinity();

double most(const std::vector<SweepRow>& rows, double SweepRow::*of) {
  return (*std::ranges::max_element(rows, {}, of)).*of;
}
double least(const std::vector<SweepRow>& rows, double SweepRow::*of) {
  return (*std::ranges::min_element(rows, {}, of)).*of;
}

/// The same band, without its lower or its upper end.
Band up_to(Band band) { return {0, band.high, band.source}; }
Band from(Band band) { return {band.low, unbounded, band.source}; }

std::string range_text(const FourValues& values) {
  const auto [low, high] = std::ranges::minmax(values);
  return fmt::format("{:.4g}-{:.4g}", low, high);
}

/// A row that is compared with a number of each connection.
Claim beside_the_four(const std::string& quantity, std::optional<std::int64_t> target, double ours,
                      const FourValues& published, const Band& band) {
  return {.quantity = quantity,
          .seed = target,
          .expected = range_text(published),
          .reference = (std::ranges::min(published) + std::ranges::max(published)) / 2,
          .ours = ours,
          .band = band,
          .could_not_tell = fmt::format("{} from {}", range_text(published),
                                        band.high == unbounded
                                            ? fmt::format("{:.4g}, or from more", band.low)
                                            : fmt::format("{:.4g} or {:.4g}", band.low, band.high)),
          .kind = ClaimKind::published};
}

/// On a coarser grid fewer values are looked at for the extreme one.
Claim with_grid(Claim claim, const ModePair& pair, const std::string& on_another) {
  if (!has_published_grid(pair.path)) claim.could_not_tell += "; " + on_another;
  return claim;
}

constexpr const char* fewer_values = "an extreme of 501 values of beta from one of fewer";

Claim distance_factor(const ModePair& pair) {
  const FourValues factors =
      of_connections([](const Connection& one) { return one.start_distance / one.end_distance; });
  return with_grid(
      beside_the_four("distance falls by a factor", pair.target, numbers(pair).distance_factor,
                      factors, further_connection(factors, 0, four_connections)),
      pair,
      "anything of the pull's strength: the grid was chosen for M_2 to reach the least of these");
}

Claim path_error(const ModePair& pair) {
  const auto of = &Connection::largest_training_error;
  return with_grid(beside_the_four("largest error on the path", pair.target,
                                   most(pair.path, &SweepRow::training_error_running),
                                   of_connections(of), up_to(of_four(of))),
                   pair, fewer_values);
}

Claim path_test_error(const ModePair& pair) {
  const auto of = &Connection::largest_test_error;
  return with_grid(beside_the_four("largest test error on the path", pair.target,
                                   most(pair.path, &SweepRow::test_error), of_connections(of),
                                   up_to(of_four(of))),
                   pair, fewer_values);
}

Claim path_accuracy(const ModePair& pair) {
  const auto of = &Connection::least_test_accuracy;
  return with_grid(beside_the_four("least accuracy on the path", pair.target,
                                   least(pair.path, &SweepRow::test_accuracy), of_connections(of),
                                   from(of_four(of))),
                   pair, fewer_values);
}

/// How many of the published β show a mean of ours that a further connection could have.
Claim on_published_grid(const ModePair& pair, const Quantity& quantity) {
  constexpr double points = 13, may_miss = 3;
  const GridCount count = count_inside(pair.path, quantity);
  return {.quantity = fmt::format("{}: beta within", quantity.name),
          .seed = pair.target,
          .expected = "13 of 13",
          .reference = points,
          .ours = static_cast<double>(count.inside),
          .band = Band{points - may_miss, points, "of each beta " + std::string(four_connections)},
          .could_not_tell = "a curve that is far out at three of the 13",
          .kind = ClaimKind::published,
          .remark = count.outside};
}

Claim mean_over_beta(const Pairs& pairs, const Quantity& quantity) {
  std::vector<double> ours;
  for (const ModePair& pair : pairs)
    for (const SweepRow& row : pair.path) ours.push_back(row.*quantity.ours);
  const FourValues published = of_connections(quantity.mean);
  return beside_the_four(
      fmt::format("{}: mean over beta", quantity.name), {},
      std::accumulate(ours.begin(), ours.end(), 0.0) / static_cast<double>(ours.size()), published,
      further_connection(published, 0, four_connections));
}

Claim where_as_far(const ModePair& pair, const Quantity& quantity) {
  const AtSameDistance found = at_same_distance(pair, quantity);
  const double noise =
      quantity.scatter / std::sqrt(std::max(1.0, static_cast<double>(found.points)));
  Claim claim = beside_the_four(fmt::format("{}: as far from M_k", quantity.name), pair.target,
                                found.ours, found.published,
                                further_connection(found.published, noise, four_connections));
  claim.remark = fmt::format("mean at the distances of {} points", found.points);
  return claim;
}

/// By β if all pairs have the published grid.
std::vector<Claim> along_connections(const Pairs& pairs) {
  const bool by_beta = !pairs.empty() && std::ranges::all_of(pairs, has_published_grid, &ModePair::path);
  std::vector<Claim> rows;
  if (by_beta)
    for (const ModePair& pair : pairs) rows.push_back(on_published_grid(pair, distance_quantity));
  for (const Quantity& quantity : quantities) {
    for (const ModePair& pair : pairs)
      rows.push_back(by_beta ? on_published_grid(pair, quantity) : where_as_far(pair, quantity));
    if (by_beta) rows.push_back(mean_over_beta(pairs, quantity));
  }
  return rows;
}

}  // namespace

std::vector<Claim> beside_published(const Pairs& pairs) {
  std::vector<Claim> rows;
  for (const auto claim : {distance_factor, path_error, path_test_error, path_accuracy})
    for (const ModePair& pair : pairs) rows.push_back(claim(pair));
  for (Claim& row : along_connections(pairs)) rows.push_back(std::move(row));
  return rows;
}

}  // namespace caldera
