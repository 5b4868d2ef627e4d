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
#include "caldera/autograd/arithmetic/sparse_product.h"
#include "caldera/autograd/background.h"
#include "caldera/autograd/node_matrices.h"
#include "caldera/autograd/tape.h"

namespace caldera {

/// What a rule sees of one node: its operands, its value, and the matrices beside them. Borrows all of
/// them, from the tape and its NodeMatrices, for one call of the rule.
template <class T>
class OpContext {
 public:
  /// Made by Tape::forward() and the sweeps (sweeps.h), which give each rule what it needs, and null or
  /// nothing for the rest. value: `out` is y. tangent: `out` is ẏ, `dot` the tangents. pullback: `bar`
  /// are the adjoints, and `into` again. pullback tangent: `dot`, `bar`, and the adjoint tangents as
  /// `bar_dot` and `into`.
  OpContext(const Tape<T>& tape, std::size_t index, Matrix<T> out, const NodeMatrices<T>* dot,
            const NodeMatrices<T>* bar, const NodeMatrices<T>* bar_dot, NodeMatrices<T>* into)
      : tape_(tape), node_(tape.nodes()[index]), index_(index), out_(out), dot_(dot), bar_(bar),
        bar_dot_(bar_dot), into_(into) {}

  /// x_k, the value of operand k.
  ConstMatrix<T> x(std::size_t k) const { return tape_.value(node_.operands[k]); }
  /// x_k by its nonzeros, if it is data that are bound so; else null.
  const Background<T>* background(std::size_t k) const {
    return tape_.nodes()[node_.operands[k]].background;
  }
  /// The node's own value, for all rules but the one that makes it.
  ConstMatrix<T> y() const { return tape_.value(index_); }
  /// OpData::constant, as it was recorded.
  T constant() const { return node_.data.constant; }
  /// OpData::attributes, of the type that was recorded.
  template <class Attributes>
  const Attributes& attributes() const {
    return *static_cast<const Attributes*>(node_.data.attributes.get());
  }
  /// What the value rule keeps for the others; only the value rule writes to it.
  Matrix<T> saved() const { return tape_.saved(index_); }

  /// Where the value rule writes y, and the tangent rule ẏ.
  Matrix<T> out() const { return out_; }

  /// Does x_k depend on a parameter? If not, it has neither tangent nor adjoint: ẋ_k is zero, x̄_k
  /// is never asked for, and a rule must touch neither.
  bool active(std::size_t k) const { return tape_.nodes()[node_.operands[k]].active; }
  /// ẋ_k of an active operand, for both tangents.
  ConstMatrix<T> x_dot(std::size_t k) const { return (*dot_)[node_.operands[k]]; }
  /// ȳ, for both pullbacks.
  ConstMatrix<T> y_bar() const { return (*bar_)[index_]; }
  /// ȳ˙, for the pullback tangent.
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
    contribute(k, [&](Matrix<T> target, Update update) { gemm(a, b, target, update); });
  }
  /// The same for x̄_k += (s·b)ᵀ with a sparse s.
  void add_transposed_product(std::size_t k, const SparseMatrix<T>& s, Factor<T> b) const {
    contribute(k, [&](Matrix<T> target, Update update) {
      sparse_gemm_transposed(s, b, target, update);
    });
  }

 private:
  /// Calls multiply(target, update) for an active operand: the first contribution of a sweep
  /// overwrites, the others add.
  template <class Multiply>
  void contribute(std::size_t k, const Multiply& multiply) const {
    if (!active(k)) return;
    const std::size_t node = node_.operands[k];
    multiply(into_->target(node), into_->touched(node) ? Update::add : Update::overwrite);
    into_->touch(node);
  }

  const Tape<T>& tape_;
  const Node<T>& node_;
  std::size_t index_;
  Matrix<T> out_;
  const NodeMatrices<T>* dot_;
  const NodeMatrices<T>* bar_;
  const NodeMatrices<T>* bar_dot_;
  NodeMatrices<T>* into_;
};

/// The four rules of one op, as a table of plain functions. Tapes keep its address: it must outlive
/// them, as rules_of does.
template <class T>
struct Rules {
  const char* name;                           ///< of the op, and of its nodes
  void (*value)(const OpContext<T>&);         ///< writes y, and what is to be saved
  void (*tangent)(const OpContext<T>&);       ///< writes ẏ
  void (*pullback)(const OpContext<T>&);      ///< adds to x̄_k, for each active operand
  void (*pullback_tangent)(const OpContext<T>&);  ///< adds to x̄˙_k, for each active operand
};

/// The table of an op that is written as a struct with four static functions.
template <class T, class Op>
inline constexpr Rules<T> rules_of = {Op::name, &Op::value, &Op::tangent, &Op::pullback,
                                      &Op::pullback_tangent};

}  // namespace caldera
