// Digests of numbers and of enumerations, in all the ways in which files hold them.

#include <bit>
#include <set>

#include "experiments/run/stored_number.h"
#include "tests/experiments/run/typed_files.h"
#include "tests/refusal.h"

namespace caldera::test {

namespace {

struct NumberType {
  const char* name;
  hid_t little, big;
};

std::vector<NumberType> number_types() {
  static const Handle half_little = half(H5T_ORDER_LE), half_big = half(H5T_ORDER_BE);
  return {{"int8", H5T_STD_I8LE, H5T_STD_I8BE},        {"uint8", H5T_STD_U8LE, H5T_STD_U8BE},
          {"bits8", H5T_STD_B8LE, H5T_STD_B8BE},       {"int16", H5T_STD_I16LE, H5T_STD_I16BE},
          {"uint16", H5T_STD_U16LE, H5T_STD_U16BE},    {"bits16", H5T_STD_B16LE, H5T_STD_B16BE},
          {"float16", half_little, half_big},          {"int32", H5T_STD_I32LE, H5T_STD_I32BE},
          {"uint32", H5T_STD_U32LE, H5T_STD_U32BE},    {"bits32", H5T_STD_B32LE, H5T_STD_B32BE},
          {"float32", H5T_IEEE_F32LE, H5T_IEEE_F32BE}, {"int64", H5T_STD_I64LE, H5T_STD_I64BE},
          {"uint64", H5T_STD_U64LE, H5T_STD_U64BE},    {"bits64", H5T_STD_B64LE, H5T_STD_B64BE},
          {"float64", H5T_IEEE_F64LE, H5T_IEEE_F64BE}};
}

/// Bytes without a pattern.
std::vector<std::byte> random_bytes(std::size_t count) {
  std::vector<std::byte> bytes;
  for (const double x : random_numbers<double>(count))
    bytes.push_back(static_cast<std::byte>(std::bit_cast<std::uint64_t>(x)));
  return bytes;
}

/// The text of a number of that type, from its bytes as an integer.
std::string text(const std::string& type, std::uint64_t bits) {
  return number_text(type, reinterpret_cast<const std::byte*>(&bits));
}

}  // namespace

TEST_CASE("a number has one digest in each byte order, in chunks and compressed", "[storage]") {
  std::set<std::string> digests;
  for (const NumberType& type : number_types()) {
    INFO(type.name);
    const std::vector<std::byte> bytes = random_bytes(3 * width_of(type.name));
    const std::string plain = digest_of_data(type.little, type.little, bytes.data(), {3});
    CHECK(digest_of_data(type.big, type.little, bytes.data(), {3}) == plain);
    CHECK(digest_of_data(type.little, type.little, bytes.data(), {3}, true) == plain);
    CHECK(digest_of_data(type.big, type.little, bytes.data(), {3}, true) == plain);
    digests.insert(plain);
  }
  CHECK(digests.size() == number_types().size());  // equal bytes of two types are not equal
}

TEST_CASE("each bit of a number of each type counts", "[storage]") {
  for (const NumberType& type : number_types()) {
    INFO(type.name);
    const std::size_t width = width_of(type.name);
    CHECK(digests_of_flips(type.little, random_bytes(2 * width), {2}) == 16 * width + 1);
  }
}

TEST_CASE("an enumeration has one digest, however it was made", "[storage]") {
  const std::int8_t values[] = {1, 0, 1, 5};
  const auto stored = [&](hid_t type, bool is_compressed = false) {
    return digest_of_data(type, type, values, {4}, is_compressed);
  };
  const std::string expected = stored(boolean());
  CHECK(stored(names_of(H5T_STD_I8LE, {{"TRUE", 1}, {"FALSE", 0}})) == expected);
  CHECK(stored(names_of(H5T_STD_I8BE, {{"FALSE", 0}, {"TRUE", 1}}), true) == expected);
  const std::set<std::string> others = {
      expected,
      stored(H5T_STD_I8LE),
      stored(names_of(H5T_STD_U8LE, {{"FALSE", 0}, {"TRUE", 1}})),
      stored(names_of(H5T_STD_I8LE, {{"FALSE", 0}})),
      stored(names_of(H5T_STD_I8LE, {{"NO", 0}, {"TRUE", 1}})),
      stored(names_of(H5T_STD_I8LE, {{"TRUE", 0}, {"FALSE", 1}}))};
  CHECK(others.size() == 6);
  CHECK(digests_of_flips(boolean(), {std::byte{0}, std::byte{1}}, {2}) == 17);
}

// HDF5 forgets such values where it converts one enumeration into another.
TEST_CASE("values without a name count in both byte orders", "[storage]") {
  const auto stored = [](hid_t base, std::int16_t value) {
    const Handle type(H5Tenum_create(base), H5Tclose);
    const auto ordered = [&](std::int16_t x) {
      const auto bits = static_cast<std::uint16_t>(x);
      return base == H5T_STD_I16LE ? bits : static_cast<std::uint16_t>(bits << 8 | bits >> 8);
    };
    const std::uint16_t one = ordered(1), stored_value = ordered(value);
    REQUIRE(H5Tenum_insert(type, "ONE", &one) >= 0);
    return digest_of_data(type, type, &stored_value, {});
  };
  std::set<std::string> digests;
  for (const std::int16_t value : std::vector<std::int16_t>{1, 2, 300, -1, -2}) {
    CHECK(stored(H5T_STD_I16BE, value) == stored(H5T_STD_I16LE, value));
    digests.insert(stored(H5T_STD_I16LE, value));
  }
  CHECK(digests.size() == 5);
}

TEST_CASE("numbers are shown with as many digits as tell them apart", "[storage]") {
  CHECK(text("int8", 0x80) == "-128");
  CHECK(text("int64", ~std::uint64_t{0}) == "-1");
  CHECK(text("uint64", ~std::uint64_t{0}) == "18446744073709551615");
  CHECK(text("bits8", 0x0f) == "0x0f");
  CHECK(text("float32", 0x3dcccccd) == "0.1 (0x3dcccccd)");
  CHECK(text("float16", 0x3c00) == "1 (0x3c00)");
  CHECK(text("float16", 0xc101) == "-2.5019531 (0xc101)");
  CHECK(text("float16", 0x0001) == "5.9604645e-08 (0x0001)");  // the smallest, 2⁻²⁴
  CHECK(text("float16", 0x7bff) == "65504 (0x7bff)");          // the largest
  CHECK(text("float16", 0xfc00) == "-inf (0xfc00)");
  CHECK(text("float16", 0x7e00) == "nan (0x7e00)");
}

}  // namespace caldera::test
