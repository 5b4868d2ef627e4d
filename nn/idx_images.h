#pragma once
// Data sets of 28 × 28 grey images in ten classes, published as IDX files: MNIST and its relatives.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "nn/dataset.h"

namespace caldera {

/// What tells one such data set from another, its files aside.
struct ImageSet {
  const char* title;   ///< how errors call it
  const char* remedy;  ///< what to do when its files are missing or wrong
  float mean;          ///< of p/255 over the training set
  float deviation;     ///< of p/255 over the training set, the standard one
};

/// One split of one published version: its name, and the SHA-256 of its two files.
struct PublishedSplit {
  const char* name;
  const char* images_sha256;
  const char* labels_sha256;
};

/// (p/255 − mean)/deviation. Three operations in float, each rounded, in this order: what PyTorch's
/// ToTensor and Normalize compute.
float standardise(std::uint8_t pixel, float mean, float deviation);

/// Reads two IDX files, images (count × 28 × 28) and labels (count), standardises the pixels, and
/// checks everything but where the files come from. Throws InputError for damaged files
/// (nn/idx.h), images of another size, unequal counts, and a label above 9.
Dataset read_images(const std::filesystem::path& images, const std::filesystem::path& labels,
                    const ImageSet& set, std::string name);

/// One split from a folder with the four uncompressed files (train-images-idx3-ubyte, … or
/// train-images.idx3-ubyte, …; if there are both, the first), named after the version of `versions`
/// whose SHA-256 they have. Throws InputError for whatever read_images refuses, and when the two
/// files are not those of one version: one altered byte is enough. For a file that is missing, it
/// says which similar one is there.
Dataset load_published(const std::filesystem::path& folder, Split split, const ImageSet& set,
                       std::span<const PublishedSplit> versions);

}  // namespace caldera
