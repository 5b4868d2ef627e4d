#include "plots/slices/wells.h"

#include <tuple>

#include "plots/slices/panels.h"

namespace caldera {

namespace {

constexpr double step = 1e-4;  // of β
constexpr std::size_t most_steps = 10000;

bool is_well(const std::vector<double>& loss, std::size_t i, std::size_t cols) {
  for (const std::size_t row : {i - cols, i, i + cols})
    for (const std::size_t neighbour : {row - 1, row, row + 1})
      if (neighbour != i && !(loss[i] < loss[neighbour])) return false;
  return true;
}

}  // namespace

std::vector<Well> wells(const Slice& plane, double beta) {
  const std::vector<double> loss = losses(plane.values.error, plane.values.squared_norm, beta);
  const auto& [xs, ys] = std::tie(plane.frame.xs, plane.frame.ys);
  std::vector<Well> found;
  for (std::size_t column = 1; column + 1 < xs.size(); ++column)
    for (std::size_t row = 1; row + 1 < ys.size(); ++row) {
      const std::size_t i = row * xs.size() + column;
      if (is_well(loss, i, xs.size())) found.push_back({{xs[column], ys[row]}, loss[i]});
    }
  return found;
}

WellsFate fate_of_wells(const Slice& plane) {
  WellsFate fate;
  if (wells(plane, plane.beta).size() < 2) return fate;
  for (std::size_t k = 0; !fate.gone && k <= most_steps; ++k) {
    const double more = static_cast<double>(k) * step, beta = plane.beta + more;
    if (more >= plane.beta) break;
    const std::vector<Well> found = wells(plane, beta);
    if (found.size() < 2)
      fate.gone = beta;
    else if (!fate.equal && found.back().loss <= found.front().loss)
      fate.equal = beta;
  }
  return fate;
}

}  // namespace caldera
