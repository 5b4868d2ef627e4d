#include "caldera/autograd/arithmetic/sha256.h"

#include <fstream>
#include <string_view>
#include <vector>

#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

namespace caldera {
namespace {

std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

// FIPS 180-4, examples of the Secure Hash Standard.
constexpr char kNothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr char kAbc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr char kMillionA[] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

}  // namespace

TEST_CASE("SHA-256 of the standard's examples") {
  CHECK(sha256_hex({}) == kNothing);
  CHECK(sha256_hex(bytes("abc")) == kAbc);
  CHECK(sha256_hex(bytes(std::string(1'000'000, 'a'))) == kMillionA);
}

TEST_CASE("SHA-256 does not depend on how the bytes were cut") {
  Sha256 hash;
  const std::string seven(7, 'a');
  for (int i = 0; i < 1'000'000 / 7; ++i) hash.update(bytes(seven));
  hash.update(bytes("a"));  // 142857 · 7 + 1 = a million
  CHECK(hash.hex() == kMillionA);
}

TEST_CASE("SHA-256 can be asked for on the way") {
  Sha256 hash;
  CHECK(hash.hex() == kNothing);
  hash.update(bytes("ab"));
  CHECK(hash.hex() != kAbc);
  hash.update(bytes("c"));
  CHECK(hash.hex() == kAbc);
  CHECK(hash.hex() == kAbc);
}

TEST_CASE("SHA-256 of a file longer than one piece") {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "a", std::ios::binary) << std::string(1'000'000, 'a');
  std::ofstream(folder / "empty", std::ios::binary).flush();
  CHECK(sha256_of_file(folder / "a") == kMillionA);
  CHECK(sha256_of_file(folder / "empty") == kNothing);
}

TEST_CASE("SHA-256 of what is no file is an error") {
  const test::TemporaryFolder folder;
  using Catch::Contains;
  CHECK_THAT(test::refusal([&] { sha256_of_file(folder / "none"); }), Contains("cannot read file"));
  CHECK_THAT(test::refusal([&] { sha256_of_file(folder.path()); }), Contains("Is a directory"));
}

}  // namespace caldera
