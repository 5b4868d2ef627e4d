#pragma once
// Single numbers as files hold them: little-endian bytes of a type that is known by its name.
//
//   int8 to int64, uint8 to uint64        two's complement, and without a sign
//   float16, float32, float64             IEEE 754
//   bits8 to bits64                       bits that are no number (HDF5: bitfield)

#include <cstddef>
#include <cstdint>
#include <string>

namespace caldera {

/// Bytes of one number: 2 of "int16".
std::size_t width_of(const std::string& number);

bool is_floating(const std::string& number);

/// The floating-point number of that type; a double holds each of them exactly.
double floating_at(const std::string& number, const std::byte* bytes);

/// For integers: a rank that grows with them.
std::uint64_t rank_of_integer(const std::string& number, const std::byte* bytes);

/// As a person reads it, with as many digits as tell two apart, and floating point also as bits:
/// "-17", "0.1 (0x3fb999999999999a)". Bits without a meaning are hexadecimal: "0x0f".
std::string number_text(const std::string& number, const std::byte* bytes);

}  // namespace caldera
