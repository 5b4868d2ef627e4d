#pragma once
// MNIST (LeCun, Cortes and Burges 1998): 60 000 + 10 000 images of handwritten digits.

#include <cstdint>
#include <filesystem>
#include <string>

#include "nn/dataset.h"
#include "nn/idx_images.h"

namespace caldera {

/// (p/255 − 0.1307)/0.3081, the pixel's value less the training set's mean, in its standard
/// deviations, rounded as in nn/idx_images.h.
float standardise(std::uint8_t pixel);

/// Digits from two IDX files, wherever they come from; throws InputError as read_images does.
Dataset read_digits(const std::filesystem::path& images, const std::filesystem::path& labels,
                    std::string name);

/// One split of the published MNIST from a folder with its four uncompressed files
/// (train-images-idx3-ubyte, …): "mnist-train" with 60 000 examples or "mnist-test" with 10 000.
/// Throws InputError for whatever read_digits refuses, and when the SHA-256 of a file is not the
/// published one: one altered byte is enough.
Dataset load_mnist(const std::filesystem::path& folder, Split split);

}  // namespace caldera
