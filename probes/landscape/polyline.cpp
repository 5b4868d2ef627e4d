#include "caldera/probes/landscape/polyline.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

Polyline::Polyline(std::vector<std::vector<float>> vertices) : positions_{0} {
  assert(!vertices.empty());
  for (std::vector<float>& vertex : vertices) {
    if (!vertices_.empty()) {
      const double step = std::sqrt(squared_distance(vertices_.back(), vertex));
      if (step == 0) continue;
      length_ += step;
      positions_.push_back(length_);
    }
    vertices_.push_back(std::move(vertex));
  }
  if (vertices_.size() == 1) {
    vertices_.push_back(vertices_.front());
    positions_.push_back(1);
    return;
  }
  for (double& position : positions_) position /= length_;
}

void Polyline::point(double t, std::span<double> out) const {
  assert(0 <= t && t <= 1 && out.size() == vertices_.front().size());
  const auto behind = std::upper_bound(positions_.begin(), positions_.end() - 1, t);
  const auto piece = static_cast<std::size_t>(behind - positions_.begin()) - 1;
  const std::size_t from = std::min(piece, positions_.size() - 2);
  const std::vector<float>&x = vertices_[from], &y = vertices_[from + 1];
  const double s = (t - positions_[from]) / (positions_[from + 1] - positions_[from]);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = (1 - s) * double{x[i]} + s * double{y[i]};
}

}  // namespace caldera
