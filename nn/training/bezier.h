#pragma once
// A curve of low error between two trained networks: Garipov, Izmailov, Podoprikhin, Vetrov and
// Wilson, "Loss surfaces, mode connectivity, and fast ensembling of DNNs", NeurIPS 2018
// (arXiv 1802.10026).

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/network.h"

namespace caldera {

/// The quadratic Bézier curve φ(t) = (1−t)² a + 2t(1−t) c + t² b for 0 ≤ t ≤ 1, from a to b. c is
/// not on it. Owns all three, which are of the same length, P.
struct BezierCurve {
  std::vector<float> start;    ///< a
  std::vector<float> control;  ///< c
  std::vector<float> end;      ///< b

  /// out = φ(t), P entries. The three weights are rounded to T; each product is, then their sum from
  /// the left.
  template <class T>
  void point(double t, std::span<T> out) const;
};

/// Share of c in φ(t), 2t(1−t), which is also dφ/dc.
inline double control_weight(double t) { return 2 * t * (1 - t); }

/// ∫‖φ′(t)‖ dt over [0, 1] by Simpson's rule on 1000 intervals. With φ′ = 2(1−t)(c−a) + 2t(b−c).
double curve_length(const BezierCurve& curve);

/// How the control point is trained.
struct BezierTraining {
  std::uint32_t epochs = 1;       ///< 0: it stays at (a+b)/2
  std::size_t batch = 64;         ///< examples, one or more
  double learning_rate = 0.0015;  ///< of Adam
  std::uint64_t seed = 1;         ///< of the shuffles, and of the positions t
};

/// Trains c from (a+b)/2, to minimise the mean of E(φ(t)) over t uniform on [0, 1]: each mini-batch
/// has one t (stream: seed, curve_position, epoch; element: the batch) and moves c by one step of
/// Adam along 2t(1−t) ∇E_batch(φ(t)). `after_epoch`, if given, is told how many are done. Throws
/// InputError for a data set without examples, NonFiniteError as training does (nn/training/mini_batches.h).
BezierCurve train_bezier(const NetworkShape& shape, const Dataset& data, std::vector<float> a,
                         std::vector<float> b, const BezierTraining& training,
                         const std::function<void(std::uint32_t epochs_done)>& after_epoch = {});

}  // namespace caldera
