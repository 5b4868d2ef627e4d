#include "caldera/autograd/sweeps.h"

#include <algorithm>
#include <cassert>

#include "caldera/autograd/rules.h"

namespace caldera {

namespace {

/// Sets the matrix at y and forgets all others. If y does not depend on θ it has none: then nothing is
/// reached, and all derivatives are zero.
template <class T>
void seed(NodeMatrices<T>& matrices, Var<T> y, ConstMatrix<T> value) {
  assert(value.rows == y.rows() && value.cols == y.cols());
  matrices.start();
  if (!y.active()) return;
  const Matrix<T> target = matrices.target(y.index);
  matrices.touch(y.index);
  std::copy_n(value.data, value.size(), target.data);
}

/// Parameters that no path leads to have zero derivatives; the flat vector must say so.
template <class T>
void zero_unreached_parameters(const Tape<T>& tape, NodeMatrices<T>& matrices) {
  for (std::size_t i = 0; i < tape.nodes().size(); ++i) {
    if (tape.nodes()[i].kind != NodeKind::parameter || matrices.touched(i)) continue;
    const Matrix<T> target = matrices.target(i);
    std::fill_n(target.data, target.size(), T(0));
  }
}

}  // namespace

template <class T>
void push_forward(const Tape<T>& tape, NodeMatrices<T>& tangents) {
  for (std::size_t i = 0; i < tape.nodes().size(); ++i) {
    const Node<T>& node = tape.nodes()[i];
    if (node.kind != NodeKind::operation || !node.active) continue;
    node.rules->tangent({tape, i, tangents.target(i), &tangents, nullptr, nullptr, nullptr});
  }
}

template <class T>
void pull_back(const Tape<T>& tape, Var<T> y, ConstMatrix<T> y_bar, NodeMatrices<T>& adjoints) {
  seed(adjoints, y, y_bar);
  for (std::size_t i = y.index; i > 0; --i) {  // node 0 is a leaf
    const Node<T>& node = tape.nodes()[i];
    if (node.kind != NodeKind::operation || !node.active || !adjoints.touched(i)) continue;
    node.rules->pullback({tape, i, {}, nullptr, &adjoints, nullptr, &adjoints});
  }
  zero_unreached_parameters(tape, adjoints);
}

template <class T>
void pull_back_tangent(const Tape<T>& tape, Var<T> y, ConstMatrix<T> y_bar_dot,
                       const NodeMatrices<T>& tangents, const NodeMatrices<T>& adjoints,
                       NodeMatrices<T>& adjoint_tangents, std::size_t stop) {
  seed(adjoint_tangents, y, y_bar_dot);
  for (std::size_t i = y.index; i > stop; --i) {
    const Node<T>& node = tape.nodes()[i];
    if (node.kind != NodeKind::operation || !node.active || !adjoint_tangents.touched(i)) continue;
    node.rules->pullback_tangent(
        {tape, i, {}, &tangents, &adjoints, &adjoint_tangents, &adjoint_tangents});
  }
  zero_unreached_parameters(tape, adjoint_tangents);
}

template void push_forward(const Tape<float>&, NodeMatrices<float>&);
template void push_forward(const Tape<double>&, NodeMatrices<double>&);
template void pull_back(const Tape<float>&, Var<float>, ConstMatrix<float>, NodeMatrices<float>&);
template void pull_back(const Tape<double>&, Var<double>, ConstMatrix<double>, NodeMatrices<double>&);
template void pull_back_tangent(const Tape<float>&, Var<float>, ConstMatrix<float>,
                                const NodeMatrices<float>&, const NodeMatrices<float>&, NodeMatrices<float>&,
                                std::size_t);
template void pull_back_tangent(const Tape<double>&, Var<double>, ConstMatrix<double>,
                                const NodeMatrices<double>&, const NodeMatrices<double>&,
                                NodeMatrices<double>&, std::size_t);

}  // namespace caldera
