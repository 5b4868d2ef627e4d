#include <cassert>
#include <span>

#include "caldera/autograd/arithmetic/pieces.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

/// Outputs whose sums fit an array on the stack.
constexpr std::size_t piece = 64;

template <class T>
void add_to_rows(ConstMatrix<T> row, Matrix<T> y) {
  for (std::size_t i = 0; i < y.rows; ++i)
    for (std::size_t j = 0; j < y.cols; ++j) y(i, j) += row.data[j];
}

/// y += 1 (b + c W 1)ᵀ
template <class T>
void add_to_rows(ConstMatrix<T> b, T c, ConstMatrix<T> w, Matrix<T> y) {
  for_each_piece(y.cols, piece, [&](std::size_t first, std::size_t count) {
    T row[piece];
    for (std::size_t j = 0; j < count; ++j)
      row[j] = b.data[first + j] + c * static_cast<T>(sum(w.row(first + j)));
    add_to_rows<T>({row, 1, count}, {y.data + first, y.rows, count, y.stride});
  });
}

/// y ← x Wᵀ + 1 bᵀ for the operand x = 0 and any W and b; of data with a background,
/// s Wᵀ + 1 (b + c W 1)ᵀ.
template <class T>
void multiply_inputs(const OpContext<T>& f, ConstMatrix<T> w, ConstMatrix<T> b, Matrix<T> y) {
  if (const Background<T>* data = f.background(0)) {
    sparse_gemm(data->nonzeros, transposed(w), y, Update::overwrite);
    add_to_rows(b, data->value, w, y);
  } else {
    gemm(f.x(0), transposed(w), y, Update::overwrite);
    add_to_rows(b, y);
  }
}

/// W̄ += ȳᵀ x for the operands x = 0 and W = 1, which is active; of data with a background, (sᵀ ȳ)ᵀ and then
/// c (1ᵀ ȳ)ᵀ 1ᵀ.
template <class T>
void add_outer_products(const OpContext<T>& f, ConstMatrix<T> y_bar) {
  const Background<T>* data = f.background(0);
  if (!data) return f.add_product(1, transposed(y_bar), f.x(0));
  f.add_transposed_product(1, data->transposed, y_bar);
  const Matrix<T> w_bar = f.accumulator(1);
  for_each_piece(y_bar.cols, piece, [&](std::size_t first, std::size_t count) {
    T sums[piece];
    column_sums({y_bar.data + first, y_bar.rows, count, y_bar.stride}, std::span<T>(sums, count),
                false);
    for (std::size_t j = 0; j < count; ++j)
      for (T& entry : w_bar.row(first + j)) entry += data->value * sums[j];
  });
}

/// b̄ += 1ᵀ ȳ
template <class T>
void add_column_sums(const OpContext<T>& f, std::size_t k, ConstMatrix<T> y_bar) {
  if (f.active(k)) column_sums(y_bar, f.accumulator(k).flat(), true);
}

/// y = x Wᵀ + 1 bᵀ.  x: n × in, W: out × in, b: 1 × out, y: n × out. Data x may have a background.
template <class T>
struct Affine {
  static constexpr const char* name = "affine";

  static void value(const OpContext<T>& f) { multiply_inputs(f, f.x(1), f.x(2), f.out()); }

  /// ẏ = x Ẇᵀ + 1 ḃᵀ + ẋ Wᵀ
  static void tangent(const OpContext<T>& f) {
    multiply_inputs(f, f.x_dot(1), f.x_dot(2), f.out());
    if (f.active(0)) gemm(f.x_dot(0), transposed(f.x(1)), f.out(), Update::add);
  }

  /// x̄ += ȳ W,  W̄ += ȳᵀ x,  b̄ += 1ᵀ ȳ
  static void pullback(const OpContext<T>& f) {
    f.add_product(0, f.y_bar(), f.x(1));
    add_outer_products(f, f.y_bar());
    add_column_sums(f, 2, f.y_bar());
  }

  /// x̄˙ += ȳ˙ W + ȳ Ẇ,  W̄˙ += ȳ˙ᵀ x + ȳᵀ ẋ,  b̄˙ += 1ᵀ ȳ˙
  static void pullback_tangent(const OpContext<T>& f) {
    f.add_product(0, f.y_bar_dot(), f.x(1));
    f.add_product(0, f.y_bar(), f.x_dot(1));
    add_outer_products(f, f.y_bar_dot());
    if (f.active(0)) f.add_product(1, transposed(f.y_bar()), f.x_dot(0));
    add_column_sums(f, 2, f.y_bar_dot());
  }
};

}  // namespace

namespace ops {

template <class T>
Var<T> affine(Var<T> x, Var<T> w, Var<T> b) {
  assert(w.cols() == x.cols() && b.rows() == 1 && b.cols() == w.rows());
  assert(w.active() && b.active());
  return x.tape->record(rules_of<T, Affine<T>>, {x, w, b}, x.rows(), w.rows());
}

template <class T>
bool is_affine(const Node<T>& node) {
  return node.rules == &rules_of<T, Affine<T>>;
}

template <class T>
bool is_read_by_affine_alone(Var<T> x) {
  for (const Node<T>& node : x.tape->nodes())
    for (std::size_t k = 0; k < node.operand_count; ++k)
      if (node.operands[k] == x.index && !(k == 0 && is_affine(node))) return false;
  return true;
}

template bool is_read_by_affine_alone(Var<float>);
template bool is_read_by_affine_alone(Var<double>);
template bool is_affine(const Node<float>&);
template bool is_affine(const Node<double>&);
template Var<float> affine(Var<float>, Var<float>, Var<float>);
template Var<double> affine(Var<double>, Var<double>, Var<double>);

}  // namespace ops
}  // namespace caldera
