#include "experiments/model/model_shape.h"

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

std::string place_of(const RunFile& file, const std::string& attribute) {
  return file.path().string() + ":/@" + attribute;
}

/// Throws that an attribute holds something else than it should.
[[noreturn]] void refuse(const RunFile& file, const std::string& attribute,
                         const std::string& expected, const std::string& found) {
  throw InputError("model file", place_of(file, attribute), expected, found, model_file_remedy);
}

/// What the numbers of a list may be.
struct Limits {
  std::int64_t least, most;
};

/// An attribute that lists `what`.
std::vector<std::size_t> read_sizes(const RunFile& file, const std::string& attribute,
                                    const std::string& what, Limits limits) {
  std::vector<std::size_t> sizes;
  for (const std::int64_t size : file.foreign_integers(attribute)) {
    if (size < limits.least || size > limits.most)
      refuse(file, attribute,
             what + " from " + std::to_string(limits.least) + " to " + std::to_string(limits.most),
             std::to_string(size));
    sizes.push_back(static_cast<std::size_t>(size));
  }
  return sizes;
}

/// Throws unless there is one of the `what` for each of the convolutions.
void check_length(const RunFile& file, const std::string& attribute, std::size_t length,
                  const std::string& what, std::size_t found) {
  if (found != length)
    refuse(file, attribute, std::to_string(length) + ' ' + what, std::to_string(found));
}

/// A list for the convolutions of a CNN, which all are of one length.
std::vector<std::size_t> read_list(const RunFile& file, const std::string& attribute,
                                   std::size_t length, std::int64_t least = 1) {
  const std::vector<std::size_t> sizes = read_sizes(file, attribute, "numbers", {least, 4096});
  check_length(file, attribute, length, "numbers", sizes.size());
  return sizes;
}

/// The same, of lists that files may lack: of networks without a border; of those that average.
std::vector<std::size_t> read_borders(const RunFile& file, std::size_t length) {
  if (!file.has_attribute("borders")) return std::vector<std::size_t>(length, 0);
  return read_list(file, "borders", length, 0);
}
std::vector<Pooling> read_poolings(const RunFile& file, std::size_t length) {
  if (!file.has_attribute("poolings")) return std::vector<Pooling>(length, Pooling::average);
  std::vector<Pooling> poolings;
  for (const std::string& text : file.foreign_texts("poolings"))
    poolings.push_back(pooling_from_name(text, place_of(file, "poolings")));
  check_length(file, "poolings", length, "names", poolings.size());
  return poolings;
}

/// Throws unless `size` fits into that image.
void check_square(const RunFile& file, const std::string& attribute, std::size_t size,
                  const ImageShape& image) {
  if (size > std::min(image.height, image.width))
    refuse(file, attribute,
           "at most " + std::to_string(std::min(image.height, image.width)) + ", as the image has",
           std::to_string(size));
}

/// Throws unless the layer's sizes fit each other and the image that it sees.
void check_layer(const RunFile& file, const ConvolutionLayer& layer, const ImageShape& image) {
  if (layer.border >= layer.kernel)
    refuse(file, "borders", "less than the kernel, " + std::to_string(layer.kernel),
           std::to_string(layer.border));
  check_square(file, "kernels", layer.kernel, with_border(image, layer.border));
  check_square(file, "pools", layer.pool,
               convolved(image, layer.kernel, layer.channels, layer.border));
}

/// Adds the convolutions of a CNN to its shape.
void read_convolutions(const RunFile& file, NetworkShape& shape) {
  const std::vector<std::size_t> image = read_list(file, "image", 3);
  shape.image = {image[0], image[1], image[2]};
  const std::size_t count = file.foreign_integers("channels").size();
  if (count == 0) refuse(file, "channels", "a number for each convolution", "none");
  const std::vector<std::size_t> channels = read_list(file, "channels", count),
                                 kernels = read_list(file, "kernels", count),
                                 pools = read_list(file, "pools", count),
                                 borders = read_borders(file, count);
  const std::vector<Pooling> poolings = read_poolings(file, count);
  ImageShape seen = shape.image;
  for (std::size_t k = 0; k < count; ++k) {
    const ConvolutionLayer layer{channels[k], kernels[k], pools[k], borders[k], poolings[k]};
    check_layer(file, layer, seen);
    shape.convolutions.push_back(layer);
    seen = output_of(layer, seen);
  }
  if (seen.entries() != shape.widths.front())
    refuse(file, "layers",
           "as first width what the convolutions give, " + std::to_string(seen.entries()),
           std::to_string(shape.widths.front()));
}

}  // namespace

NetworkShape read_shape(const RunFile& file) {
  const auto architecture = file.foreign_text("architecture");
  if (architecture != "mlp" && architecture != "cnn")
    refuse(file, "architecture", "mlp or cnn", "'" + architecture + "'");
  NetworkShape shape{read_sizes(file, "layers", "widths", {1, 1 << 20})};
  if (shape.widths.size() < 2)
    refuse(file, "layers", "at least input and output width",
           std::to_string(shape.widths.size()) + " widths");
  shape.activation =
      activation_from_name(file.foreign_text("activation"), place_of(file, "activation"));
  if (architecture == "cnn") read_convolutions(file, shape);
  return shape;
}

namespace {

/// What not all convolutions have is written only where one has it.
void write_convolutions(RunWriter& writer, const NetworkShape& shape) {
  std::vector<std::int64_t> channels, kernels, pools, borders;
  std::vector<std::string> poolings;
  for (const ConvolutionLayer& layer : shape.convolutions) {
    channels.push_back(static_cast<std::int64_t>(layer.channels));
    kernels.push_back(static_cast<std::int64_t>(layer.kernel));
    pools.push_back(static_cast<std::int64_t>(layer.pool));
    borders.push_back(static_cast<std::int64_t>(layer.border));
    poolings.push_back(name(layer.pooling));
  }
  writer.attribute("channels", channels);
  writer.attribute("kernels", kernels);
  writer.attribute("pools", pools);
  if (std::ranges::any_of(borders, [](std::int64_t border) { return border > 0; }))
    writer.attribute("borders", borders);
  if (std::ranges::count(poolings, name(Pooling::maximum)) > 0) writer.attribute("poolings", poolings);
}

}  // namespace

void write_shape(RunWriter& writer, const NetworkShape& shape) {
  const auto list = [&](const std::string& attribute, const std::vector<std::size_t>& sizes) {
    writer.attribute(attribute, std::vector<std::int64_t>(sizes.begin(), sizes.end()));
  };
  writer.attribute("architecture", shape.convolutions.empty() ? "mlp" : "cnn");
  list("layers", shape.widths);
  writer.attribute("activation", name(shape.activation));
  if (shape.convolutions.empty()) return;
  list("image", {shape.image.height, shape.image.width, shape.image.channels});
  write_convolutions(writer, shape);
}

}  // namespace caldera
