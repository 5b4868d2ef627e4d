#include "caldera/autograd/derivatives.h"

#include <algorithm>
#include <cassert>

#include "caldera/autograd/rules.h"
#include "caldera/autograd/sweeps.h"

namespace caldera {

namespace {

template <class T>
bool is_scalar(Var<T> y) {
  return y.rows() == 1 && y.cols() == 1;
}

}  // namespace

template <class T>
Linearization<T>::Linearization(Var<T> y, std::span<const T> theta)
    : tape_(*y.tape),
      y_(y),
      theta_(theta.begin(), theta.end()),
      gradient_(is_scalar(y) ? tape_.parameter_count() : 0),
      zeros_(y.active() ? 0 : y.rows() * y.cols()) {
  bind();
  y.tape->forward();
  if (!is_scalar(y)) return;
  const T one = 1;
  pull_back(tape_, y, ConstMatrix<T>(&one, 1, 1), bound(adjoints_, std::span<T>(gradient_)));
}

template <class T>
Linearization<T>::~Linearization() {
  y_.tape->unbind_parameters();
}

template <class T>
template <class Flat>
NodeMatrices<T>& Linearization<T>::bound(Companions& companions, Flat flat) const {
  if (!companions) companions.emplace(tape_);
  companions->bind_parameters(flat);
  return *companions;
}

template <class T>
ConstMatrix<T> Linearization<T>::value() const {
  bind();
  return tape_.value(y_);
}

template <class T>
std::span<const T> Linearization<T>::gradient() const {
  assert(is_scalar(y_));
  return gradient_;
}

template <class T>
ConstMatrix<T> Linearization<T>::jvp(Borrowed<T> v) {
  if (!y_.active()) return {zeros_.data(), y_.rows(), y_.cols()};
  bind();
  NodeMatrices<T>& tangents = bound(tangents_, v);
  push_forward(tape_, tangents);
  return tangents[y_.index];
}

template <class T>
void Linearization<T>::vjp(ConstMatrix<T> u, std::span<T> out) {
  bind();
  pull_back(tape_, y_, u, bound(scratch_, out));
}

template <class T>
void Linearization<T>::hvp(std::span<const T> v, std::span<T> out) {
  assert(is_scalar(y_));
  bind();
  NodeMatrices<T>& tangents = bound(tangents_, v);
  push_forward(tape_, tangents);
  const T zero = 0;
  pull_back_tangent(tape_, y_, ConstMatrix<T>(&zero, 1, 1), tangents, *adjoints_,
                    bound(scratch_, out));
}

template <class T>
void Linearization<T>::ggnvp(Var<T> z, std::span<const T> v, std::span<T> out) {
  assert(is_scalar(y_));
  bind();
  NodeMatrices<T>& tangents = bound(tangents_, v);
  push_forward(tape_, tangents);  // ż = J v, and beyond z the tangents of ℓ

  // u = ∇²ℓ ż: the pullback tangent, run only over the nodes between z and y.
  NodeMatrices<T>& scratch = bound(scratch_, out);
  const T zero = 0;
  pull_back_tangent(tape_, y_, ConstMatrix<T>(&zero, 1, 1), tangents, *adjoints_, scratch, z.index);
  if (!scratch.touched(z.index)) {  // ℓ does not see z: ∇²ℓ = 0
    std::ranges::fill(out, T(0));
    return;
  }
  const ConstMatrix<T> u = scratch[z.index];
  const std::vector<T> kept(u.data, u.data + u.size());

  // out = Jᵀ u
  pull_back(tape_, z, ConstMatrix<T>(kept.data(), u.rows, u.cols), scratch);
}

template <class T>
T gradient(Var<T> y, std::span<const T> theta, std::span<T> out) {
  const Linearization<T> at(y, theta);
  std::ranges::copy(at.gradient(), out.begin());
  return at.value()(0, 0);
}

template <class T>
std::vector<T> jvp(Var<T> y, std::span<const T> theta, std::span<const T> v) {
  Linearization<T> at(y, theta);
  const auto tangent = at.jvp(v).flat();
  return {tangent.begin(), tangent.end()};
}

template <class T>
std::vector<T> vjp(Var<T> y, std::span<const T> theta, std::span<const T> u) {
  Linearization<T> at(y, theta);
  std::vector<T> out(theta.size());
  at.vjp(ConstMatrix<T>(u.data(), y.rows(), y.cols()), out);
  return out;
}

template <class T>
std::vector<T> hvp(Var<T> y, std::span<const T> theta, std::span<const T> v) {
  Linearization<T> at(y, theta);
  std::vector<T> out(theta.size());
  at.hvp(v, out);
  return out;
}

template <class T>
std::vector<T> ggnvp(Var<T> y, Var<T> z, std::span<const T> theta, std::span<const T> v) {
  Linearization<T> at(y, theta);
  std::vector<T> out(theta.size());
  at.ggnvp(z, v, out);
  return out;
}

template <class T>
std::vector<T> hessian(Var<T> y, std::span<const T> theta) {
  const std::size_t n = theta.size();
  Linearization<T> at(y, theta);
  std::vector<T> entries(n * n), unit(n), column(n);
  for (std::size_t j = 0; j < n; ++j) {
    unit[j] = 1;
    at.hvp(unit, column);
    unit[j] = 0;
    for (std::size_t i = 0; i < n; ++i) entries[i * n + j] = column[i];
  }
  return entries;
}

#define CALDERA_INSTANTIATE(T)                                                                \
  template class Linearization<T>;                                                            \
  template T gradient(Var<T>, std::span<const T>, std::span<T>);                              \
  template std::vector<T> jvp(Var<T>, std::span<const T>, std::span<const T>);                \
  template std::vector<T> vjp(Var<T>, std::span<const T>, std::span<const T>);                \
  template std::vector<T> hvp(Var<T>, std::span<const T>, std::span<const T>);                \
  template std::vector<T> ggnvp(Var<T>, Var<T>, std::span<const T>, std::span<const T>);      \
  template std::vector<T> hessian(Var<T>, std::span<const T>);
CALDERA_INSTANTIATE(float)
CALDERA_INSTANTIATE(double)
#undef CALDERA_INSTANTIATE

}  // namespace caldera
