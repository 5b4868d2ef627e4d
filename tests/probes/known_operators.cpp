#include "tests/probes/known_operators.h"

#include <cmath>
#include <stdexcept>

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "tests/autograd/op_harness.h"
#include "tests/nn/synthetic.h"

namespace caldera::test {

MatrixOperator::MatrixOperator(std::vector<double> a)
    : a_(std::move(a)), dim_(static_cast<std::size_t>(std::lround(std::sqrt(a_.size())))) {}

void MatrixOperator::apply(ConstMatrix<double> v, Matrix<double> out) {
  gemm(v, matrix(), out, Update::overwrite);  // v A = (A vᵀ)ᵀ
}

std::vector<double> matrix_with_spectrum(const std::vector<double>& eigenvalues,
                                         std::uint32_t trial) {
  const std::size_t n = eigenvalues.size();
  std::vector<double> memory(n * n);
  const Matrix<double> a(memory.data(), n, n);
  for (std::size_t i = 0; i < n; ++i) a(i, i) = eigenvalues[i];
  for (std::uint32_t k = 0; k < 3; ++k) {
    // A ← (I − 2uuᵀ) A (I − 2uuᵀ) = A − uwᵀ − wuᵀ with p = 2Au, w = p − (uᵀp) u.
    std::vector<double> u = random_vector(n, 100 * trial + k), w(n);
    const double length = norm(u);
    for (double& x : u) x /= length;
    for (std::size_t i = 0; i < n; ++i) w[i] = 2 * dot(ConstMatrix<double>(a).row(i), u);
    const double along = dot(u, w);
    for (std::size_t i = 0; i < n; ++i) w[i] -= along * u[i];
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) a(i, j) -= u[i] * w[j] + w[i] * u[j];
  }
  return memory;
}

std::vector<double> scattered_spectrum(std::size_t dim, double shift, std::uint32_t trial) {
  std::vector<double> spectrum = random_vector(dim, 7000 + trial);
  for (double& x : spectrum) x += shift;
  return spectrum;
}

double Quadratic::value(std::span<const double> theta) {
  std::vector<double> gradient(dim());
  return value_and_gradient(theta, gradient);
}

double Quadratic::value_and_gradient(std::span<const double> theta, std::span<double> out) {
  a_.apply({theta.data(), 1, dim()}, {out.data(), 1, dim()});
  const double value = dot(theta, out) / 2 - dot(theta, c_);
  for (std::size_t i = 0; i < dim(); ++i) out[i] -= c_[i];
  return value;
}

std::unique_ptr<SymmetricOperator> Quadratic::linearize(std::span<const double>, Curvature kind) {
  if (kind != Curvature::hessian) throw std::invalid_argument("a quadratic has a Hessian only");
  return std::make_unique<MatrixOperator>(a_);
}

double Rosenbrock::value(std::span<const double> at) {
  const double x = at[0], rest = at[1] - x * x;
  return (1 - x) * (1 - x) + 100 * rest * rest;
}

double Rosenbrock::value_and_gradient(std::span<const double> at, std::span<double> out) {
  const double x = at[0], rest = at[1] - x * x;
  out[0] = -2 * (1 - x) - 400 * x * rest;
  out[1] = 200 * rest;
  return value(at);
}

std::unique_ptr<SymmetricOperator> Rosenbrock::linearize(std::span<const double> at, Curvature) {
  const double x = at[0];
  return std::make_unique<MatrixOperator>(
      std::vector<double>{2 - 400 * (at[1] - 3 * x * x), -400 * x, -400 * x, 200});
}

BoundMlp::BoundMlp(const NetworkShape& shape, std::size_t examples) : network(shape, examples) {
  const Dataset data = synthetic_dataset(examples, shape.widths.front(), shape.widths.back());
  inputs.assign(data.inputs.begin(), data.inputs.end());
  labels.assign(data.labels.begin(), data.labels.end());
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
}

}  // namespace caldera::test
