#include "caldera/probes/landscape/curve_profile.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

using Points = std::vector<CurvePoint>;

CurvePoint look(const std::function<CurvePoint(double t)>& at, double t) {
  CurvePoint point = at(t);
  point.position = t;
  if (!std::isfinite(point.error)) throw NonFiniteError("curve: an error on it is not finite");
  return point;
}

/// Indices of the highest peaks.
std::vector<std::size_t> peaks_of(const Points& points, std::size_t count) {
  std::vector<std::size_t> peaks;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool above_left = i == 0 || points[i].error >= points[i - 1].error;
    const bool above_right = i + 1 == points.size() || points[i].error >= points[i + 1].error;
    if (above_left && above_right) peaks.push_back(i);
  }
  std::ranges::stable_sort(peaks, [&](std::size_t a, std::size_t b) {
    return points[a].error > points[b].error;
  });
  peaks.resize(std::min(count, peaks.size()));
  return peaks;
}

/// The middles of the intervals on both sides of the peaks.
std::set<double> middles_beside(const Points& points, const std::vector<std::size_t>& peaks) {
  std::set<double> positions;
  const auto add = [&](std::size_t left) {
    positions.insert((points[left].position + points[left + 1].position) / 2);
  };
  for (const std::size_t i : peaks) {
    if (i > 0) add(i - 1);
    if (i + 1 < points.size()) add(i);
  }
  return positions;
}

bool is_before(const CurvePoint& a, const CurvePoint& b) { return a.position < b.position; }

}  // namespace

CurveProfile profile_curve(const std::function<CurvePoint(double t)>& at, const std::vector<double>& grid,
                           const ProfileRule& rule) {
  assert(grid.size() >= 2 && std::ranges::is_sorted(grid));
  CurveProfile found;
  for (const double t : grid) found.points.push_back(look(at, t));
  std::size_t quiet = 0;
  for (std::size_t round = 0; round < rule.most_rounds && !found.settled; ++round) {
    const double before = highest(found.points).error;
    for (const double t : middles_beside(found.points, peaks_of(found.points, rule.peaks)))
      found.points.push_back(look(at, t));
    std::ranges::stable_sort(found.points, is_before);
    const double now = highest(found.points).error;
    quiet = now - before <= rule.tolerance * std::abs(now) ? quiet + 1 : 0;
    found.settled = quiet >= rule.quiet_rounds;
  }
  return found;
}

const CurvePoint& highest(const Points& points) {
  assert(!points.empty());
  const auto lower = [](const CurvePoint& a, const CurvePoint& b) { return a.error < b.error; };
  return *std::ranges::max_element(points, lower);
}

double barrier(const Points& points) {
  assert(!points.empty());
  double largest = 0;
  for (const CurvePoint& p : points) {
    const double ends =
        (1 - p.position) * points.front().error + p.position * points.back().error;
    largest = std::max(largest, p.error - ends);
  }
  return largest;
}

}  // namespace caldera
