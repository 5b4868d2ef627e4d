#pragma once
// What an op is: four rules, written next to each other in one place (ops/*.cpp).
//
// Notation, for y = f(x₀, x₁, …): a dot is the derivative along one direction of θ (tangent), a
// bar the derivative of the output with respect to the node (adjoint).
//   value             y   = f(x)
//   tangent           ẏ   = Σ_k (∂f/∂x_k) ẋ_k
//   pullback          x̄_k += (∂f/∂x_k)ᵀ ȳ
//   pullback tangent  the derivative of the line above along the direction:
//                     x̄˙_k += (∂f/∂x_k)ᵀ ȳ˙ + (d/dt ∂f/∂x_k)ᵀ ȳ
// Forward over reverse: pushing a direction through the first two, then the last two, gives an
// exact Hessian-vector product (Pearlmutter, "Fast exact multiplication by the Hessian", 1994).

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/companion.h"
#include "caldera/autograd/tape.h"

namespace caldera {

/// What a rule sees of one node: its operands, its value, and the matrices beside them.
template <class T>
class Frame {
 public:
  Frame(const Tape<T>& tape, std::size_t index, Matrix<T> out, const Companion<T>* dot,
        const Companion<T>* bar, const Companion<T>* bar_dot, Companion<T>* into)
      : tape_(tape), node_(tape.nodes()[index]), index_(index), out_(out), dot_(dot), bar_(bar),
        bar_dot_(bar_dot), into_(into) {}

  ConstMatrix<T> x(std::size_t k) const { return tape_.value(node_.operands[k]); }
  ConstMatrix<T> y() const { return tape_.value(index_); }
  T constant() const { return node_.constant; }
  const Geometry& geometry() const { return node_.geometry; }
  /// What the value rule keeps for the others; only the value rule writes to it.
  Matrix<T> saved() const { return tape_.saved(index_); }

  /// Where the value rule writes y, and the tangent rule ẏ.
  Matrix<T> out() const { return out_; }

  /// Does x_k depend on a parameter? If not, it has neither tangent nor adjoint: ẋ_k is zero, x̄_k
  /// is never asked for, and a rule must touch neither.
  bool active(std::size_t k) const { return tape_.nodes()[node_.operands[k]].active; }
  ConstMatrix<T> x_dot(std::size_t k) const { return (*dot_)[node_.operands[k]]; }
  ConstMatrix<T> y_bar() const { return (*bar_)[index_]; }
  ConstMatrix<T> y_bar_dot() const { return (*bar_dot_)[index_]; }

  /// Where a pullback adds its contribution to x̄_k (its tangent: to x̄˙_k), entry by entry.
  /// Zero at the first contribution of a sweep.
  Matrix<T> accumulator(std::size_t k) const {
    const std::size_t node = node_.operands[k];
    const Matrix<T> target = into_->target(node);
    if (!into_->touched(node)) std::fill_n(target.data, target.size(), T(0));
    into_->touch(node);
    return target;
  }

  /// The same for a contribution that is a matrix product: x̄_k += a·b. Left out if x_k is data.
  void add_product(std::size_t k, Factor<T> a, Factor<T> b) const {
    if (!active(k)) return;
    const std::size_t node = node_.operands[k];
    gemm(a, b, into_->target(node), into_->touched(node) ? Update::add : Update::overwrite);
    into_->touch(node);
  }

 private:
  const Tape<T>& tape_;
  const Node<T>& node_;
  std::size_t index_;
  Matrix<T> out_;
  const Companion<T>* dot_;
  const Companion<T>* bar_;
  const Companion<T>* bar_dot_;
  Companion<T>* into_;
};

/// The four rules of one op, as a table of plain functions.
template <class T>
struct Rules {
  const char* name;
  void (*value)(const Frame<T>&);
  void (*tangent)(const Frame<T>&);
  void (*pullback)(const Frame<T>&);
  void (*pullback_tangent)(const Frame<T>&);
};

/// The table of an op that is written as a struct with four static functions.
template <class T, class Op>
inline constexpr Rules<T> rules_of = {Op::name, &Op::value, &Op::tangent, &Op::pullback,
                                      &Op::pullback_tangent};

}  // namespace caldera
