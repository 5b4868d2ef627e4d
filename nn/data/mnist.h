#pragma once
// MNIST, one of the data sets in nn/data/data_sets.h: texts, benchmarks and tests of the engine use it.

#include <filesystem>

#include "caldera/nn/data/data_sets.h"

namespace caldera {

/// One split of the published MNIST, "mnist-train" or "mnist-test", from a folder with its four
/// uncompressed files. Throws InputError as read_published does (nn/data/idx_images.h).
inline Dataset load_mnist(const std::filesystem::path& folder, Split split) {
  return read_split(data_set("mnist"), folder, split);
}

}  // namespace caldera
