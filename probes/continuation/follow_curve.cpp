#include "caldera/probes/continuation/follow_curve.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/require.h"

namespace caldera {
namespace {

constexpr Require require{"continuation", "change the options of the trace"};

void check(const ContinuationOptions& o) {
  require(0 < o.shortest && o.shortest <= o.step && o.step <= o.longest, "lengths of a step",
          "0 < shortest <= first <= longest", "others");
  require(o.lowest_c < o.highest_c, "range of c", "lowest below highest", "others");
  require(o.fewest_corrections <= o.most_corrections, "Newton steps wanted", "fewest <= most",
          "others");
}

double cosine(const Tangent& a, const Tangent& b) { return dot(a.theta, b.theta) + a.c * b.c; }

/// The next point, with `length` shortened until it is found; none if it would get too short.
std::optional<StationaryPoint> next_point(StationaryCurve& curve, const StationaryPoint& from,
                                          const ContinuationOptions& options, double& length,
                                          FollowedCurve& result) {
  if (std::isfinite(options.largest_share))
    length = std::min(length, options.largest_share * std::abs(from.c / from.tangent.c));
  for (; length >= options.shortest; length /= 2) {
    std::optional<StationaryPoint> next = curve.step(from, length);
    if (next && cosine(from.tangent, next->tangent) >= options.least_cosine) return next;
    ++result.failed_steps;
  }
  return {};
}

/// The length of the step after one of `length` between two points.
double adapted(double length, const StationaryPoint& from, const StationaryPoint& to,
               const ContinuationOptions& options) {
  double next = length;
  if (to.corrections < options.fewest_corrections) next *= 2;
  if (to.corrections > options.most_corrections) next /= 2;
  const double turned = std::sqrt(std::max(0.0, 2 - 2 * cosine(from.tangent, to.tangent)));
  if (turned * next > options.turn * length) next = options.turn / turned * length;
  return std::clamp(next, options.shortest, options.longest);
}

bool is_inside(double c, const ContinuationOptions& options) {
  return options.lowest_c <= c && c <= options.highest_c;
}

}  // namespace

FollowedCurve follow_curve(StationaryCurve& curve, const StationaryPoint& start,
                           const ContinuationOptions& options,
                           const std::function<void(const StationaryPoint&)>& visit) {
  check(options);
  FollowedCurve result;
  StationaryPoint from = start;
  double length = options.step;
  const auto take = [&] {
    if (!from.tangent_solved) ++result.unsolved;
    visit(from);
  };
  take();
  for (result.points = 1; result.points < options.points && is_inside(from.c, options) &&
                          result.critical.size() < options.critical;
       ++result.points) {
    std::optional<StationaryPoint> next = next_point(curve, from, options, length, result);
    if (!next) {
      result.end = ContinuationEnd::stuck;
      return result;
    }
    if (critical_between(from, *next))
      result.critical.push_back(refine_critical_point(curve, from, *next, length, options.refine));
    length = adapted(length, from, *next, options);
    from = std::move(*next);
    take();
  }
  if (!is_inside(from.c, options))
    result.end = ContinuationEnd::left_range;
  else if (result.critical.size() == options.critical)
    result.end = ContinuationEnd::found;
  return result;
}

}  // namespace caldera
