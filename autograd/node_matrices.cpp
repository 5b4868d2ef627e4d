#include "caldera/autograd/node_matrices.h"

#include <cassert>

namespace caldera {

template <class T>
NodeMatrices<T>::NodeMatrices(const Tape<T>& tape) : tape_(tape), touched_(tape.nodes().size(), false) {
  for (const Node<T>& node : tape.nodes()) {
    const bool own = node.active && node.kind != NodeKind::parameter;
    memory_.push_back(own ? std::make_unique<T[]>(node.rows * node.cols) : nullptr);
    matrices_.emplace_back(memory_.back().get(), node.rows, node.cols);
  }
}

template <class T>
void NodeMatrices<T>::bind_parameters(std::span<T> flat) {
  bind_parameters(Borrowed<T>(flat));
  parameters_writable_ = true;
}

template <class T>
void NodeMatrices<T>::bind_parameters(Borrowed<T> flat) {
  assert(flat.size() == tape_.parameter_count());
  parameters_writable_ = false;
  for (std::size_t i = 0; i < matrices_.size(); ++i) {
    const Node<T>& node = tape_.nodes()[i];
    // The cast is undone by target(), which asserts that the caller gave writable memory.
    if (node.kind == NodeKind::parameter)
      matrices_[i].data = const_cast<T*>(flat.data()) + node.parameter_offset;
  }
}

template <class T>
void NodeMatrices<T>::start() {
  touched_.assign(touched_.size(), false);
}

template <class T>
const Matrix<T>& NodeMatrices<T>::matrix(std::size_t node) const {
  const Matrix<T>& found = matrices_[node];
  assert((found.data != nullptr || found.size() == 0) && "data has no derivative");
  return found;
}

template <class T>
Matrix<T> NodeMatrices<T>::target(std::size_t node) {
  assert(tape_.nodes()[node].kind != NodeKind::parameter || parameters_writable_);
  return matrix(node);
}

template class NodeMatrices<float>;
template class NodeMatrices<double>;

}  // namespace caldera
