#include "nn/mnist.h"

#include <span>
#include <utility>

namespace caldera {

namespace {

constexpr ImageSet kMnist = {"MNIST",
                             "run `make data`, or name a folder with the original files: MNIST_DIR",
                             0.1307F, 0.3081F};

// tools/get_mnist.sh knows the same four checksums.
constexpr PublishedSplit kTrain = {
    "mnist-train", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"};
constexpr PublishedSplit kTest = {
    "mnist-test", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"};

}  // namespace

float standardise(std::uint8_t pixel) { return standardise(pixel, kMnist.mean, kMnist.deviation); }

Dataset read_digits(const std::filesystem::path& images, const std::filesystem::path& labels,
                    std::string name) {
  return read_images(images, labels, kMnist, std::move(name));
}

Dataset load_mnist(const std::filesystem::path& folder, Split split) {
  return load_published(folder, split, kMnist,
                        std::span(split == Split::train ? &kTrain : &kTest, 1));
}

}  // namespace caldera
