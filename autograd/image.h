#pragma once
// How images lie in matrices: each row of a matrix is an image, channels last.

#include <cstddef>

namespace caldera {

/// height × width pixels of `channels` numbers each. In a row of entries() numbers they lie pixel
/// by pixel, row by row; the channels of a pixel are neighbours.
struct ImageShape {
  std::size_t height = 0;    ///< pixels
  std::size_t width = 0;     ///< pixels
  std::size_t channels = 0;  ///< numbers a pixel

  /// height · width · channels, the length of a row.
  std::size_t entries() const { return height * width * channels; }
};

/// What a convolution with kernel × kernel weights gives, without a border and at stride 1:
/// (height − kernel + 1) × (width − kernel + 1) × channels. The kernel must fit into the image.
inline ImageShape convolved(const ImageShape& image, std::size_t kernel, std::size_t channels) {
  return {image.height - kernel + 1, image.width - kernel + 1, channels};
}

/// What pooling over size × size squares gives: ⌊height / size⌋ × ⌊width / size⌋ × channels.
inline ImageShape pooled(const ImageShape& image, std::size_t size) {
  return {image.height / size, image.width / size, image.channels};
}

}  // namespace caldera
