#pragma once
// The tape: a computation written down once as a flat list of nodes, and replayed.
//
//   Tape<double> tape;
//   Var x = tape.parameter("x", 1, 1);
//   Var y = multiply(tanh(x), tanh(x));            // recorded, not yet computed
//   std::vector<double> theta = {0.5}, g(1);
//   gradient<double>(y, theta, g);                 // derivatives.h
//
// A node is an op (rules.h) applied to earlier nodes. Its value is a matrix in memory that the
// tape allocates while recording; replaying allocates nothing. Derivatives live beside the tape,
// in Companions, and never change it.

#include <array>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/borrowed.h"
#include "caldera/autograd/arithmetic/matrix.h"
#include "caldera/autograd/image.h"

namespace caldera {

template <class T>
class Tape;
template <class T>
struct Rules;

/// A handle on one node. Copy it freely; it is valid as long as its tape lives.
template <class T>
struct Var {
  Tape<T>* tape = nullptr;
  std::size_t index = 0;

  std::size_t rows() const;
  std::size_t cols() const;
  /// Does it depend on a parameter? If not, all its derivatives are zero.
  bool active() const;
};

enum class NodeKind {
  input,      ///< data: its value is bound by the caller; no derivative is taken
  parameter,  ///< a slice of the flat parameter vector θ
  operation   ///< computed from earlier nodes
};

/// What an op on images carries.
struct Geometry {
  ImageShape image = {};  ///< that a row of the operand is
  std::size_t size = 0;   ///< of the square it looks at, in pixels
};

template <class T>
struct Node {
  NodeKind kind = NodeKind::operation;
  std::string name = {};           ///< of the leaf, or of the op
  std::size_t rows = 0, cols = 0;  ///< shape of the value
  const T* value = nullptr;        ///< rows × cols, contiguous; null while a leaf is unbound
  bool active = false;             ///< depends on a parameter, so it has derivatives
  std::size_t parameter_offset = 0;             ///< parameter: where its entries start in θ
  const Rules<T>* rules = nullptr;              ///< operation: how it is computed
  std::array<std::size_t, 3> operands = {};     ///< operation: indices of earlier nodes
  std::size_t operand_count = 0;
  T constant = 0;              ///< operation: a number it carries, such as the factor of `scale`
  std::size_t saved_rows = 0, saved_cols = 0;  ///< operation: shape of what value() keeps
  Geometry geometry = {};      ///< operation: the images it works on, if it does
};

template <class T>
class Tape {
 public:
  Tape() = default;
  Tape(const Tape&) = delete;  // Vars point at their tape
  Tape& operator=(const Tape&) = delete;

  /// A leaf for data. Bind it before replaying.
  Var<T> input(std::string name, std::size_t rows, std::size_t cols);

  /// A leaf for the next rows · cols entries of θ, row by row, in the order of recording.
  Var<T> parameter(std::string name, std::size_t rows, std::size_t cols);

  /// An op on earlier nodes of this tape, as many as a Node has room for; called by the functions in
  /// ops.h.
  Var<T> record(const Rules<T>& rules, std::initializer_list<Var<T>> operands, std::size_t rows,
                std::size_t cols, T constant = 0, std::size_t saved_rows = 0,
                std::size_t saved_cols = 0, const Geometry& geometry = {});

  /// Lets an input read its value from `data`: rows · cols entries, row by row. The caller keeps
  /// the memory alive and may change its contents between replays.
  void bind(Var<T> leaf, Borrowed<T> data);

  /// Lets all parameters read their values from θ, which the caller keeps alive.
  void bind_parameters(Borrowed<T> theta);
  /// Lets θ go: it may be gone before the next bind_parameters(), but nothing is replayed until then.
  void unbind_parameters();

  /// Computes all values, in the order of recording. All leaves must be bound.
  void forward();

  ConstMatrix<T> value(Var<T> v) const { return value(v.index); }
  ConstMatrix<T> value(std::size_t index) const {
    const Node<T>& n = nodes_[index];
    assert((n.value != nullptr || n.rows * n.cols == 0) && "a leaf is bound before it is read");
    return {n.value, n.rows, n.cols};
  }
  /// What the op at `index` kept for its pullback: saved_rows × saved_cols.
  Matrix<T> saved(std::size_t index) const {
    return {saved_[index].get(), nodes_[index].saved_rows, nodes_[index].saved_cols};
  }

  const std::vector<Node<T>>& nodes() const { return nodes_; }
  std::size_t parameter_count() const { return parameter_count_; }

  /// Name and index of the first node, in the order of recording, whose value is not finite;
  /// empty if there is none.
  std::string first_non_finite() const;

 private:
  Var<T> append(Node<T> node);

  std::vector<Node<T>> nodes_;
  std::vector<std::unique_ptr<T[]>> values_;  // of operations; leaves read the caller's memory
  std::vector<std::unique_ptr<T[]>> saved_;
  std::size_t parameter_count_ = 0;
};

template <class T>
std::size_t Var<T>::rows() const {
  return tape->nodes()[index].rows;
}
template <class T>
std::size_t Var<T>::cols() const {
  return tape->nodes()[index].cols;
}
template <class T>
bool Var<T>::active() const {
  return tape->nodes()[index].active;
}

}  // namespace caldera
