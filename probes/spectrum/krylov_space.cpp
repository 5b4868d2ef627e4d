#include "caldera/probes/spectrum/krylov_space.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

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

/// w ← w − (w Bᵀ) B and c ← c + w Bᵀ for B the rows first … first + count − 1 of V and N together.
/// w: s × P; c: s × at least all rows.
void project_out(KrylovSpace& space, std::size_t first, std::size_t count, Matrix<double> w,
                 Matrix<double> c) {
  const std::vector<double> components =
      project_out(w, ConstMatrix<double>(row(space, first).data(), count, space.dim()));
  for (std::size_t i = 0; i < w.rows; ++i)
    for (std::size_t j = 0; j < count; ++j) c(i, first + j) += components[i * count + j];
}

/// Appends to N what of w is orthogonal to V and N, normalised, unless that is not more than
/// `negligible`. w had the length `before` when it was last made orthogonal to V. c (entries
/// as the rows of V and N) += the coordinates of w, so w is lost.
void append(KrylovSpace& space, std::span<double> w, std::span<double> c, double before,
            double negligible) {
  const Matrix<double> one(w.data(), 1, w.size()), coordinates(c.data(), 1, c.size());
  project_out(space, space.used, space.pending, one, coordinates);
  double left = norm(w);
  while (left > negligible && !(left > before / 2)) {
    before = left;
    project_out(space, 0, space.used + space.pending, one, coordinates);
    left = norm(w);
  }
  if (!(left > negligible)) return;
  const std::size_t i = space.used + space.pending;
  c[i] = left;
  const std::span<double> target = row(space, i);
  for (std::size_t j = 0; j < w.size(); ++j) target[j] = w[j] / left;
  ++space.pending;
}

/// The same of a direction that has not been made orthogonal to anything; its coordinates do not
/// matter.
void append_any(KrylovSpace& space, std::vector<double> w) {
  std::vector<double> ignored(space.basis + space.block);
  append(space, w, ignored, std::numeric_limits<double>::infinity(), rounding * norm(w));
}

/// Random directions until N has all the rows it can have.
void fill_up(KrylovSpace& space) {
  const std::size_t full = std::min(space.block, space.dim() - space.used);
  std::vector<double> w(space.pending < full ? space.dim() : 0);
  while (space.pending < full) {
    const Stream stream{space.seed, Purpose::start_vector, space.directions++};
    for (std::size_t j = 0; j < w.size(); ++j) w[j] = stream.normal(j);
    append_any(space, w);
  }
}

/// The products A N, in the rows of A V behind those of V, and a copy of them to be worked on.
Matrix<double> multiply(KrylovSpace& space) {
  double* const behind = space.images.data() + space.used * space.dim();
  const Matrix<double> images(behind, space.pending, space.dim());
  space.a.apply({row(space, space.used).data(), space.pending, space.dim()}, images);
  space.products += space.pending;
  for (std::size_t i = 0; i < images.rows; ++i) {
    const double length = norm(images.row(i));
    if (!std::isfinite(length))
      throw NonFiniteError("Krylov space: a product of the operator is not finite");
    space.largest_image = std::max(space.largest_image, length);
  }
  std::copy_n(behind, images.size(), space.step.data());
  return {space.step.data(), images.rows, images.cols};
}

/// Takes V out of the products of a step: first the blocks to which the recurrence couples them,
/// then all. Returns the lengths between the two.
std::vector<double> project_out_basis(KrylovSpace& space, Matrix<double> products,
                                      Matrix<double> c) {
  const std::size_t coupled = space.last + space.before_last;
  project_out(space, space.used - coupled, coupled, products, c);
  std::vector<double> lengths;
  for (std::size_t i = 0; i < products.rows; ++i) lengths.push_back(norm(products.row(i)));
  project_out(space, 0, space.used, products, c);
  return lengths;
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

/// rows ← s · rows for the first s.cols rows, in place, a panel of columns at a time.
void rotate(std::vector<double>& rows, ConstMatrix<double> s, std::size_t dim) {
  constexpr std::size_t panel = 2048;
  std::vector<double> memory(s.rows * panel);
  for (std::size_t first = 0; first < dim; first += panel) {
    const std::size_t width = std::min(panel, dim - first);
    const Matrix<double> rotated(memory.data(), s.rows, width);
    gemm(s, ConstMatrix<double>(rows.data() + first, s.cols, width, dim), rotated,
         Update::overwrite);
    for (std::size_t i = 0; i < s.rows; ++i)
      std::ranges::copy(rotated.row(i), &rows[i * dim + first]);
  }
}

}  // namespace

KrylovSpace::KrylovSpace(SymmetricOperator& op, std::size_t basis_rows, std::size_t block_rows,
                         std::uint64_t random_seed)
    : a(op),
      basis(std::min(basis_rows, op.dim())),
      block(std::min(block_rows, op.dim())),
      seed(random_seed),
      rows(std::min(basis + block, dim()) * dim()),
      images(basis * dim()),
      step(block * dim()),
      t(basis * basis) {
  assert(basis >= 1 && block >= 1);
}

void start(KrylovSpace& space, ConstMatrix<double> x) {
  assert(space.pending == 0 && x.rows <= space.block);
  for (std::size_t i = 0; i < x.rows && space.used + space.pending < space.dim(); ++i)
    append_any(space, {x.row(i).begin(), x.row(i).end()});
  fill_up(space);
}

void grow(KrylovSpace& space) {
  assert(space.can_grow());
  const Matrix<double> products = multiply(space);
  space.used += space.pending;
  space.before_last = space.last;
  space.last = space.pending;
  space.pending = 0;
  std::vector<double> memory(space.last * (space.basis + space.block));
  const Matrix<double> c(memory.data(), space.last, space.basis + space.block);
  const std::vector<double> lengths = project_out_basis(space, products, c);
  for (std::size_t i = 0; i < space.last && space.used + space.pending < space.dim(); ++i)
    append(space, products.row(i), c.row(i), lengths[i], rounding * space.largest_image);
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
  rotate(space.rows, s, space.dim());
  rotate(space.images, s, space.dim());
  for (std::size_t n = 0; n < space.pending; ++n)
    std::ranges::copy(row(space, space.used + n), row(space, keep.size() + n).begin());
  std::ranges::fill(space.t, 0.0);
  for (std::size_t i = 0; i < keep.size(); ++i) space.t[i * space.basis + i] = ritz.values[keep[i]];
  space.used = keep.size();
  space.last = space.before_last = 0;
}

}  // namespace caldera
