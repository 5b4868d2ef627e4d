#include "plots/mode_connectivity/published_connections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace caldera {

namespace {

using published::Connection;
using published::ConnectionPoint;
using published::connections;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t points_around = 5;     // on either side of a published point, by its grid
constexpr std::size_t published_size = 501;  // values of β
constexpr double published_last = 5e-6;
constexpr double quantile = 3.182;  // of Student's distribution, 97.5 %, three degrees of freedom

/// The points at which the distance falls: all but the first.
std::span<const ConnectionPoint> falling(const Connection& connection) {
  return std::span(connection.points).subspan(1);
}

double share(const Connection& connection, const ConnectionPoint& point) {
  return point.distance / connection.start_distance;
}

/// The quantity where this share of the distance is left, which lies between the first and the last.
double at_share(const Connection& connection, double left, double ConnectionPoint::*of) {
  const std::span<const ConnectionPoint> points = falling(connection);
  std::size_t i = 1;
  while (i + 1 < points.size() && share(connection, points[i]) > left) ++i;
  const double above = share(connection, points[i - 1]), below = share(connection, points[i]);
  const double t = (above - left) / (above - below);
  return (1 - t) * points[i - 1].*of + t * points[i].*of;
}

/// The shares that all four pass.
bool is_passed(double left) {
  return std::ranges::all_of(connections, [&](const Connection& connection) {
    const std::span<const ConnectionPoint> points = falling(connection);
    return left <= share(connection, points.front()) && left >= share(connection, points.back());
  });
}

/// The shares that are left at the path's points from the largest distance on, and the quantity.
std::vector<std::pair<double, double>> shares_passed(const ModePair& pair,
                                                     const Quantity& quantity) {
  const auto farthest = std::ranges::max_element(pair.path, {}, &SweepRow::distance);
  std::vector<std::pair<double, double>> found;
  for (auto row = farthest; row != pair.path.end(); ++row) {
    const double left = row->distance / pair.start_distance();
    if (is_passed(left)) found.emplace_back(left, (*row).*quantity.ours);
  }
  return found;
}

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Of the eleven β around a published one.
double mean_around(const std::vector<SweepRow>& path, double beta, double SweepRow::*of) {
  const auto middle = static_cast<std::size_t>(
      std::lround(beta / published_last * static_cast<double>(published_size - 1)));
  std::vector<double> values;
  for (std::size_t i = middle - points_around; i <= middle + points_around; ++i)
    values.push_back(path[i].*of);
  return mean(values);
}

}  // namespace

const std::array<Quantity, 3> quantities = {
    {{"training error (nat)", &SweepRow::training_error_running, &ConnectionPoint::training_error,
      &Connection::mean_training_error, published::training_error_scatter},
     {"test error (nat)", &SweepRow::test_error, &ConnectionPoint::test_error,
      &Connection::mean_test_error, published::test_error_scatter},
     {"test accuracy (%)", &SweepRow::test_accuracy, &ConnectionPoint::test_accuracy,
      &Connection::mean_test_accuracy, published::test_accuracy_scatter}}};

const Quantity distance_quantity = {"distance", &SweepRow::distance, &ConnectionPoint::distance,
                                    nullptr, 0};

Band further_connection(const FourValues& values, double noise, const std::string& what) {
  const double middle = mean(values), count = static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - middle) * (value - middle);
  const double half = quantile * std::sqrt(squares / (count - 1) * (1 + 1 / count) + noise * noise);
  return {middle - half, middle + half, what};
}

bool has_published_grid(const std::vector<SweepRow>& path) {
  return path.size() == published_size &&
         std::abs(path.back().beta - published_last) < 1e-6 * published_last;
}

GridCount count_inside(const std::vector<SweepRow>& path, const Quantity& quantity) {
  GridCount found;
  for (std::size_t i = 0; i < connections.front().points.size(); ++i) {
    const double beta = connections.front().points[i].beta;
    const double ours = mean_around(path, beta, quantity.ours);
    const Band band = further_connection(
        of_connections([&](const Connection& one) { return one.points[i].*quantity.points; }), 0,
        "");
    if (ours >= band.low && ours <= band.high)
      ++found.inside;
    else
      found.outside +=
          fmt::format("{}{:.4g} at beta {:.3g}", found.outside.empty() ? "" : ", ", ours, beta);
  }
  return found;
}

AtSameDistance at_same_distance(const ModePair& pair, const Quantity& quantity) {
  const auto ours = shares_passed(pair, quantity);
  AtSameDistance found{.points = ours.size(), .ours = nan};
  found.published.fill(nan);
  if (ours.empty()) return found;
  const auto mean_of = [&](const auto& value) {
    std::vector<double> values;
    for (const auto& [left, own] : ours) values.push_back(value(left, own));
    return mean(values);
  };
  found.ours = mean_of([](double, double own) { return own; });
  for (std::size_t c = 0; c < connections.size(); ++c)
    found.published[c] = mean_of(
        [&](double left, double) { return at_share(connections[c], left, quantity.points); });
  return found;
}

}  // namespace caldera
