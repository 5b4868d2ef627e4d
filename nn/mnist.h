#pragma once
// MNIST (LeCun, Cortes and Burges 1998): 60 000 + 10 000 images of handwritten digits.

#include <cstdint>
#include <filesystem>
#include <string>

#include "nn/dataset.h"

namespace caldera {

enum class Split { train, test };

/// (p/255 − 0.1307)/0.3081, the pixel's value less the training set's mean, in its standard
/// deviations. Three operations in float, each rounded, in this order: what PyTorch's
/// ToTensor and Normalize compute.
float standardise(std::uint8_t pixel);

/// Reads two IDX files, images (count × 28 × 28) and labels (count), standardises the pixels, and
/// checks everything but where the files come from. Throws InputError for damaged files
/// (nn/idx.h), images of another size, unequal counts, and a label above 9.
Dataset read_digits(const std::filesystem::path& images, const std::filesystem::path& labels,
                    std::string name);

/// One split of the published MNIST from a folder with its four uncompressed files
/// (train-images-idx3-ubyte, …): "mnist-train" with 60 000 examples or "mnist-test" with 10 000.
/// Throws InputError for whatever read_digits refuses, and when the SHA-256 of a file is not the
/// published one: one altered byte is enough.
Dataset load_mnist(const std::filesystem::path& folder, Split split);

}  // namespace caldera
