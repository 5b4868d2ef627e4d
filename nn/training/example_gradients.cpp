#include "caldera/nn/training/example_gradients.h"

#include <cassert>

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/ops.h"

namespace caldera {

namespace {

/// ‖Σ_p δ_p x_pᵀ‖² + ‖Σ_p δ_p‖² over the rows p of one example, x: q × in, delta: q × out.
template <class T>
double squared_block(ConstMatrix<T> x, ConstMatrix<T> delta) {
  if (x.rows == 1) return squared_norm(delta.row(0)) * (squared_norm(x.row(0)) + 1);
  std::vector<T> weight(delta.cols * x.cols), bias(delta.cols);
  gemm(transposed(delta), x, Matrix<T>(weight.data(), delta.cols, x.cols), Update::overwrite);
  column_sums(delta, bias, false);
  return squared_norm(weight) + squared_norm(bias);
}

/// Rows first … first + count − 1.
template <class T>
ConstMatrix<T> rows(ConstMatrix<T> a, std::size_t first, std::size_t count) {
  return {a.row(first).data(), count, a.cols, a.stride};
}

}  // namespace

template <class T>
std::vector<double> squared_example_gradients(const ModelTape<T>& model, const NodeMatrices<T>& adjoints) {
  const Tape<T>& tape = model.tape;
  const std::size_t n = model.inputs.rows();
  std::vector<double> squares(n);
  std::size_t covered = 0;
  for (std::size_t k = 0; k < tape.nodes().size(); ++k) {
    const Node<T>& node = tape.nodes()[k];
    if (!ops::is_affine(node)) continue;
    const ConstMatrix<T> x = tape.value(node.operands[0]), delta = adjoints[k];
    const std::size_t q = x.rows / n;
    for (std::size_t i = 0; i < n; ++i)
      squares[i] += squared_block(rows(x, i * q, q), rows(delta, i * q, q));
    covered += delta.cols * (x.cols + 1);
  }
  assert(covered == tape.parameter_count());
  const auto scale = static_cast<double>(n * n);
  for (double& square : squares) square *= scale;
  return squares;
}

template std::vector<double> squared_example_gradients(const ModelTape<float>&, const NodeMatrices<float>&);
template std::vector<double> squared_example_gradients(const ModelTape<double>&, const NodeMatrices<double>&);

}  // namespace caldera
