#include "caldera/autograd/tape.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/background.h"
#include "caldera/autograd/rules.h"

namespace caldera {

template <class T>
Var<T> Tape<T>::append(Node<T> node) {
  nodes_.push_back(std::move(node));
  values_.emplace_back();
  saved_.emplace_back();
  return {this, nodes_.size() - 1};
}

template <class T>
Var<T> Tape<T>::input(std::string name, std::size_t rows, std::size_t cols) {
  return append({.kind = NodeKind::input, .name = std::move(name), .rows = rows, .cols = cols});
}

template <class T>
Var<T> Tape<T>::parameter(std::string name, std::size_t rows, std::size_t cols) {
  const std::size_t offset = parameter_count_;
  parameter_count_ += rows * cols;
  return append({.kind = NodeKind::parameter, .name = std::move(name), .rows = rows, .cols = cols,
                 .active = true, .parameter_offset = offset});
}

template <class T>
Var<T> Tape<T>::record(const Rules<T>& rules, std::initializer_list<Var<T>> operands,
                       std::size_t rows, std::size_t cols, const OpData<T>& data) {
  Node<T> node{.kind = NodeKind::operation, .name = rules.name, .rows = rows, .cols = cols,
               .rules = &rules, .data = data};
  assert(operands.size() <= node.operands.size() && "a node has room for its operands");
  for (const Var<T>& operand : operands) {
    assert(operand.tape == this && "operands belong to the tape that records the op");
    node.operands[node.operand_count++] = operand.index;
    node.active = node.active || nodes_[operand.index].active;
  }
  const Var<T> result = append(std::move(node));
  values_.back() = std::make_unique<T[]>(rows * cols);
  saved_.back() = std::make_unique<T[]>(data.saved_rows * data.saved_cols);
  nodes_.back().value = values_.back().get();
  return result;
}

template <class T>
void Tape<T>::bind(Var<T> leaf, Borrowed<T> data) {
  assert(leaf.tape == this && nodes_[leaf.index].kind == NodeKind::input);
  assert(data.size() == leaf.rows() * leaf.cols());
  nodes_[leaf.index].value = data.data();
}

template <class T>
void Tape<T>::bind_background(Var<T> leaf, const Background<T>* background) {
  assert(leaf.tape == this && nodes_[leaf.index].kind == NodeKind::input);
  assert(background == nullptr || (background->nonzeros.rows() == leaf.rows() &&
                                   background->nonzeros.cols() == leaf.cols()));
  nodes_[leaf.index].background = background;
}

template <class T>
void Tape<T>::bind_parameters(Borrowed<T> theta) {
  assert(theta.size() == parameter_count_);
  for (Node<T>& node : nodes_)
    if (node.kind == NodeKind::parameter) node.value = theta.data() + node.parameter_offset;
}

template <class T>
void Tape<T>::unbind_parameters() {
  for (Node<T>& node : nodes_)
    if (node.kind == NodeKind::parameter) node.value = nullptr;
}

template <class T>
void Tape<T>::forward() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node<T>& node = nodes_[i];
    assert((node.value != nullptr || node.background != nullptr || node.rows * node.cols == 0) &&
           "every leaf is bound");
    if (node.kind != NodeKind::operation) continue;
    const Matrix<T> out(values_[i].get(), node.rows, node.cols);
    node.rules->value({*this, i, out, nullptr, nullptr, nullptr, nullptr});
  }
}

template <class T>
std::string Tape<T>::first_non_finite() const {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].value == nullptr) continue;  // data that are bound as a background alone
    const std::span<const T> entries = value(i).flat();
    if (!std::all_of(entries.begin(), entries.end(), [](T v) { return std::isfinite(v); }))
      return nodes_[i].name + " (node " + std::to_string(i) + ")";
  }
  return {};
}

template class Tape<float>;
template class Tape<double>;

}  // namespace caldera
