#pragma once
// A path through points that are given, straight from each to the next.

#include <span>
#include <vector>

namespace caldera {

/// The position t ∈ [0, 1] is the share of the path's length behind it. A vertex that repeats the
/// one before is left out.
class Polyline {
 public:
  /// At least one vertex, all of the same length.
  explicit Polyline(std::vector<std::vector<float>> vertices);

  /// Sum of the distances between neighbours. Zero if all vertices are one.
  double length() const { return length_; }

  /// Positions of the vertices, ascending from 0 to 1; {0, 1} of a path without length.
  const std::vector<double>& positions() const { return positions_; }

  /// out = the point at t: (1−s) x + s y on the piece from x to y whose share s lies behind it.
  void point(double t, std::span<double> out) const;

 private:
  std::vector<std::vector<float>> vertices_;
  std::vector<double> positions_;
  double length_ = 0;
};

}  // namespace caldera
