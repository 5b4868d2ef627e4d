#include "caldera/probes/operators/dense_matrix.h"

#include <limits>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "tests/autograd/op_harness.h"
#include "tests/probes/known_operators.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {

namespace {

/// v ↦ (v₁ + 2v₂, 3v₁ + 4v₂): not symmetric, so that rows and columns differ.
class Lopsided : public SymmetricOperator {
 public:
  std::size_t dim() const override { return 2; }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    for (std::size_t i = 0; i < v.rows; ++i) {
      out(i, 0) = v(i, 0) + 2 * v(i, 1);
      out(i, 1) = 3 * v(i, 0) + 4 * v(i, 1);
    }
  }
};

/// The identity of a size that nobody should write out.
class Huge : public SymmetricOperator {
 public:
  std::size_t dim() const override { return largest_dense_dim + 1; }
  void apply(ConstMatrix<double>, Matrix<double>) override {}
};

}  // namespace

TEST_CASE("the dense matrix of a matrix is that matrix, for any block and threads") {
  const std::vector<double> a = matrix_with_spectrum(scattered_spectrum(37, 0.3, 1), 1);
  MatrixOperator op(a);
  for (const std::size_t block : {1u, 5u, 37u, 100u}) CHECK(dense_matrix(op, block) == a);
  for (const int threads : {2, 7}) {
    configure_arithmetic("exact", "auto", threads);
    CHECK(dense_matrix(op) == a);
  }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("column j of the dense matrix is A e_j, and nothing is symmetrised") {
  Lopsided op;
  CHECK(dense_matrix(op) == std::vector<double>{1, 2, 3, 4});
}

TEST_CASE("the dense Hessian of a small network is autograd's") {
  SmallMlp mlp({{5, 4, 3}, Activation::tanh});
  const std::vector<double> theta = random_vector(mlp.dim(), 1);
  const auto h = mlp.linearize(theta, Curvature::hessian);
  check_close("Hessian", dense_matrix(*h), mlp.dense_hessian(theta), tolerance::second_order<double>);
}

TEST_CASE("a dense matrix is refused where it makes no sense") {
  Huge huge;
  CHECK_THAT(refusal([&] { dense_matrix(huge); }), Catch::Contains("8193"));
  Lopsided op;
  CHECK_THAT(refusal([&] { dense_matrix(op, 0); }), Catch::Contains("block"));
  std::vector<double> broken(9, 0.1);
  broken[7] = std::numeric_limits<double>::quiet_NaN();
  MatrixOperator bad(broken);
  CHECK_THROWS_AS(dense_matrix(bad), NonFiniteError);
}

}  // namespace caldera::test
