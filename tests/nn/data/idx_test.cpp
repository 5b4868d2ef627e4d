#include "caldera/nn/data/idx.h"

#include <fstream>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

namespace caldera {
namespace {

using Catch::Contains;
using Bytes = std::vector<unsigned char>;

// A 2 × 3 array, spelt out byte by byte from the format's description.
const Bytes kTwoByThree = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 17, 0, 255, 91, 128, 203};
constexpr std::size_t kHeaderBytes = 12;

/// Writes `bytes` to a file of its own and reads it back as an IDX file of this rank.
IdxArray read(const Bytes& bytes, std::size_t rank = 2) {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder / "array";
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  return read_idx(file, rank);
}

std::string refusal_of(const Bytes& bytes, std::size_t rank = 2) {
  return test::refusal([&] { read(bytes, rank); });
}

Bytes with_byte(std::size_t index, unsigned char value) {
  Bytes bytes = kTwoByThree;
  bytes.at(index) = value;
  return bytes;
}

}  // namespace

TEST_CASE("IDX: shape and values in row order") {
  const IdxArray array = read(kTwoByThree);
  CHECK(array.shape == std::vector<std::size_t>{2, 3});
  CHECK(array.values == std::vector<std::uint8_t>{17, 0, 255, 91, 128, 203});
}

TEST_CASE("IDX: dimensions are big-endian") {
  Bytes bytes(8 + 258);
  bytes[2] = 8;
  bytes[3] = 1;
  bytes[6] = 1;  // 258 = 1·256 + 2
  bytes[7] = 2;
  CHECK(read(bytes, 1).shape == std::vector<std::size_t>{258});
}

TEST_CASE("IDX: a missing file and a folder are errors") {
  const test::TemporaryFolder folder;
  CHECK_THAT(test::refusal([&] { read_idx(folder / "none", 1); }),
             Contains("none: expected a file"));
  CHECK_THAT(test::refusal([&] { read_idx(folder.path(), 1); }), Contains("expected a file"));
}

TEST_CASE("IDX: every byte of the magic number counts") {
  for (std::size_t i = 0; i < 4; ++i)
    CHECK_THAT(refusal_of(with_byte(i, 0x1f)), Contains("magic") && Contains("0x00000802"));
  CHECK_THAT(refusal_of(kTwoByThree, 3), Contains("expected 0x00000803, found 0x00000802"));
}

TEST_CASE("IDX: truncation anywhere is an error") {
  for (std::size_t length = 0; length < kTwoByThree.size(); ++length) {
    Bytes bytes = kTwoByThree;
    bytes.resize(length);
    CHECK_THAT(refusal_of(bytes),
               Contains("length") && Contains("found " + std::to_string(length)));
  }
}

TEST_CASE("IDX: trailing bytes are an error") {
  Bytes bytes = kTwoByThree;
  bytes.push_back(0);
  CHECK_THAT(refusal_of(bytes), Contains("expected 12 + 6 bytes, found 19"));
}

TEST_CASE("IDX: dimensions that do not fit the file are refused before anything is allocated") {
  CHECK_THAT(refusal_of(with_byte(7, 3)), Contains("expected 12 + 9 bytes, found 18"));
  // 0xff000002 × 3 values would be 12 GB.
  CHECK_THAT(refusal_of(with_byte(4, 0xff)), Contains("length"));
  // 2³¹ · 2³¹ · 4 = 2⁶⁴ wraps round to nothing, which is exactly what this file holds.
  CHECK_THAT(refusal_of({0, 0, 8, 3, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 4}, 3),
             Contains("length"));
}

TEST_CASE("IDX: an array without entries is one") {
  const Bytes empty(kTwoByThree.begin(), kTwoByThree.begin() + kHeaderBytes);
  Bytes zero_rows = empty;
  zero_rows[7] = 0;
  CHECK(read(zero_rows).values.empty());
}

}  // namespace caldera
