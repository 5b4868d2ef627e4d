#include <cassert>

#include "caldera/autograd/ops.h"
#include "caldera/autograd/rules.h"

namespace caldera {
namespace {

/// y = a bᵀ.  a: n × k, b: m × k, y: n × m.
template <class T>
struct Product {
  static constexpr const char* name = "product";

  static void value(const OpContext<T>& f) { gemm(f.x(0), transposed(f.x(1)), f.out(), Update::overwrite); }

  /// ẏ = a ḃᵀ + ȧ bᵀ
  static void tangent(const OpContext<T>& f) {
    gemm(f.x(0), transposed(f.x_dot(1)), f.out(), Update::overwrite);
    if (f.active(0)) gemm(f.x_dot(0), transposed(f.x(1)), f.out(), Update::add);
  }

  /// ā += ȳ b,  b̄ += ȳᵀ a
  static void pullback(const OpContext<T>& f) {
    f.add_product(0, f.y_bar(), f.x(1));
    f.add_product(1, transposed(f.y_bar()), f.x(0));
  }

  /// ā˙ += ȳ˙ b + ȳ ḃ,  b̄˙ += ȳ˙ᵀ a + ȳᵀ ȧ
  static void pullback_tangent(const OpContext<T>& f) {
    f.add_product(0, f.y_bar_dot(), f.x(1));
    f.add_product(0, f.y_bar(), f.x_dot(1));
    f.add_product(1, transposed(f.y_bar_dot()), f.x(0));
    if (f.active(0)) f.add_product(1, transposed(f.y_bar()), f.x_dot(0));
  }
};

}  // namespace

namespace ops {

template <class T>
Var<T> product(Var<T> a, Var<T> b) {
  assert(a.cols() == b.cols() && b.active());
  return a.tape->record(rules_of<T, Product<T>>, {a, b}, a.rows(), b.rows());
}

template Var<float> product(Var<float>, Var<float>);
template Var<double> product(Var<double>, Var<double>);

}  // namespace ops
}  // namespace caldera
