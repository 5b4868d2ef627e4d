#include "nn/mnist.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "autograd/arithmetic/error.h"
#include "autograd/arithmetic/sha256.h"
#include "nn/idx.h"

namespace caldera {

namespace {

constexpr std::size_t kSide = 28;
constexpr std::size_t kDigits = 10;
constexpr char kRemedy[] = "run `make data`, or name a folder with the original files: MNIST_DIR";

/// A file of the data set and the SHA-256 of its bytes. tools/get_mnist.sh knows the same four.
struct PublishedFile {
  const char* name;
  const char* sha256;
};

struct PublishedSplit {
  const char* name;
  PublishedFile images;
  PublishedFile labels;
};

constexpr PublishedSplit kTrain = {
    "mnist-train",
    {"train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
    {"train-labels-idx1-ubyte",
     "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"}};
constexpr PublishedSplit kTest = {
    "mnist-test",
    {"t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
    {"t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"}};

void check_presence(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    throw InputError("MNIST", file.string(), "a file", "none", kRemedy);
}

void check_image_size(const IdxArray& images, const std::filesystem::path& file) {
  if (images.shape[1] != kSide || images.shape[2] != kSide)
    throw InputError("MNIST image size", file.string(), fmt::format("{} x {}", kSide, kSide),
                     fmt::format("{} x {}", images.shape[1], images.shape[2]), kRemedy);
}

void check_labels(const IdxArray& labels, std::size_t count, const std::filesystem::path& file) {
  if (labels.shape[0] != count)
    throw InputError("MNIST labels", file.string(), fmt::format("{}, one an image", count),
                     fmt::format("{}", labels.shape[0]), kRemedy);
  const auto wrong =
      std::ranges::find_if(labels.values, [](auto label) { return label >= kDigits; });
  if (wrong != labels.values.end())
    throw InputError("MNIST label",
                     fmt::format("{}[{}]", file.string(), wrong - labels.values.begin()),
                     fmt::format("at most {}", kDigits - 1), fmt::format("{}", *wrong), kRemedy);
}

void check_sha256(const std::filesystem::path& file, const std::string& expected) {
  if (const std::string found = sha256_of_file(file); found != expected)
    throw InputError("MNIST checksum", file.string(), expected, found, kRemedy);
}

}  // namespace

float standardise(std::uint8_t pixel) {
  return (static_cast<float>(pixel) / 255.0F - 0.1307F) / 0.3081F;
}

Dataset read_digits(const std::filesystem::path& images_file,
                    const std::filesystem::path& labels_file, std::string name) {
  const IdxArray images = read_idx(images_file, 3);
  check_image_size(images, images_file);
  IdxArray labels = read_idx(labels_file, 1);
  check_labels(labels, images.shape[0], labels_file);

  Dataset digits;
  digits.name = std::move(name);
  digits.count = images.shape[0];
  digits.features = kSide * kSide;
  digits.classes = kDigits;
  digits.inputs.resize(images.values.size());
  std::ranges::transform(images.values, digits.inputs.begin(), standardise);
  digits.labels = std::move(labels.values);
  return digits;
}

Dataset load_mnist(const std::filesystem::path& folder, Split split) {
  const PublishedSplit& published = split == Split::train ? kTrain : kTest;
  const std::filesystem::path images = folder / published.images.name;
  const std::filesystem::path labels = folder / published.labels.name;
  check_presence(images);
  check_presence(labels);
  // Structure before checksum: "truncated" says more than "another checksum".
  Dataset digits = read_digits(images, labels, published.name);
  check_sha256(images, published.images.sha256);
  check_sha256(labels, published.labels.sha256);
  return digits;
}

}  // namespace caldera
