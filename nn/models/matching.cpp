#include "caldera/nn/models/matching.h"

#include <cassert>
#include <numeric>

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/models/assignment.h"

namespace caldera {

namespace {

using Units = std::vector<std::size_t>;

Units in_place(std::size_t count) {
  Units units(count);
  std::iota(units.begin(), units.end(), std::size_t{0});
  return units;
}

ConstMatrix<double> matrix(const std::vector<double>& theta, const ParameterSlice& slice) {
  return {theta.data() + slice.offset, slice.rows, slice.cols};
}

/// What the pairs of units of a hidden layer add to ⟨a, b⟩: (i, j) if unit i of a goes with unit j
/// of b.
std::vector<double> shares(const NetworkShape& shape, std::size_t layer,
                           const std::vector<double>& a, const std::vector<double>& b) {
  const std::vector<ParameterSlice> slices = parameter_slices(shape);
  const ParameterSlice &in = slices[2 * layer], &bias = slices[2 * layer + 1],
                       &out = slices[2 * layer + 2];
  std::vector<double> result(in.rows * in.rows);
  const Matrix<double> target(result.data(), in.rows, in.rows);
  gemm(matrix(a, in), transposed(matrix(b, in)), target, Update::overwrite);
  gemm(transposed(matrix(a, bias)), matrix(b, bias), target, Update::add);
  gemm(transposed(matrix(a, out)), matrix(b, out), target, Update::add);
  return result;
}

/// One layer's best permutation, the others held.
HiddenPermutations best_of_layer(const NetworkShape& shape, std::size_t layer,
                                 std::span<const float> a, std::span<const float> b) {
  const std::vector<double> wide_a(a.begin(), a.end()), wide_b(b.begin(), b.end());
  const std::vector<double> gain = shares(shape, layer, wide_a, wide_b);
  HiddenPermutations result = identity_permutations(shape);
  const std::size_t units = result[layer].size();
  result[layer] = best_assignment({gain.data(), units, units}).column;
  return result;
}

/// `first`, then `second`.
HiddenPermutations composed(const HiddenPermutations& first, const HiddenPermutations& second) {
  HiddenPermutations result = second;
  for (std::size_t k = 0; k < result.size(); ++k)
    for (std::size_t& unit : result[k]) unit = first[k][unit];
  return result;
}

}  // namespace

HiddenPermutations identity_permutations(const NetworkShape& shape) {
  HiddenPermutations result;
  for (std::size_t k = 1; k + 1 < shape.widths.size(); ++k)
    result.push_back(in_place(shape.widths[k]));
  return result;
}

HiddenPermutations inverse_permutations(const HiddenPermutations& permutations) {
  HiddenPermutations result = permutations;
  for (std::size_t k = 0; k < permutations.size(); ++k)
    for (std::size_t i = 0; i < permutations[k].size(); ++i) result[k][permutations[k][i]] = i;
  return result;
}

std::vector<float> permute(const NetworkShape& shape, std::span<const float> theta,
                           const HiddenPermutations& permutations) {
  const std::vector<ParameterSlice> slices = parameter_slices(shape);
  assert(shape.convolutions.empty() && 2 * permutations.size() + 2 == slices.size());
  std::vector<float> result(theta.begin(), theta.end());
  Units columns = in_place(shape.widths.front());
  for (std::size_t k = 0; k < slices.size(); k += 2) {
    const ParameterSlice &weight = slices[k], &bias = slices[k + 1];
    const bool last = k + 2 == slices.size();
    const Units rows = last ? in_place(weight.rows) : permutations[k / 2];
    for (std::size_t i = 0; i < weight.rows; ++i) {
      for (std::size_t j = 0; j < weight.cols; ++j)
        result[weight.offset + i * weight.cols + j] =
            theta[weight.offset + rows[i] * weight.cols + columns[j]];
      result[bias.offset + i] = theta[bias.offset + rows[i]];
    }
    columns = rows;
  }
  return result;
}

HiddenPermutations match_units(const NetworkShape& shape, std::span<const float> a,
                               std::span<const float> b) {
  HiddenPermutations found = identity_permutations(shape);
  std::vector<float> moved(b.begin(), b.end());
  double distance = squared_distance(a, moved);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t layer = 0; layer < found.size(); ++layer) {
      const HiddenPermutations better = best_of_layer(shape, layer, a, moved);
      const std::vector<float> candidate = permute(shape, moved, better);
      const double candidate_distance = squared_distance(a, candidate);
      if (!(candidate_distance < distance)) continue;
      found = composed(found, better);
      moved = candidate;
      distance = candidate_distance;
      changed = true;
    }
  }
  return found;
}

}  // namespace caldera
