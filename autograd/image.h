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

/// An image with `border` pixels more on every side.
inline ImageShape with_border(const ImageShape& image, std::size_t border) {
  return {image.height + 2 * border, image.width + 2 * border, image.channels};
}

/// What a convolution with kernel × kernel weights gives at stride 1, of an image with so many pixels
/// of zeros around it: (height + 2·border − kernel + 1) × (width + 2·border − kernel + 1) × channels.
/// The kernel must fit into the image and its border.
inline ImageShape convolved(const ImageShape& image, std::size_t kernel, std::size_t channels,
                            std::size_t border = 0) {
  const ImageShape whole = with_border(image, border);
  return {whole.height - kernel + 1, whole.width - kernel + 1, channels};
}

/// What pooling over size × size squares gives: ⌊height / size⌋ × ⌊width / size⌋ × channels.
inline ImageShape pooled(const ImageShape& image, std::size_t size) {
  return {image.height / size, image.width / size, image.channels};
}

/// The pixels of `images` images that pooling over size × size squares sees, square by square, and of
/// each in reading order: calls visit(i, j, k) where the channels of a pixel begin at entry i of all
/// images, those of its square at entry j of all pooled ones, and the pixel is the k-th of its square,
/// from 0.
template <class Visit>
void for_each_pooled_pixel(const ImageShape& image, std::size_t size, std::size_t images,
                           const Visit& visit) {
  const ImageShape out = pooled(image, size);
  for (std::size_t n = 0; n < images; ++n)
    for (std::size_t row = 0; row < out.height; ++row)
      for (std::size_t col = 0; col < out.width; ++col) {
        const std::size_t square = ((n * out.height + row) * out.width + col) * out.channels;
        const std::size_t corner = (n * image.height + row * size) * image.width + col * size;
        for (std::size_t r = 0; r < size; ++r)
          for (std::size_t c = 0; c < size; ++c)
            visit((corner + r * image.width + c) * image.channels, square, r * size + c);
      }
}

}  // namespace caldera
