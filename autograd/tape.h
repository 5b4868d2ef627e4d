#pragma once
// The tape: a computation written down once as a flat list of nodes, and replayed.
//
//   Tape<double> tape;
//   Var x = tape.parameter("x", 1, 1);
//   Var y = ops::multiply(ops::tanh(x), ops::tanh(x));  // recorded, not yet computed
//   std::vector<double> theta = {0.5}, g(1);
//   gradient<double>(y, theta, g);                      // derivatives.h
//
// A node is an op (rules.h) applied to earlier nodes. Its value is a matrix in memory that the
// tape allocates while recording; replaying allocates nothing. Derivatives live beside the tape,
// in NodeMatrices, and never change it.

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

namespace caldera {

template <class T>
class Tape;
template <class T>
struct Background;
template <class T>
struct Rules;

/// A handle on one node. Copy it freely; it is valid as long as its tape lives.
template <class T>
struct Var {
  Tape<T>* tape = nullptr;  ///< null: a handle on nothing yet
  std::size_t index = 0;    ///< of the node, in Tape::nodes()

  /// Of the node's value.
  std::size_t rows() const;
  /// Of the node's value.
  std::size_t cols() const;
  /// Does it depend on a parameter? If not, all its derivatives are zero.
  bool active() const;
};

/// Where the value of a node comes from.
enum class NodeKind {
  input,      ///< data: its value is bound by the caller; no derivative is taken
  parameter,  ///< a slice of the flat parameter vector θ
  operation   ///< computed from earlier nodes
};

/// What an op carries beside its operands. Its rules see it through an OpContext (rules.h).
template <class T>
struct OpData {
  T constant = 0;              ///< a number, such as the factor of `scale`
  std::size_t saved_rows = 0;  ///< of the matrix that the value rule keeps for the other rules
  std::size_t saved_cols = 0;  ///< of the same; 0 × 0: it keeps nothing
  /// Anything else, of a type that the op chooses: std::make_shared<const MyAttributes>(…)
  std::shared_ptr<const void> attributes = nullptr;
};

/// A leaf, or an op on earlier nodes. The value of an op belongs to the tape, that of a leaf to whoever
/// bound it.
template <class T>
struct Node {
  NodeKind kind = NodeKind::operation;       ///< leaf or op: which members below have a meaning
  std::string name = {};                     ///< of the leaf, or of the op
  std::size_t rows = 0;                      ///< of the value
  std::size_t cols = 0;                      ///< of the value
  const T* value = nullptr;                  ///< rows × cols, contiguous; null while a leaf is unbound
  const Background<T>* background = nullptr;  ///< input: the same data by their nonzeros, if bound
  bool active = false;                       ///< depends on a parameter, so it has derivatives
  std::size_t parameter_offset = 0;          ///< parameter: where its entries start in θ
  const Rules<T>* rules = nullptr;           ///< operation: how it is computed
  std::array<std::size_t, 3> operands = {};  ///< operation: indices of earlier nodes
  std::size_t operand_count = 0;             ///< operation: how many of these it has
  OpData<T> data = {};                       ///< operation: what it carries
};

/// A computation, recorded once and replayed by forward(). Owns its nodes and the values of its ops;
/// borrows the data and the θ that are bound to its leaves. Not thread-safe: one tape, one thread. Vars
/// point at it, so it can be neither copied nor moved.
template <class T>
class Tape {
 public:
  /// Without nodes.
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
                std::size_t cols, const OpData<T>& data = {});

  /// Lets an input read its value from `data`: rows · cols entries, row by row. The caller keeps
  /// the memory alive and may change its contents between replays.
  void bind(Var<T> leaf, Borrowed<T> data);

  /// Gives an input its data as a background and its nonzeros; null: not (any more). affine() reads
  /// these, and all others what bind() has bound, which a leaf that affine() alone reads may lack.
  /// The caller keeps it alive, and may change it between replays.
  void bind_background(Var<T> leaf, const Background<T>* background);

  /// Lets all parameters read their values from θ, which the caller keeps alive.
  void bind_parameters(Borrowed<T> theta);
  /// Lets θ go: it may be gone before the next bind_parameters(), but nothing is replayed until then.
  void unbind_parameters();

  /// Computes all values, in the order of recording. All leaves must be bound.
  void forward();

  /// What the last forward() computed, or, of a leaf, what is bound. A view: the next forward(), or a
  /// change of the data that is bound, changes what it shows.
  ConstMatrix<T> value(Var<T> v) const { return value(v.index); }
  /// The same, by the index of the node.
  ConstMatrix<T> value(std::size_t index) const {
    const Node<T>& n = nodes_[index];
    assert((n.value != nullptr || n.rows * n.cols == 0) && "a leaf is bound before it is read");
    return {n.value, n.rows, n.cols};
  }
  /// What the op at `index` kept for its pullback: saved_rows × saved_cols.
  Matrix<T> saved(std::size_t index) const {
    return {saved_[index].get(), nodes_[index].data.saved_rows, nodes_[index].data.saved_cols};
  }

  /// In the order of recording.
  const std::vector<Node<T>>& nodes() const { return nodes_; }
  /// P, the entries of all parameters recorded so far.
  std::size_t parameter_count() const { return parameter_count_; }

  /// Name and index of the first node, in the order of recording, whose value is not finite:
  /// "affine (node 3)"; empty if there is none. All leaves must be bound.
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
