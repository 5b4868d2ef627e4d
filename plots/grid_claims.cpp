#include "plots/grid_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plots/figure/figure.h"
#include "plots/transition_claims.h"

namespace caldera {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// NaN counts as the worst.
bool is_less(const GridPoint& a, const GridPoint& b) {
  return !std::isnan(a.deviation()) && !(a.deviation() >= b.deviation());
}

std::string described(const GridPoint& worst, std::size_t compared, std::size_t places) {
  return fmt::format("of {} places{}; worst: {}at beta {:.4g} {:.4g}, published {:.4g} +- {:.2g}", compared,
                     compared < places ? fmt::format(" ({} left out)", places - compared) : "",
                     worst.of, worst.beta, worst.ours, worst.expected, worst.allowed);
}

/// 1 for each place out of band; `gross` for each that is out by more than twice the band. NaN is out.
double count_out(const std::vector<GridPoint>& points, std::size_t gross) {
  double count = 0;
  for (const GridPoint& point : points)
    if (!(point.deviation() <= 2))
      count += static_cast<double>(gross);
    else if (point.deviation() > 1)
      ++count;
  return count;
}

}  // namespace

GridQuantity grid_distance(const char* name) {
  return {name, &SweepRow::distance, &published::Place::distance};
}

double GridPoint::deviation() const { return std::abs(ours - expected) / allowed; }

std::optional<Around> around(const std::vector<double>& betas, double beta) {
  const auto right = std::ranges::lower_bound(betas, beta);
  if (betas.size() < 2 || right == betas.end() || beta < betas.front()) return std::nullopt;
  const auto at = std::max<std::size_t>(1, static_cast<std::size_t>(right - betas.begin()));
  return Around{at - 1, at, (beta - betas[at - 1]) / (betas[at] - betas[at - 1])};
}

bool is_clear(double beta, double left, double right, double step,
              std::span<const published::Transition> transitions) {
  return std::ranges::none_of(transitions, [&](const published::Transition& transition) {
    return std::abs(beta - transition.beta) <= allowed_shift(transition, step) ||
           (left <= transition.beta && transition.beta <= right);
  });
}

std::size_t out_by_chance(std::size_t n) {
  constexpr double share = 0.005, rare = 0.005;
  double probability = std::pow(1 - share, static_cast<double>(n));  // of none
  double more = 1 - probability;
  std::size_t count = 0;
  while (more > rare * (1 + 1e-9)) {
    const auto k = static_cast<double>(count++);
    probability *= (static_cast<double>(n) - k) / (k + 1) * share / (1 - share);
    more -= probability;
  }
  return count;
}

Claim grid_claim(const std::string& quantity, std::int64_t seed,
                 const std::vector<GridPoint>& compared, std::size_t places) {
  Claim claim{.quantity = quantity,
              .seed = seed,
              .expected = "0",
              .ours = unknown,
              .band = Band{0, 0, "4 s + trend over a step"},
              .could_not_tell = "anything: no place is compared",
              .kind = ClaimKind::published,
              .remark = fmt::format("none of {} places", places)};
  if (compared.empty()) return claim;
  const std::size_t allowed = out_by_chance(compared.size());
  const GridPoint worst = *std::ranges::max_element(compared, is_less);
  const GridPoint widest = *std::ranges::max_element(compared, {}, &GridPoint::allowed);
  claim.ours = count_out(compared, allowed + 1);
  claim.band->high = static_cast<double>(allowed);
  claim.could_not_tell = fmt::format("a shift by up to {:.2g} ({}at beta {:.4g})", widest.allowed,
                                     widest.of, widest.beta);
  claim.remark = described(worst, compared.size(), places);
  return claim;
}

Claim grid_claim(const SeedSweep& sweep, const published::Case& expected,
                 const GridQuantity& quantity, const std::string& prefix) {
  const std::vector<double> betas = column(sweep.rows, &SweepRow::beta);
  std::vector<GridPoint> compared;
  for (const published::Place& place : expected.places) {
    const std::optional<Around> at = around(betas, place.beta);
    if (!at) continue;
    const SweepRow &left = sweep.rows[at->left], &right = sweep.rows[at->right];
    const double gap = right.beta - left.beta;
    if (!is_clear(place.beta, left.beta, right.beta, gap, expected.transitions)) continue;
    const published::Sample& sample = place.*quantity.expected;
    compared.push_back(
        {place.beta, std::lerp(left.*quantity.ours, right.*quantity.ours, at->share), sample.mean,
         4 * sample.deviation + sample.trend * gap, {}});
  }
  return grid_claim(fmt::format("{}{} in the phases, out of band", prefix, quantity.name), sweep.seed, compared,
                    expected.places.size());
}

}  // namespace caldera
