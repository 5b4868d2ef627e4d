#pragma once
// The ops: functions that record one node. Each is defined in ops/*.cpp, where its four rules
// stand next to each other with formula and shapes. Shapes are asserted when recording, and so is
// which operands must depend on parameters and which must not; of the others any may.

#include "caldera/autograd/image.h"
#include "caldera/autograd/tape.h"

namespace caldera::ops {

// ops/affine.cpp
/// y = x Wᵀ + 1 bᵀ: n × out, from x: n × in, W: out × in, b: 1 × out. W and b are parameters or
/// computed from parameters; x may be data.
template <class T>
Var<T> affine(Var<T> x, Var<T> w, Var<T> b);
/// Whether a node was recorded by affine(): its operands are then x, W and b.
template <class T>
bool is_affine(const Node<T>& node);
/// Whether affine() reads the leaf x, as its data, and nothing else does: then a background is all
/// that it needs.
template <class T>
bool is_read_by_affine_alone(Var<T> x);

// ops/product.cpp
/// y = a bᵀ: n × m, from a: n × k, b: m × k, a layer without bias. b is a parameter or computed from
/// parameters; a may be data.
template <class T>
Var<T> product(Var<T> a, Var<T> b);

// ops/convolution.cpp, on images (image.h), one a row: n × entries
/// Every kernel × kernel square of an image with `border` pixels of zeros around it, pixel by pixel,
/// as a row of its own: (n·h·w) × (kernel·kernel·channels) from x: n × image.entries(), where h × w
/// are the squares' upper left corners, row by row. Every square has a pixel of the image:
/// border < kernel.
template <class T>
Var<T> patches(Var<T> x, const ImageShape& image, std::size_t kernel, std::size_t border = 0);
/// The mean of every channel over squares of size × size pixels that do not overlap:
/// n × pooled(image, size).entries(). Pixels that fill no square at the right and at the bottom are
/// left out.
template <class T>
Var<T> average_pool(Var<T> x, const ImageShape& image, std::size_t size);
/// The same entries in the same order as a matrix of another shape.
template <class T>
Var<T> reshape(Var<T> x, std::size_t rows, std::size_t cols);
/// y(r, c, o) = b_o + Σ_{i, j, k} W(o; i, j, k) x(r + i − border, c + j − border, k) for every image,
/// x being zero outside of it, at stride 1: n × convolved(image, kernel, out, border).entries(), from
/// x: n × image.entries(), W: out × (kernel·kernel·channels), the order of its columns that of a
/// patch, and b: 1 × out. W and b as for affine; x may be data. border < kernel.
template <class T>
Var<T> convolution(Var<T> x, Var<T> w, Var<T> b, const ImageShape& image, std::size_t kernel,
                   std::size_t border = 0);

// ops/max_pool.cpp, on images, too
/// The largest number of every channel in squares of size × size pixels that do not overlap:
/// n × pooled(image, size).entries(). Of equal ones the first in reading order is taken, and all
/// derivatives are that one's. Pixels that fill no square are left out as by average_pool; a NaN in a
/// square stays one.
template <class T>
Var<T> max_pool(Var<T> x, const ImageShape& image, std::size_t size);

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
/// a + b
template <class T>
Var<T> add(Var<T> a, Var<T> b);
/// a − b
template <class T>
Var<T> subtract(Var<T> a, Var<T> b);
/// a_ij b_ij
template <class T>
Var<T> multiply(Var<T> a, Var<T> b);
/// factor · a
template <class T>
Var<T> scale(Var<T> a, std::type_identity_t<T> factor);

// ops/reductions.cpp, to 1 × 1
/// Σ x_ij
template <class T>
Var<T> sum(Var<T> x);
/// (1/n) Σ x_ij, n ≥ 1 the number of entries
template <class T>
Var<T> mean(Var<T> x);
/// ‖x‖² = Σ x_ij²
template <class T>
Var<T> squared_norm(Var<T> x);

// ops/losses.cpp, one loss per row: n × 1. The training error is their mean.
/// ½‖y_i − t_i‖², from y and t: n × m.
template <class T>
Var<T> squared_error(Var<T> y, Var<T> targets);
/// −log softmax(z_i)[label_i], from logits z: n × C and labels: n × 1, whole numbers 0 … C−1 in
/// an input, or computed from inputs alone. No derivative with respect to the labels. C ≥ 1.
template <class T>
Var<T> softmax_cross_entropy(Var<T> logits, Var<T> labels);

}  // namespace caldera::ops
