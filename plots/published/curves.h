#pragma once
// The published sweeps over β as numbers: drawn behind ours, and what ours are judged by.
//
// Source: Ersoy, Cardozo Licha and Wiesner, "Phase transitions reveal hierarchical structure in deep
// neural networks", arXiv 2512.11866, from the curves behind the figures. Thinned, and local lines put
// through them, by tools/published_curves.py, which states the rules: a curve has three to four dozen
// of its rows, both sides of every jump among them.

#include <cstdint>
#include <span>

#include "plots/published/transition.h"

namespace caldera::published {

/// One row of a published curve. Errors in nats, accuracy in percent.
struct Point {
  double beta;
  double training_error;  ///< running mean over the last epoch
  double test_error;      ///< E of the figures
  double test_accuracy;
  double distance;  ///< from the reference: r₀, of the path r₄
};

/// The curve of one seed, in order of β.
struct Curve {
  std::int64_t seed;
  std::span<const Point> points;
};

/// What published curves say in the middle of a phase.
struct Place {
  double beta;
  Sample test_error, test_accuracy, distance;
};

/// One published sweep.
struct Case {
  const char* name;
  const char* figure;
  double reported_share;  ///< the reported loss is E + share · β r²
  std::span<const Curve> curves;
  std::span<const Place> places;
  std::span<const Transition> transitions;
};

extern const Case origin_sweep;  ///< Fig. 2: three seeds
extern const Case fast;          ///< Fig. 5a: ten times the learning rate, two seeds
extern const Case relu;          ///< Fig. 6a
extern const Case fashion;       ///< Fig. 6b
extern const Case cnn;           ///< the convolutional network
extern const Case path;          ///< Figs. 3 and 5b: to the weights just after T₄; the distance is r₄

}  // namespace caldera::published
