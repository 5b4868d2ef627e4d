#include "caldera/nn/models/linear_network.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/ops.h"

namespace caldera {
namespace {

using Values = std::vector<double>;

ConstMatrix<double> square(const Values& entries, std::size_t n) { return {entries.data(), n, n}; }

/// A B
Values times(Factor<double> a, Factor<double> b) {
  Values result(a.rows * b.cols);
  gemm(a, b, {result.data(), a.rows, b.cols}, Update::overwrite);
  return result;
}

Values diagonal(std::span<const double> entries) {
  const std::size_t n = entries.size();
  Values result(n * n);
  for (std::size_t i = 0; i < n; ++i) result[i * n + i] = entries[i];
  return result;
}

/// I − 2uuᵀ/uᵀu
Values reflection(const Values& u) {
  Values result = diagonal(Values(u.size(), 1.0));
  const double factor = 2 / squared_norm(u);
  for (std::size_t i = 0; i < u.size(); ++i)
    for (std::size_t j = 0; j < u.size(); ++j) result[i * u.size() + j] -= factor * u[i] * u[j];
  return result;
}

/// Q
Values output_basis(std::size_t n) {
  Values q(n);
  for (std::size_t i = 0; i < n; ++i) q[i] = static_cast<double>(i + 1);
  return reflection(q);
}

/// R
Values input_basis(std::size_t n) {
  Values r(n);
  for (std::size_t i = 0; i < n; ++i) r[i] = std::sqrt(static_cast<double>(i + 1));
  return reflection(r);
}

const LinearTask& checked(const LinearTask& task) {
  if (task.depth < 2)
    throw InputError("linear network", "depth", "at least 2 layers", std::to_string(task.depth),
                     "choose 2 or more");
  const Values& s = task.singular_values;
  const bool positive = std::ranges::all_of(s, [](double x) { return x > 0 && std::isfinite(x); });
  if (s.empty() || !positive)
    throw InputError("linear network", "singular values", "one or more positive numbers",
                     s.empty() ? "none" : "others", "change the target");
  return task;
}

/// Sᵀ = R diag(s) Qᵀ
Values transposed_target(const LinearTask& task) {
  const std::size_t n = task.width();
  const Values q = output_basis(n), r = input_basis(n), s = diagonal(task.singular_values);
  return times(square(times(square(r, n), square(s, n)), n), transposed(square(q, n)));
}

}  // namespace

LinearTape::LinearTape(const LinearTask& task)
    : identity(diagonal(Values(checked(task).width(), 1.0))), targets(transposed_target(task)) {
  const std::size_t n = task.width();
  Var<double> layer = tape.input("inputs", n, n);
  tape.bind(layer, identity);
  for (std::size_t k = 1; k <= task.depth; ++k)  // an example a row: X ← X W_kᵀ
    layer = ops::product(layer, tape.parameter("layer" + std::to_string(k), n, n));
  const Var<double> target = tape.input("targets", n, n);
  tape.bind(target, targets);
  error = ops::sum(ops::squared_error(layer, target));
}

std::vector<double> balanced_weights(const LinearTask& task, std::span<const double> strengths) {
  const std::size_t n = task.width();
  const Values a = diagonal(strengths), q = output_basis(n), r = input_basis(n);
  Values theta = times(square(a, n), transposed(square(r, n)));
  for (std::size_t k = 2; k < task.depth; ++k) theta.insert(theta.end(), a.begin(), a.end());
  const Values last = times(square(q, n), square(a, n));
  theta.insert(theta.end(), last.begin(), last.end());
  return theta;
}

std::vector<double> mode_products(const LinearTask& task, std::span<const double> theta) {
  const std::size_t n = task.width();
  Values all = input_basis(n);
  for (std::size_t k = 0; k < task.depth; ++k)
    all = times(ConstMatrix<double>(theta.data() + k * n * n, n, n), square(all, n));
  const Values q = output_basis(n);
  const Values rotated = times(transposed(square(q, n)), square(all, n));
  Values products(n);
  for (std::size_t i = 0; i < n; ++i) products[i] = rotated[i * n + i];
  return products;
}

}  // namespace caldera
