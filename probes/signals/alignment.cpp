#include "caldera/probes/signals/alignment.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

double alignment(std::span<const double> g, std::span<const double> v) {
  const double lengths = norm(g) * norm(v);
  return lengths > 0 ? std::min(std::abs(dot(g, v)) / lengths, 1.0) : 0;
}

double alignment(std::span<const float> g, std::span<const double> v) {
  return alignment(std::vector<double>(g.begin(), g.end()), v);
}

double share_in_span(std::span<const double> g, ConstMatrix<double> directions) {
  const double all = squared_norm(g);
  std::vector<double> along;
  for (std::size_t k = 0; k < directions.rows; ++k) along.push_back(dot(g, directions.row(k)));
  return all > 0 ? std::min(squared_norm(along) / all, 1.0) : 0;
}

double share_in_span(std::span<const float> g, ConstMatrix<double> directions) {
  return share_in_span(std::vector<double>(g.begin(), g.end()), directions);
}

}  // namespace caldera
