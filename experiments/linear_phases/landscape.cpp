#include "experiments/linear_phases/landscape.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>

namespace caldera {
namespace {

constexpr double kick = 0.02;         // length of the step beside a saddle
constexpr double position = 1e-14;    // of β, of a point that was moved
constexpr double same_product = 1e-6;

InputError no_point(const LinearTask& task, double beta) {
  return failed_search(task, beta, "a stationary point", "none that Newton's method finds");
}

}  // namespace

InputError failed_search(const LinearTask& task, double beta, const std::string& expected,
                         const std::string& found) {
  return {"linear network", fmt::format("depth {}, beta {}", task.depth, beta), expected, found,
          "choose another target"};
}

StationaryPoint LinearLandscape::nearest(std::span<const double> theta, double beta, double sense) {
  std::optional<StationaryPoint> found = curve.begin(theta, beta, sense);
  if (!found) throw no_point(task, beta);
  return std::move(*found);
}

StationaryPoint LinearLandscape::down(Minimiser<double>& minimiser, std::span<const double> theta,
                                      double beta, double sense) {
  std::vector<double> end(theta.begin(), theta.end());
  if (!minimiser.minimise(end, {.beta = beta}, 0).converged)
    throw failed_search(task, beta, "a descent that converges",
                        fmt::format("one that ended at a gradient of {:.1e}", descent.gradient_norm()));
  return nearest(end, beta, sense);
}

StationaryPoint LinearLandscape::moved(StationaryPoint point, double beta) {
  constexpr int most_steps = 20;
  for (int step = 0; step < most_steps && std::abs(point.c - beta) > position; ++step) {
    std::optional<StationaryPoint> next = curve.step(point, (beta - point.c) / point.tangent.c);
    if (!next) throw no_point(task, beta);
    point = std::move(*next);
  }
  if (!(std::abs(point.c - beta) <= position)) throw no_point(task, beta);
  return point;
}

std::pair<StationaryPoint, StationaryPoint> LinearLandscape::sides(const StationaryPoint& saddle) {
  const auto away = [&](double length) {
    std::vector<double> theta = saddle.theta;
    const auto direction = saddle.spectrum.vector_rows().row(0);
    for (std::size_t i = 0; i < theta.size(); ++i) theta[i] += length * direction[i];
    return down(settling, theta, saddle.c);
  };
  StationaryPoint one = away(-kick);
  return {std::move(one), away(kick)};
}

double loss_at(const StationaryPoint& point) {
  return point.error + Regulariser<double>{.beta = point.c}.minimised_penalty(point.distance);
}

double smallest_positive(const StationaryPoint& point) {
  const std::size_t first = point.negative + point.zeros;
  return first < point.spectrum.pairs.size() ? point.spectrum.pairs[first].value
                                             : std::numeric_limits<double>::infinity();
}

bool is_same_phase(std::span<const double> products, std::span<const double> others) {
  for (std::size_t i = 0; i < products.size(); ++i)
    if (!(std::abs(products[i] - others[i]) <= same_product)) return false;
  return true;
}

std::size_t changed_mode(const LinearTask& task, const StationaryPoint& a,
                         const StationaryPoint& b) {
  const std::string one = learned_modes(mode_products(task, a.theta));
  const std::string other = learned_modes(mode_products(task, b.theta));
  for (std::size_t i = 0; i < one.size(); ++i)
    if (one[i] != other[i]) return i;
  throw failed_search(task, b.c, "a mode that is learned in one of two phases", "none");
}

PhasePoint phase_point(const LinearTask& task, const StationaryPoint& point, std::size_t mode) {
  return {.depth = task.depth,
          .mode = mode,
          .beta = point.c,
          .loss = loss_at(point),
          .product = mode == 0 ? 0 : mode_products(task, point.theta)[mode - 1],
          .negative = point.negative};
}

std::string learned_modes(std::span<const double> products) {
  std::string text;
  for (const double product : products) text += product >= learned_mode ? '1' : '0';
  return text;
}

}  // namespace caldera
