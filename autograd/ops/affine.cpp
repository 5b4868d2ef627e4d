#include <cassert>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

template <class T>
void add_to_rows(ConstMatrix<T> row, Matrix<T> y) {
  for (std::size_t i = 0; i < y.rows; ++i)
    for (std::size_t j = 0; j < y.cols; ++j) y(i, j) += row.data[j];
}

/// b̄ += 1ᵀ ȳ
template <class T>
void add_column_sums(const OpContext<T>& f, std::size_t k, ConstMatrix<T> y_bar) {
  if (f.active(k)) column_sums(y_bar, f.accumulator(k).flat(), true);
}

/// y = x Wᵀ + 1 bᵀ.  x: n × in, W: out × in, b: 1 × out, y: n × out.
template <class T>
struct Affine {
  static constexpr const char* name = "affine";

  static void value(const OpContext<T>& f) {
    gemm(f.x(0), transposed(f.x(1)), f.out(), Update::overwrite);
    add_to_rows(f.x(2), f.out());
  }

  /// ẏ = x Ẇᵀ + ẋ Wᵀ + 1 ḃᵀ
  static void tangent(const OpContext<T>& f) {
    gemm(f.x(0), transposed(f.x_dot(1)), f.out(), Update::overwrite);
    if (f.active(0)) gemm(f.x_dot(0), transposed(f.x(1)), f.out(), Update::add);
    add_to_rows(f.x_dot(2), f.out());
  }

  /// x̄ += ȳ W,  W̄ += ȳᵀ x,  b̄ += 1ᵀ ȳ
  static void pullback(const OpContext<T>& f) {
    f.add_product(0, f.y_bar(), f.x(1));
    f.add_product(1, transposed(f.y_bar()), f.x(0));
    add_column_sums(f, 2, f.y_bar());
  }

  /// x̄˙ += ȳ˙ W + ȳ Ẇ,  W̄˙ += ȳ˙ᵀ x + ȳᵀ ẋ,  b̄˙ += 1ᵀ ȳ˙
  static void pullback_tangent(const OpContext<T>& f) {
    f.add_product(0, f.y_bar_dot(), f.x(1));
    f.add_product(0, f.y_bar(), f.x_dot(1));
    f.add_product(1, transposed(f.y_bar_dot()), f.x(0));
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

template bool is_affine(const Node<float>&);
template bool is_affine(const Node<double>&);
template Var<float> affine(Var<float>, Var<float>, Var<float>);
template Var<double> affine(Var<double>, Var<double>, Var<double>);

}  // namespace ops
}  // namespace caldera
