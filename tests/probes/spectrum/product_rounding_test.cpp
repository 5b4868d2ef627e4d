#include "caldera/probes/spectrum/product_rounding.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "tests/catch.h"
#include "tests/probes/reflected_spectrum.h"

namespace caldera::test {
namespace {

constexpr std::size_t n = 50, terms = 200;

/// A = D + Σ (Mᵢ − Mᵢ): diagonal matrices of size `size` that cancel in pairs, but not next to each
/// other. What is left is D with entries of size 1, and the rounding of numbers of size `size`.
class Cancelling : public SymmetricOperator {
 public:
  explicit Cancelling(double size) : size_(size) {}
  std::size_t dim() const override { return n; }
  void apply(ConstMatrix<double> v, Matrix<double> out) override { add_up(v, out, 1); }
  bool apply_reordered(ConstMatrix<double> v, Matrix<double> out) override {
    add_up(v, out, 7);
    return true;
  }
  /// Entry j of D.
  static double exact(std::size_t j) { return 1.0 / static_cast<double>(j + 1); }

 private:
  /// Adds term 0, stride, 2 stride … modulo their number.
  void add_up(ConstMatrix<double> v, Matrix<double> out, std::size_t stride) const {
    for (std::size_t i = 0; i < v.rows; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        double sum = exact(j) * v(i, j);
        for (std::size_t t = 0; t < terms; ++t) sum += term(t * stride % terms, j) * v(i, j);
        out(i, j) = sum;
      }
  }
  double term(std::size_t t, std::size_t j) const {
    const Stream stream{1, Purpose::test_data, static_cast<std::uint32_t>(t % (terms / 2))};
    return (t < terms / 2 ? size_ : -size_) * stream.uniform(j);
  }
  double size_;
};

/// The first unit vectors: eigenvectors of D.
std::vector<double> unit_vectors(std::size_t count) {
  std::vector<double> rows(count * n);
  for (std::size_t i = 0; i < count; ++i) rows[i * n + i] = 1;
  return rows;
}

std::vector<double> images_of(SymmetricOperator& a, const std::vector<double>& rows) {
  const std::size_t count = rows.size() / n;
  std::vector<double> images(rows.size());
  a.apply({rows.data(), count, n}, {images.data(), count, n});
  return images;
}

ProductRounding measure(SymmetricOperator& a, const std::vector<double>& rows,
                        const std::vector<double>& images, double norm) {
  const std::size_t count = rows.size() / n;
  return product_rounding(a, {rows.data(), count, n}, {images.data(), count, n}, norm);
}

}  // namespace

TEST_CASE("product rounding: of terms that cancel it is that of the terms, not of the sum") {
  for (const double size : {1e3, 1e6, 1e9}) {
    Cancelling a(size);
    const std::vector<double> rows = unit_vectors(10);
    std::vector<double> images = images_of(a, rows);
    const ProductRounding found = measure(a, rows, images, 1);
    CHECK(found.products == 4);
    double largest = 0;
    for (std::size_t i = 0; i < 10; ++i) {
      images[i * n + i] -= Cancelling::exact(i);
      largest = std::max(largest, norm(std::span<const double>(images).subspan(i * n, n)));
    }
    CAPTURE(size, found.size, largest);
    CHECK(largest <= found.size);
    CHECK(found.size <= 100 * largest);
    CHECK(found.size > 0x1p-46);  // what would have been assumed of ‖A‖ = 1
  }
}

TEST_CASE(
    "product rounding: an image that is off is noticed, whichever it is, and however many are "
    "right") {
  for (const std::size_t count : {1u, 2u, 3u, 10u, 50u})
    for (std::size_t wrong = 0; wrong < count; ++wrong) {
      Cancelling a(1);
      const std::vector<double> rows = unit_vectors(count);
      std::vector<double> images = images_of(a, rows);
      images[wrong * n + 17] += 1e-5;
      CHECK(measure(a, rows, images, 1).size >= 1e-5);
    }
}

TEST_CASE(
    "product rounding: an operator that sums in one order is taken to round by 2^-46 of its norm") {
  ReflectedSpectrum a(std::vector<double>(n, 1.0), 0, 0);
  const std::vector<double> rows = unit_vectors(3);
  const ProductRounding assumed = measure(a, rows, rows, 5);
  CHECK(assumed.size == 5 * 0x1p-46);
  CHECK(assumed.products == 3);
  CHECK(a.products() == 3);
}

TEST_CASE("product rounding: a product that is not finite is refused") {
  class Breaking : public SymmetricOperator {
   public:
    std::size_t dim() const override { return n; }
    void apply(ConstMatrix<double> v, Matrix<double> out) override {
      std::ranges::copy(v.flat(), out.flat().begin());
      out(0, 3) = std::numeric_limits<double>::quiet_NaN();
    }
  } a;
  const std::vector<double> rows = unit_vectors(3);
  CHECK_THROWS_AS(measure(a, rows, rows, 1), NonFiniteError);
}

}  // namespace caldera::test
