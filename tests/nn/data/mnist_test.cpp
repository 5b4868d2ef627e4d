#include "caldera/nn/data/mnist.h"

#include <sys/stat.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <span>

#include "caldera/autograd/arithmetic/sha256.h"
#include "caldera/nn/data/idx.h"
#include "caldera/nn/data/idx_images.h"
#include "tests/catch.h"
#include "tests/places.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

namespace caldera {
namespace {

namespace fs = std::filesystem;
using Catch::Contains;

constexpr char kImages[] = "t10k-images-idx3-ubyte";
constexpr char kLabels[] = "t10k-labels-idx1-ubyte";

/// A copy of the test split, to be damaged.
struct Copy {
  test::TemporaryFolder folder;
  fs::path images = folder / kImages;
  fs::path labels = folder / kLabels;

  Copy() {
    for (const char* name : {kImages, kLabels})
      fs::copy_file(test::mnist_folder() / name, folder / name);
  }
  std::string refusal() const {
    return test::refusal([&] { load_mnist(folder.path(), Split::test); });
  }
};

void overwrite_byte(const fs::path& file, std::streamoff offset, unsigned char value) {
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(offset).put(static_cast<char>(value));
  REQUIRE(stream.good());
}

std::array<int, 10> count_labels(const Dataset& data) {
  std::array<int, 10> counts{};
  for (const std::uint8_t label : data.labels) ++counts.at(label);
  return counts;
}

}  // namespace

TEST_CASE("standardise: all 256 values, to the bit, as numpy rounds them in float32") {
  // ((p / float32(255)) - float32(0.1307)) / float32(0.3081) for p = 0 … 255, and their SHA-256.
  CHECK(standardise(0, 0.1307F, 0.3081F) == -0x1.b264e2p-2F);
  CHECK(standardise(37, 0.1307F, 0.3081F) == 0x1.7ed37ep-5F);
  CHECK(standardise(255, 0.1307F, 0.3081F) == 0x1.69267ap+1F);
  std::array<float, 256> table{};
  for (std::size_t p = 0; p < table.size(); ++p)
    table[p] = standardise(static_cast<std::uint8_t>(p), 0.1307F, 0.3081F);
  CHECK(sha256_hex(std::as_bytes(std::span(table))) ==
        "0103dbab6b16bfcaea0aa75d7377b4b22bb6792081600921bee4a17ff9c4d33e");
}

TEST_CASE("MNIST: the training set is the published one") {
  const Dataset train = load_mnist(test::mnist_folder(), Split::train);
  CHECK(train.name == "mnist-train");
  CHECK(train.count == 60000);
  CHECK(train.features == 784);
  CHECK(train.classes == 10);
  CHECK(train.inputs.size() == 60000 * 784);
  CHECK(std::vector<int>(train.labels.begin(), train.labels.begin() + 5) ==
        std::vector<int>{5, 0, 4, 1, 9});
  CHECK(count_labels(train) == std::array<int, 10>{5923, 6742, 5958, 6131, 5842,  //
                                                   5421, 5918, 6265, 5851, 5949});
  // 0.1307 and 0.3081 are this set's mean and standard deviation.
  const auto n = static_cast<double>(train.inputs.size());
  double sum = 0.0;
  double squares = 0.0;
  for (const double x : train.inputs) {
    sum += x;
    squares += x * x;
  }
  CHECK(std::abs(sum / n) < tolerance::standardised_moment);
  CHECK(std::abs(squares / n - 1.0) < tolerance::standardised_moment);
}

TEST_CASE("MNIST: the test set, row by row what the file holds") {
  const Dataset data = load_mnist(test::mnist_folder(), Split::test);
  const IdxArray images = read_idx(test::mnist_folder() / kImages, 3);
  CHECK(data.name == "mnist-test");
  CHECK(data.count == 10000);
  CHECK(data.labels.front() == 7);
  const std::size_t last_row = 9999 * 784;
  bool equal = true;
  for (std::size_t i = last_row; i < last_row + 784; ++i)
    equal = equal && data.inputs[i] == standardise(images.values[i], 0.1307F, 0.3081F);
  CHECK(equal);
}

TEST_CASE("MNIST: a missing folder or file names it and says what to do") {
  CHECK_THAT(test::refusal([] { load_mnist("no/such/folder", Split::train); }),
             Contains("no/such/folder/train-images-idx3-ubyte") && Contains("make data"));
  const Copy copy;
  fs::remove(copy.labels);
  CHECK_THAT(copy.refusal(), Contains(kLabels) && Contains("make data"));
}

TEST_CASE("MNIST: files are taken as common programs unpack them") {
  const Copy copy;
  fs::rename(copy.images, copy.folder / "t10k-images.idx3-ubyte");
  CHECK(load_mnist(copy.folder.path(), Split::test).count == 10000);  // one of them
  fs::rename(copy.labels, copy.folder / "t10k-labels.idx1-ubyte");
  CHECK(load_mnist(copy.folder.path(), Split::test).count == 10000);
}

TEST_CASE("MNIST: a missing file is told with the similar one that is there") {
  const Copy copy;
  fs::rename(copy.images, copy.folder / "t10k-images-idx3-ubyte.gz");
  CHECK_THAT(copy.refusal(), Contains("t10k-images-idx3-ubyte: expected a file, found "
                                      "t10k-images-idx3-ubyte.gz, which is packed: gunzip it"));
  fs::rename(copy.folder / "t10k-images-idx3-ubyte.gz", copy.folder / "T10K_Images.bin");
  CHECK_THAT(copy.refusal(), Contains("found T10K_Images.bin, which has another name"));
  CHECK_THAT(test::refusal([] { load_mnist("no/such/folder", Split::train); }),
             Contains("found no folder that can be read: No such file or directory"));
}

TEST_CASE("MNIST: a pipe in place of a file is refused, not waited for") {
  const Copy copy;
  fs::remove(copy.labels);
  REQUIRE(mkfifo(copy.labels.c_str(), 0600) == 0);
  CHECK_THAT(copy.refusal(), Contains(kLabels) && Contains("expected a file, found"));
}

TEST_CASE("MNIST: names that no file can have are told, not thrown") {
  CHECK_THAT(test::refusal([] { load_mnist(std::string(5000, 'x'), Split::train); }),
             Contains("File name too long"));
}

TEST_CASE("MNIST: damage to a copy is found: truncated, longer, another magic number") {
  const Copy copy;
  const auto whole = fs::file_size(copy.images);
  fs::resize_file(copy.images, whole - 1);
  CHECK_THAT(copy.refusal(), Contains(kImages) && Contains("found 7840015"));
  fs::resize_file(copy.images, whole + 1);
  CHECK_THAT(copy.refusal(), Contains(kImages) && Contains("found 7840017"));
  fs::resize_file(copy.images, whole);
  overwrite_byte(copy.images, 3, 4);
  CHECK_THAT(copy.refusal(), Contains("magic"));
}

TEST_CASE("MNIST: images of another size are refused though the length agrees") {
  const Copy copy;
  overwrite_byte(copy.images, 11, 14);  // 28 × 28 = 14 × 56
  overwrite_byte(copy.images, 15, 56);
  CHECK_THAT(copy.refusal(), Contains("expected 28 x 28, found 14 x 56"));
}

TEST_CASE("MNIST: as many labels as images") {
  const Copy copy;
  overwrite_byte(copy.labels, 7, 0x0f);  // 10 000 = 0x2710
  fs::resize_file(copy.labels, 8 + 9999);
  CHECK_THAT(copy.refusal(), Contains("expected 10000, one an image, found 9999"));
}

TEST_CASE("MNIST: fewer of both is not the published set") {
  const Copy copy;
  overwrite_byte(copy.labels, 7, 0x0f);
  fs::resize_file(copy.labels, 8 + 9999);
  overwrite_byte(copy.images, 7, 0x0f);
  fs::resize_file(copy.images, 16 + 9999 * 784);
  CHECK_THAT(copy.refusal(), Contains("checksum"));
  CHECK(read_images(copy.images, copy.labels, data_set("mnist"), "short").count == 9999);
}

TEST_CASE("MNIST: label 10 is refused and its place is told") {
  const Copy copy;
  overwrite_byte(copy.labels, 8 + 4321, 10);
  CHECK_THAT(copy.refusal(), Contains("[4321]: expected at most 9, found 10"));
}

TEST_CASE("MNIST: one altered byte in either file is enough") {
  {
    const Copy copy;
    overwrite_byte(copy.images, 16 + 5'000'000, 1);  // a pixel at a corner, 0 before
    CHECK_THAT(copy.refusal(), Contains("checksum") && Contains(kImages));
  }
  {
    const Copy copy;
    overwrite_byte(copy.labels, 8, 3);  // 7 before
    CHECK_THAT(copy.refusal(), Contains("checksum") && Contains(kLabels));
  }
}

}  // namespace caldera
