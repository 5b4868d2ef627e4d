#pragma once
// A matrix beside the value of each node: all tangents of a tape, or all adjoints, or the
// tangents of the adjoints.

#include <memory>
#include <span>
#include <vector>

#include "caldera/autograd/tape.h"

namespace caldera {

/// One matrix for each active node, of the shape of its value; data has none, and asking for it is a
/// broken invariant, as is asking for a parameter's before one is bound. The parameters'
/// matrices are slices of a flat vector that the caller binds (a direction, or a gradient), so
/// nothing is copied. All other memory is allocated here, zeroed, by the constructor, and belongs to
/// this object. Not thread-safe: one object, one thread.
template <class T>
class NodeMatrices {
 public:
  /// The tape must be complete, and outlive this object.
  explicit NodeMatrices(const Tape<T>& tape);
  explicit NodeMatrices(const Tape<T>&&) = delete;

  /// The parameters' matrices become slices of `flat` (tape.parameter_count() entries), which the
  /// caller keeps alive.
  void bind_parameters(std::span<T> flat);
  /// The same for a vector that is only read: the direction of a tangent.
  void bind_parameters(Borrowed<T> flat);

  /// The matrix beside the node with this index, for reading.
  ConstMatrix<T> operator[](std::size_t node) const { return matrix(node); }

  /// Forgets what was accumulated: the next contribution to any node overwrites.
  void start();
  /// Has anything been accumulated at the node since start()?
  bool touched(std::size_t node) const { return touched_[node]; }
  /// Says that something has been: from now on contributions to the node are added.
  void touch(std::size_t node) { touched_[node] = true; }

  /// The node's matrix, to be written to.
  Matrix<T> target(std::size_t node);

 private:
  const Matrix<T>& matrix(std::size_t node) const;

  const Tape<T>& tape_;
  std::vector<std::unique_ptr<T[]>> memory_;  // null for parameters: theirs is the caller's
  std::vector<Matrix<T>> matrices_;
  std::vector<bool> touched_;
  bool parameters_writable_ = false;
};

}  // namespace caldera
