#pragma once
// The ops: functions that record one node. Each is defined in ops/*.cpp, where its four rules
// stand next to each other with formula and shapes. Shapes are asserted when recording.

#include "autograd/tape.h"

namespace caldera {

// ops/affine.cpp
/// y = x Wᵀ + 1 bᵀ: n × out, from x: n × in, W: out × in, b: 1 × out. W and b are parameters or
/// computed from parameters; x may be data.
template <class T>
Var<T> affine(Var<T> x, Var<T> w, Var<T> b);

// ops/activations.cpp, entry by entry
/// 1 / (1 + e⁻ˣ)
template <class T>
Var<T> sigmoid(Var<T> x);
/// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
template <class T>
Var<T> tanh(Var<T> x);
/// max(x, 0); its derivative at 0 is taken as 0, its second derivative as 0 everywhere.
template <class T>
Var<T> relu(Var<T> x);

// ops/elementwise.cpp, entry by entry, equal shapes
template <class T>
Var<T> add(Var<T> a, Var<T> b);
template <class T>
Var<T> subtract(Var<T> a, Var<T> b);
template <class T>
Var<T> multiply(Var<T> a, Var<T> b);
/// factor · a
template <class T>
Var<T> scale(Var<T> a, std::type_identity_t<T> factor);

// ops/reductions.cpp, to 1 × 1
/// Σ x_ij
template <class T>
Var<T> sum(Var<T> x);
/// (1/n) Σ x_ij, n the number of entries
template <class T>
Var<T> mean(Var<T> x);
/// ‖x‖² = Σ x_ij²
template <class T>
Var<T> squared_norm(Var<T> x);

// ops/losses.cpp, one loss a row: n × 1. The training error is their mean.
/// ½‖y_i − t_i‖², from y and t: n × m.
template <class T>
Var<T> squared_error(Var<T> y, Var<T> targets);
/// −log softmax(z_i)[label_i], from logits z: n × C and labels: n × 1, whole numbers 0 … C−1 in
/// an input. No derivative with respect to the labels.
template <class T>
Var<T> softmax_cross_entropy(Var<T> logits, Var<T> labels);

}  // namespace caldera
