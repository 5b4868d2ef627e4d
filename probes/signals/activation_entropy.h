#pragma once
// How much the units of a layer say about the examples: a unit that is always on, or always off,
// has no entropy.

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// Intervals of equal width from low to high: 0 to 1 for sigmoids, −1 to 1 for tanh. For ReLU,
/// which has no upper end, the caller chooses one, and keeps it for numbers that are to be
/// compared.
struct Bins {
  double low, high;
  std::size_t count;
};

/// The mean over the units (columns) of the Shannon entropy of a unit's histogram over the n
/// examples (rows), in nats:
///     H = −Σ_b p_b log p_b = log n − (1/n) Σ_b c_b log c_b,   p_b = c_b/n.
/// Between 0 and log min(n, bins). A value in bin b has b ≤ count · (x − low)/(high − low) < b + 1;
/// values beyond the ends count for the outermost bins. It is the entropy of the histogram: from
/// few examples a bin, it is less than that of the distribution (Miller and Madow 1955: by about
/// (bins − 1)/2n).
/// Throws NonFiniteError if an activation is NaN or infinite.
double activation_entropy(ConstMatrix<float> activations, const Bins& bins);
double activation_entropy(ConstMatrix<double> activations, const Bins& bins);

}  // namespace caldera
