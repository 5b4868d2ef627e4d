#pragma once
// The three loops of differentiation over a tape whose values are up to date (Tape::forward).
// Each visits every node once, in order or in reverse: no recursion, so a shared node is not
// visited twice. None skips a node because a number happens to be zero: what is skipped is only
// what no path of the graph reaches.

#include "caldera/autograd/node_matrices.h"
#include "caldera/autograd/tape.h"

namespace caldera {

/// Tangents of all nodes along the direction that `tangents` has bound as its parameters: θ̇ = v.
template <class T>
void push_forward(const Tape<T>& tape, NodeMatrices<T>& tangents);

/// Adjoints of all nodes that y depends on, from ȳ = `y_bar` (shape of y): the parameters' are
/// written to the flat vector that `adjoints` has bound: θ̄ = (∂y/∂θ)ᵀ ȳ, zeros for a y that does not
/// depend on θ.
template <class T>
void pull_back(const Tape<T>& tape, Var<T> y, ConstMatrix<T> y_bar, NodeMatrices<T>& adjoints);

/// Derivative of pull_back along the direction of `tangents` (push_forward), where `adjoints` are
/// those of pull_back and ȳ itself changes by ȳ˙ = `y_bar_dot`. For a scalar y with ȳ = 1, ȳ˙ = 0
/// the parameters' adjoint tangents are the Hessian-vector product: θ̄˙ = ∇²y v.
/// Only nodes after `stop` are differentiated: the default is all, another value leaves x̄˙ at
/// that node to be read (used by the Gauss-Newton product).
template <class T>
void pull_back_tangent(const Tape<T>& tape, Var<T> y, ConstMatrix<T> y_bar_dot,
                       const NodeMatrices<T>& tangents, const NodeMatrices<T>& adjoints,
                       NodeMatrices<T>& adjoint_tangents, std::size_t stop = 0);

}  // namespace caldera
