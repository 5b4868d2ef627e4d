#pragma once
// Overdamped Langevin dynamics dx = −∇V dt + √(2T) dW of many walkers in one potential, each with
// random numbers of its own.
//
// A step h is one of Heun's method, with the same noise in both stages (Honeycutt, Phys. Rev. A 45,
// 600, 1992):
//
//     d = √(2Th) ξ,   y = x − h ∇V(x) + d,   x ← x − (h/2) (∇V(x) + ∇V(y)) + d,
//
// ξ independent standard normal numbers. For additive noise it is of weak order 2: means are off by
// O(h²). Its error is known in a well V = ½k x²: with z = kh the stationary variance is
//
//     (T/k) (1 − z + z²/4) / (1 − z + z²/2 − z³/8) = (T/k) (1 − z²/4 + O(z³)).                 (1)
//
// The noise takes most of the time, so the second gradient costs little.
//
// A potential of P variables is a type with `static constexpr std::size_t dim = P` and a function
// `gradient` from a Point<P> to a Point<P>. Walkers move in lanes side by side, which the compiler
// vectorises. Walker number k draws from Stream{seed, Purpose::thermal_noise, k}; so its path does
// not depend on its lane, on its neighbours or on how many there are.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/normal_pairs.h"

namespace caldera {

/// A place in P dimensions.
template <std::size_t P>
using Point = std::array<double, P>;

/// Whether all coordinates are.
template <std::size_t P>
bool is_finite(const Point<P>& x) {
  for (const double coordinate : x)
    if (!std::isfinite(coordinate)) return false;
  return true;
}

/// How walkers move.
struct LangevinRule {
  double temperature = 1;  ///< T ≥ 0, in the unit of V
  double step = 0.01;      ///< h > 0, in units of time
  std::uint64_t seed = 1;  ///< of all streams
};

/// Walkers in lanes. All are at rest at the start, as number 0, until begin() is called.
template <class Potential>
class Walkers {
 public:
  static constexpr std::size_t lanes = 16;            ///< walkers side by side
  static constexpr std::size_t dim = Potential::dim;  ///< P

  /// Walkers that begin at `start`.
  Walkers(const Potential& potential, const Point<dim>& start, const LangevinRule& rule)
      : potential_(potential), start_(start), rule_(rule) {
    for (std::size_t lane = 0; lane < lanes; ++lane) begin(lane, 0);
  }

  /// Puts walker `number` into a lane, at the start and at time 0.
  void begin(std::size_t lane, std::uint32_t number) {
    for (std::size_t i = 0; i < dim; ++i) x_[i][lane] = start_[i];
    number_[lane] = number;
    steps_[lane] = 0;
  }

  /// One step of all.
  void move() {
    draw_noise();
    const double half = rule_.step / 2, amplitude = std::sqrt(2 * rule_.temperature * rule_.step);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Point<dim> x = at(lane), slope = potential_.gradient(x);
      Point<dim> trial{};
      for (std::size_t i = 0; i < dim; ++i)
        trial[i] = x[i] - rule_.step * slope[i] + amplitude * noise_[i][lane];
      const Point<dim> next = potential_.gradient(trial);
      for (std::size_t i = 0; i < dim; ++i)
        x_[i][lane] = x[i] - half * (slope[i] + next[i]) + amplitude * noise_[i][lane];
    }
  }

  /// Where the walker in a lane is.
  Point<dim> at(std::size_t lane) const {
    Point<dim> x{};
    for (std::size_t i = 0; i < dim; ++i) x[i] = x_[i][lane];
    return x;
  }

  /// Its number.
  std::uint32_t number(std::size_t lane) const { return number_[lane]; }

  /// Its time since begin(), steps · h.
  double time(std::size_t lane) const { return static_cast<double>(steps_[lane]) * rule_.step; }

 private:
  static constexpr std::size_t pairs = (dim + 1) / 2;  // for odd P one number a step is not used

  /// Step n takes elements n · pairs … of each stream.
  void draw_noise() {
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      for (std::size_t lane = 0; lane < lanes; ++lane) element_[lane] = steps_[lane] * pairs + pair;
      fill_normal_pairs(rule_.seed, Purpose::thermal_noise,
                        {number_, element_, noise_[2 * pair], noise_[2 * pair + 1]});
    }
    for (std::uint64_t& steps : steps_) ++steps;
  }

  Potential potential_;
  Point<dim> start_;
  LangevinRule rule_;
  std::array<std::array<double, lanes>, dim> x_{};
  std::array<std::array<double, lanes>, 2 * pairs> noise_{};
  std::array<std::uint32_t, lanes> number_{};
  std::array<std::uint64_t, lanes> steps_{}, element_{};
};

/// The times at which walkers first, first + 1, … first + count − 1 arrive, in this order: after
/// the first step that ends where `has_arrived`, a function of a Point, is true. It must become
/// true at some time for each. `on_arrival` is called at each. Throws NonFiniteError for a walker
/// that is at no finite place, as after steps that are too large: it would never arrive.
template <class Potential, class HasArrived, class OnArrival>
std::vector<double> arrival_times(Walkers<Potential> walkers, const HasArrived& has_arrived,
                                  std::uint32_t first, std::size_t count,
                                  const OnArrival& on_arrival) {
  std::vector<double> times(count);
  std::uint32_t next = first;
  for (std::size_t lane = 0; lane < walkers.lanes; ++lane) walkers.begin(lane, next++);
  for (std::size_t arrived = 0; arrived < count;) {
    walkers.move();
    for (std::size_t lane = 0; lane < walkers.lanes; ++lane) {
      const std::size_t walker = walkers.number(lane) - first;
      const bool counts = walker < count;  // the others only fill lanes
      const Point<Potential::dim> x = walkers.at(lane);
      if (counts && !is_finite(x))
        throw NonFiniteError("walkers: walker " + std::to_string(walkers.number(lane)) +
                             " is at no finite place; its steps may be too large");
      if (!has_arrived(x)) continue;
      if (counts) {
        times[walker] = walkers.time(lane);
        ++arrived;
        on_arrival();
      }
      walkers.begin(lane, next++);
    }
  }
  return times;
}

}  // namespace caldera
