#pragma once
// Derivatives of a recorded computation at a point θ.
//
// A Linearization computes values and adjoints once; any number of directions can then be pushed
// through. The free functions below are the same in one call, for single use.
//
// Of a y that does not depend on θ all derivatives are zero, and so they are computed.

#include <optional>
#include <span>
#include <vector>

#include "caldera/autograd/node_matrices.h"
#include "caldera/autograd/tape.h"

namespace caldera {

/// The computation y(θ) on a tape, linearised at one θ, of which it keeps a copy. Inputs must be
/// bound. The tape must outlive it, and belongs to it meanwhile: replaying it at another θ makes
/// its answers meaningless. At the end the parameters are left unbound. Cost of construction: one
/// forward pass and, for a scalar y, one backward pass. Matrices beside the nodes are allocated by
/// the first call that needs them, and kept. Not thread-safe.
template <class T>
class Linearization {
 public:
  /// y: any node of a complete tape. θ: P entries, as many as the tape has parameters.
  Linearization(Var<T> y, std::span<const T> theta);
  Linearization(const Linearization&) = delete;  // it would unbind the tape twice
  Linearization& operator=(const Linearization&) = delete;
  ~Linearization();

  /// y(θ), of the shape of y; valid until the tape is replayed.
  ConstMatrix<T> value() const;

  /// ∇y(θ), for a scalar y: P entries, valid while this lives.
  std::span<const T> gradient() const;

  /// ẏ = J v: forward mode. v: P entries; the result is valid until the next call and while v is.
  ConstMatrix<T> jvp(Borrowed<T> v);

  /// out = Jᵀ u: reverse mode. u: the shape of y; out: P entries.
  void vjp(ConstMatrix<T> u, std::span<T> out);

  /// out = ∇²y v, for a scalar y: forward over reverse. v, out: P entries.
  void hvp(std::span<const T> v, std::span<T> out);

  /// out = Jᵀ ∇²ℓ J v: the generalised Gauss-Newton product for y = ℓ(z(θ)), where z is a node of
  /// the tape (the network's output) and y depends on θ only through z. J = ∂z/∂θ.
  /// (Schraudolph, "Fast curvature matrix-vector products", 2002)
  void ggnvp(Var<T> z, std::span<const T> v, std::span<T> out);

 private:
  using Companions = std::optional<NodeMatrices<T>>;  // none before they are needed

  void bind() const { y_.tape->bind_parameters(theta_); }
  /// The companions, those of the parameters being slices of `flat`.
  template <class Flat>
  NodeMatrices<T>& bound(Companions& companions, Flat flat) const;

  const Tape<T>& tape_;
  Var<T> y_;
  std::vector<T> theta_;  // bound again by each call: another linearisation may have come and gone
  std::vector<T> gradient_;
  Companions adjoints_;  // of a scalar y
  Companions tangents_;
  Companions scratch_;    // adjoint tangents of an hvp, adjoints of a vjp
  std::vector<T> zeros_;  // ẏ of a y that does not depend on θ, and so has no tangent
};

/// out = ∇y(θ) for a scalar y; returns y(θ).
template <class T>
T gradient(Var<T> y, std::span<const T> theta, std::span<T> out);

/// J v at θ, row by row of y.
template <class T>
std::vector<T> jvp(Var<T> y, std::span<const T> theta, std::span<const T> v);

/// Jᵀ u at θ.
template <class T>
std::vector<T> vjp(Var<T> y, std::span<const T> theta, std::span<const T> u);

/// ∇²y(θ) v for a scalar y.
template <class T>
std::vector<T> hvp(Var<T> y, std::span<const T> theta, std::span<const T> v);

/// Gauss-Newton product at θ; see Linearization::ggnvp.
template <class T>
std::vector<T> ggnvp(Var<T> y, Var<T> z, std::span<const T> theta, std::span<const T> v);

/// ∇²y(θ), P × P row by row: one hvp per column. For small problems, as a reference.
template <class T>
std::vector<T> hessian(Var<T> y, std::span<const T> theta);

}  // namespace caldera
