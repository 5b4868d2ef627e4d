#pragma once
// How long the gradient of every example of a batch is, without a gradient for each.

#include <vector>

#include "caldera/autograd/node_matrices.h"
#include "caldera/nn/models/recorder.h"

namespace caldera {

/// ‖gᵢ‖² for the n examples of a batch, gᵢ the gradient of the loss of example i alone. `adjoints`
/// are those that pull_back(tape, loss, 1) left (autograd/sweeps.h), so tape and adjoints must both
/// be of the same θ and batch; it is n times what they hold that belongs to an example, as the loss
/// is the mean. Regularisation is not part of the tape and not of gᵢ: these are gradients of E's
/// terms.
///
/// With δᵢ the adjoint of a fully connected layer's output y = Wx + b in the loss of example i, the
/// gradient of W is the outer product δᵢxᵢᵀ, so the layer adds
///     ‖δᵢ‖² (‖xᵢ‖² + 1)
/// to ‖gᵢ‖² (Goodfellow, "Efficient per-example gradient computations", arXiv 1510.01799). A
/// convolution sees q patches x_p of an image, with adjoints δ_p, and adds
///     ‖Σ_p δ_p x_pᵀ‖² + ‖Σ_p δ_p‖²:
/// here the layer's own block is formed, one example at a time, because it is small and q is not.
template <class T>
std::vector<double> squared_example_gradients(const ModelTape<T>& model, const NodeMatrices<T>& adjoints);

}  // namespace caldera
