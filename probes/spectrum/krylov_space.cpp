#include "caldera/probes/spectrum/krylov_space.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/orthogonal.h"

namespace caldera {
namespace {

/// Share of the largest product that is taken for its rounding.
constexpr double rounding = 0x1p-46;

/// Row i of V and N together.
std::span<double> row(KrylovSpace& space, std::size_t i) {
  return {space.rows.data() + i * space.dim(), space.dim()};
}

/// w ← w − (w Bᵀ) B and c ← c + w Bᵀ for B all rows of V and N.  w: s × P; c: s × at least all.
void project_out(KrylovSpace& space, Matrix<double> w, Matrix<double> c) {
  const std::size_t all = space.used + space.pending;
  const std::vector<double> components =
      project_out(w, ConstMatrix<double>(space.rows.data(), all, space.dim()));
  for (std::size_t i = 0; i < w.rows; ++i)
    for (std::size_t j = 0; j < all; ++j) c(i, j) += components[i * all + j];
}

/// Appends to N what of w is orthogonal to V and N, normalised, unless that is not more than
/// `negligible`. c (entries as the rows of V and N) += the coordinates of w, so w is lost.
void append(KrylovSpace& space, std::span<double> w, std::span<double> c, double negligible) {
  double left = norm(w), before = 0;
  do {
    if (!(left > negligible)) return;
    before = left;
    project_out(space, {w.data(), 1, w.size()}, {c.data(), 1, c.size()});
    left = norm(w);
  } while (!(left > before / 2));
  const std::size_t i = space.used + space.pending;
  c[i] = left;
  const std::span<double> target = row(space, i);
  for (std::size_t j = 0; j < w.size(); ++j) target[j] = w[j] / left;
  ++space.pending;
}

/// Random directions until N has all the rows it can have.
void fill_up(KrylovSpace& space) {
  const std::size_t full = std::min(space.block, space.dim() - space.used);
  std::vector<double> w(space.pending < full ? space.dim() : 0);
  while (space.pending < full) {
    const Stream stream{space.seed, Purpose::probe_vector, space.directions++};
    for (std::size_t j = 0; j < w.size(); ++j) w[j] = stream.normal(j);
    std::vector<double> ignored(space.basis + space.block);
    append(space, w, ignored, rounding * norm(w));
  }
}

/// images ← A N
Matrix<double> multiply(KrylovSpace& space) {
  const Matrix<double> images(space.images.data(), space.pending, space.dim());
  space.a.apply({row(space, space.used).data(), space.pending, space.dim()}, images);
  space.products += space.pending;
  for (std::size_t i = 0; i < images.rows; ++i) {
    const double length = norm(images.row(i));
    if (!std::isfinite(length))
      throw NonFiniteError("Krylov space: a product of the operator is not finite");
    space.largest_image = std::max(space.largest_image, length);
  }
  return images;
}

/// Rows and columns of T that belong to the last step. c(i, j) = ⟨A v, w⟩ for v row i of the step
/// and w any row j of V. Where both are of the step, the two values that should be one are
/// averaged.
void extend_projection(KrylovSpace& space, ConstMatrix<double> c) {
  const std::size_t first = space.used - space.last, stride = space.basis;
  for (std::size_t i = 0; i < space.last; ++i)
    for (std::size_t j = 0; j < space.used; ++j) {
      const double value = j < first ? c(i, j) : (c(i, j) + c(j - first, first + i)) / 2;
      space.t[(first + i) * stride + j] = space.t[j * stride + first + i] = value;
    }
}

}  // namespace

KrylovSpace::KrylovSpace(SymmetricOperator& op, std::size_t basis_rows, std::size_t block_rows,
                         std::uint64_t random_seed)
    : a(op), basis(std::min(basis_rows, op.dim())), block(std::min(block_rows, op.dim())), seed(random_seed),
      rows(std::min(basis + block, dim()) * dim()), images(block * dim()), t(basis * basis) {
  assert(basis >= 1 && block >= 1);
}

void start(KrylovSpace& space, ConstMatrix<double> x) {
  assert(space.pending == 0 && x.rows <= space.block);
  for (std::size_t i = 0; i < x.rows && space.used + space.pending < space.dim(); ++i) {
    std::vector<double> w(x.row(i).begin(), x.row(i).end());
    std::vector<double> ignored(space.basis + space.block);
    append(space, w, ignored, rounding * norm(w));
  }
  fill_up(space);
}

void grow(KrylovSpace& space) {
  assert(space.can_grow());
  const Matrix<double> images = multiply(space);
  space.used += space.pending;
  space.last = space.pending;
  space.pending = 0;
  std::vector<double> memory(space.last * (space.basis + space.block));
  const Matrix<double> c(memory.data(), space.last, space.basis + space.block);
  project_out(space, images, c);
  for (std::size_t i = 0; i < space.last && space.used + space.pending < space.dim(); ++i)
    append(space, images.row(i), c.row(i), rounding * space.largest_image);
  extend_projection(space, c);
  fill_up(space);  // random directions are not coupled to the step: their entries of c are zero
  space.coupling.clear();
  for (std::size_t n = 0; n < space.pending; ++n)
    for (std::size_t i = 0; i < space.last; ++i) space.coupling.push_back(c(i, space.used + n));
}

SymmetricEigen ritz_pairs(const KrylovSpace& space) {
  return eigen_symmetric({space.t.data(), space.used, space.used, space.basis});
}

std::vector<double> residual_estimates(const KrylovSpace& space, const SymmetricEigen& ritz) {
  assert(ritz.dim() == space.used);
  const ConstMatrix<double> c(space.coupling.data(), space.pending, space.last);
  std::vector<double> residuals;
  for (std::size_t i = 0; i < ritz.dim(); ++i) {
    double square = 0;
    for (std::size_t n = 0; n < c.rows; ++n) {
      const double entry = dot(c.row(n), ritz.vector(i).last(space.last));
      square += entry * entry;
    }
    residuals.push_back(std::sqrt(square));
  }
  return residuals;
}

void restart(KrylovSpace& space, const SymmetricEigen& ritz, std::span<const std::size_t> keep) {
  std::vector<double> coordinates;
  for (const std::size_t i : keep)
    coordinates.insert(coordinates.end(), ritz.vector(i).begin(), ritz.vector(i).end());
  const ConstMatrix<double> s(coordinates.data(), keep.size(), space.used);
  // In place, a panel of columns at a time.
  constexpr std::size_t panel = 2048;
  std::vector<double> memory(keep.size() * panel);
  for (std::size_t first = 0; first < space.dim(); first += panel) {
    const std::size_t width = std::min(panel, space.dim() - first);
    const Matrix<double> rotated(memory.data(), keep.size(), width);
    gemm(s, ConstMatrix<double>(space.rows.data() + first, space.used, width, space.dim()), rotated,
         Update::overwrite);
    for (std::size_t i = 0; i < keep.size(); ++i)
      std::ranges::copy(rotated.row(i), row(space, i).begin() + static_cast<std::ptrdiff_t>(first));
  }
  for (std::size_t n = 0; n < space.pending; ++n)
    std::ranges::copy(row(space, space.used + n), row(space, keep.size() + n).begin());
  std::ranges::fill(space.t, 0.0);
  for (std::size_t i = 0; i < keep.size(); ++i) space.t[i * space.basis + i] = ritz.values[keep[i]];
  space.used = keep.size();
  space.last = 0;
}

}  // namespace caldera
