#include "caldera/probes/spectrum/residual_steps.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/gemm.h"

namespace caldera {
namespace {

/// Squares of singular values below so much of the largest are rounding.
constexpr double negligible = 0x1p-46;

}  // namespace

std::vector<double> residual_rows(const KrylovSpace& space, const SymmetricEigen& ritz,
                                  std::span<const std::size_t> which) {
  assert(ritz.dim() == space.used);
  std::vector<double> coordinates, times_minus_value;
  for (const std::size_t i : which)
    for (const double s : ritz.vector(i)) {
      coordinates.push_back(s);
      times_minus_value.push_back(-ritz.values[i] * s);
    }
  std::vector<double> rows(which.size() * space.dim());
  const Matrix<double> r(rows.data(), which.size(), space.dim());
  const auto of = [&](const std::vector<double>& s) {
    return ConstMatrix<double>(s.data(), which.size(), space.used);
  };
  gemm(of(coordinates), space.image_rows(), r, Update::overwrite);
  gemm(of(times_minus_value), space.basis_rows(), r, Update::add);
  return rows;
}

std::vector<double> principal_directions(ConstMatrix<double> r, std::size_t count) {
  assert(r.rows >= 1);
  std::vector<double> squares(r.rows * r.rows), combinations;
  gemm(r, Factor<double>(r).transposed(), Matrix<double>(squares.data(), r.rows, r.rows),
       Update::overwrite);
  const SymmetricEigen found = eigen_symmetric({squares.data(), r.rows, r.rows});
  std::size_t rank = 0;
  for (std::size_t i = r.rows; i-- > 0 && rank < count; ++rank) {
    if (!(found.values[i] > negligible * found.values.back())) break;
    const double length = std::sqrt(found.values[i]);
    for (const double u : found.vector(i)) combinations.push_back(u / length);
  }
  std::vector<double> directions(rank * r.cols);
  gemm(ConstMatrix<double>(combinations.data(), rank, r.rows), r,
       Matrix<double>(directions.data(), rank, r.cols), Update::overwrite);
  return directions;
}

void start_whole(KrylovSpace& space, ConstMatrix<double> x) {
  if (x.rows == 0) start(space, {});
  for (std::size_t first = 0; first < x.rows; first += space.block) {
    std::vector<double> rows;
    for (std::size_t i = first; i < std::min(first + space.block, x.rows); ++i)
      rows.insert(rows.end(), x.row(i).begin(), x.row(i).end());
    replace_pending(space, {rows.data(), rows.size() / x.cols, x.cols});
    if (!space.can_grow()) return;
    grow(space);
  }
}

}  // namespace caldera
