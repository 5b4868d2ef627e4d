#pragma once
// Noisy 4×4 images of three patterns: the data of the convolutional network of arXiv 2512.11866.

#include <cstdint>

#include "caldera/nn/data/dataset.h"

namespace caldera {

/// Draws one split: "patterns-train" with 3000 examples or "patterns-test" with 600. Image i shows
/// class i mod 3, in rows and columns from 0:
///   0: rows 1 and 2    1: columns 1 and 2    2: the cells (i, j) with i + j even
/// Each of its 16 pixels, row by row, is −2 on the pattern and 2 beside it, plus normal noise of
/// standard deviation 0.9; rounded to float, not standardised.
/// Stream: the seed, purpose synthetic_data, step 0 for training and 1 for test; the element is
/// 16 · image + pixel.
Dataset make_patterns(Split split, std::uint64_t seed);

}  // namespace caldera
