#pragma once
// The reader of grey images that are published as IDX files: of MNIST and its relatives.

#include <cstdint>
#include <filesystem>
#include <string>

#include "caldera/nn/data/data_sets.h"

namespace caldera {

/// (p/255 − mean)/deviation. Three operations in float, each rounded, in this order: what PyTorch's
/// ToTensor and Normalize compute.
float standardise(std::uint8_t pixel, float mean, float deviation);

/// Reads two IDX files, images (count × height × width) and labels (count), standardises the
/// pixels, and checks everything but where the files come from. Throws InputError for damaged files
/// (nn/data/idx.h), images of another size than the set's, unequal counts, and a label that is no class.
Dataset read_images(const std::filesystem::path& images, const std::filesystem::path& labels,
                    const DataSetEntry& set, std::string name);

/// One split from a folder with the four uncompressed files (train-images-idx3-ubyte, … or
/// train-images.idx3-ubyte, …; if there are both, the first), named after the version of the set
/// whose SHA-256 they have. Throws InputError for whatever read_images refuses, and when the two
/// files are not those of one version: one altered byte is enough. For a file that is missing, it
/// says which similar one is there. Nothing is drawn: the seed means nothing.
Dataset read_published(const DataSetEntry& set, const std::filesystem::path& folder, Split split,
                       std::uint64_t seed);

}  // namespace caldera
