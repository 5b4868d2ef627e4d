#pragma once
// A curve of low error between two trained networks: Garipov, Izmailov, Podoprikhin, Vetrov and
// Wilson, "Loss surfaces, mode connectivity, and fast ensembling of DNNs", NeurIPS 2018
// (arXiv 1802.10026).

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "caldera/nn/dataset.h"
#include "caldera/nn/network.h"

namespace caldera {

/// The quadratic Bézier curve φ(t) = (1−t)² a + 2t(1−t) c + t² b for 0 ≤ t ≤ 1, from a to b. c is
/// not on it. All three are of the same length.
struct BezierCurve {
  std::vector<float> start, control, end;  ///< a, c and b

  /// out = φ(t). The three weights are rounded to T; each product is, then their sum from the left.
  template <class T>
  void point(double t, std::span<T> out) const;
};

/// Share of c in φ(t), 2t(1−t), which is also dφ/dc.
inline double control_weight(double t) { return 2 * t * (1 - t); }

/// ∫‖φ′(t)‖ dt over [0, 1] by Simpson's rule on 1000 intervals. With φ′ = 2(1−t)(c−a) + 2t(b−c).
double length(const BezierCurve& curve);

struct BezierTraining {
  std::uint32_t epochs = 1;
  std::size_t batch = 64;
  double learning_rate = 0.0015;  ///< of Adam
  std::uint64_t seed = 1;
};

/// Trains c from (a+b)/2, to minimise the mean of E(φ(t)) over t uniform on [0, 1]: each mini-batch
/// has one t (stream: seed, curve_position, epoch; element: the batch) and moves c by one step of
/// Adam along 2t(1−t) ∇E_batch(φ(t)). Throws NonFiniteError as training does (nn/mini_batches.h).
BezierCurve train_bezier(const NetworkShape& shape, const Dataset& data, std::vector<float> a,
                         std::vector<float> b, const BezierTraining& training,
                         const std::function<void(std::uint32_t epochs_done)>& after_epoch = {});

}  // namespace caldera
