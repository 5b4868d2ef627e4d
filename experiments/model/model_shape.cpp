#include "experiments/model/model_shape.h"

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

std::string place_of(const RunFile& file, const std::string& attribute) {
  return file.path().string() + ":/@" + attribute;
}

/// An attribute that lists `what`, each from 1 to `largest`.
std::vector<std::size_t> read_sizes(const RunFile& file, const std::string& attribute,
                                    const std::string& what, std::int64_t largest) {
  std::vector<std::size_t> sizes;
  for (const std::int64_t size : file.foreign_integers(attribute)) {
    if (size < 1 || size > largest)
      throw InputError("model file", place_of(file, attribute),
                       what + " from 1 to " + std::to_string(largest), std::to_string(size),
                       model_file_remedy);
    sizes.push_back(static_cast<std::size_t>(size));
  }
  return sizes;
}

/// A list for the convolutions of a CNN, which all are of one length.
std::vector<std::size_t> read_list(const RunFile& file, const std::string& attribute,
                                   std::size_t length) {
  constexpr std::int64_t largest = 4096;
  const std::vector<std::size_t> sizes = read_sizes(file, attribute, "numbers", largest);
  if (sizes.size() != length)
    throw InputError("model file", place_of(file, attribute), std::to_string(length) + " numbers",
                     std::to_string(sizes.size()), model_file_remedy);
  return sizes;
}

/// Throws unless `size` fits into that image.
void check_square(const RunFile& file, const std::string& attribute, std::size_t size,
                  const ImageShape& image) {
  if (size > std::min(image.height, image.width))
    throw InputError(
        "model file", place_of(file, attribute),
        "at most " + std::to_string(std::min(image.height, image.width)) + ", as the image has",
        std::to_string(size), model_file_remedy);
}

/// Adds the convolutions of a CNN to its shape.
void read_convolutions(const RunFile& file, NetworkShape& shape) {
  const std::vector<std::size_t> image = read_list(file, "image", 3);
  shape.image = {image[0], image[1], image[2]};
  const std::size_t count = file.foreign_integers("channels").size();
  if (count == 0)
    throw InputError("model file", place_of(file, "channels"), "a number for each convolution",
                     "none", model_file_remedy);
  const std::vector<std::size_t> channels = read_list(file, "channels", count),
                                 kernels = read_list(file, "kernels", count),
                                 pools = read_list(file, "pools", count);
  ImageShape seen = shape.image;
  for (std::size_t k = 0; k < count; ++k) {
    check_square(file, "kernels", kernels[k], seen);
    check_square(file, "pools", pools[k], convolved(seen, kernels[k], channels[k]));
    shape.convolutions.push_back({channels[k], kernels[k], pools[k]});
    seen = output_of(shape.convolutions.back(), seen);
  }
  if (seen.entries() != shape.widths.front())
    throw InputError("model file", place_of(file, "layers"),
                     "as first width what the convolutions give, " + std::to_string(seen.entries()),
                     std::to_string(shape.widths.front()), model_file_remedy);
}

}  // namespace

NetworkShape read_shape(const RunFile& file) {
  const auto architecture = file.foreign_text("architecture");
  if (architecture != "mlp" && architecture != "cnn")
    throw InputError("model file", place_of(file, "architecture"), "mlp or cnn",
                     "'" + architecture + "'", model_file_remedy);
  NetworkShape shape{read_sizes(file, "layers", "widths", 1 << 20)};
  if (shape.widths.size() < 2)
    throw InputError("model file", place_of(file, "layers"), "at least input and output width",
                     std::to_string(shape.widths.size()) + " widths", model_file_remedy);
  shape.activation =
      activation_from_name(file.foreign_text("activation"), place_of(file, "activation"));
  if (architecture == "cnn") read_convolutions(file, shape);
  return shape;
}

void write_shape(RunWriter& writer, const NetworkShape& shape) {
  const auto list = [&](const std::string& attribute, const std::vector<std::size_t>& sizes) {
    writer.attribute(attribute, std::vector<std::int64_t>(sizes.begin(), sizes.end()));
  };
  writer.attribute("architecture", shape.convolutions.empty() ? "mlp" : "cnn");
  list("layers", shape.widths);
  writer.attribute("activation", name(shape.activation));
  if (shape.convolutions.empty()) return;
  std::vector<std::size_t> channels, kernels, pools;
  for (const ConvolutionLayer& layer : shape.convolutions) {
    channels.push_back(layer.channels);
    kernels.push_back(layer.kernel);
    pools.push_back(layer.pool);
  }
  list("image", {shape.image.height, shape.image.width, shape.image.channels});
  list("channels", channels);
  list("kernels", kernels);
  list("pools", pools);
}

}  // namespace caldera
