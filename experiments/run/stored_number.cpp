#include "experiments/run/stored_number.h"

#include <fmt/format.h>

#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

namespace caldera {

namespace {

std::uint64_t bits_at(const std::string& number, const std::byte* bytes) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t bits = 0;
  std::memcpy(&bits, bytes, width_of(number));
  return bits;
}

bool has_sign(const std::string& integer) { return integer.starts_with("int"); }

/// Of an integer with a sign.
std::int64_t signed_at(const std::string& number, const std::byte* bytes) {
  const std::size_t unused = 64 - 8 * width_of(number);
  return static_cast<std::int64_t>(bits_at(number, bytes) << unused) >> unused;
}

/// IEEE 754 binary16: (−1)^sign · 2^(exponent − 15) · 1.fraction
float half_of(std::uint64_t bits) {
  const auto fraction = static_cast<int>(bits & 0x3ff),
             exponent = static_cast<int>(bits >> 10 & 31);
  float size = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                             : std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
  if (exponent == 31)
    size = fraction == 0 ? std::numeric_limits<float>::infinity()
                         : std::numeric_limits<float>::quiet_NaN();
  return bits >> 15 == 0 ? size : -size;
}

std::string floating_text(const std::string& number, const std::byte* bytes) {
  const double value = floating_at(number, bytes);
  // The shortest text that tells a float from its neighbours is shorter than that of a double.
  return number == "float64" ? fmt::format("{}", value)
                             : fmt::format("{}", static_cast<float>(value));
}

}  // namespace

std::size_t width_of(const std::string& number) {
  const std::size_t digits = number.find_first_of("0123456789");
  assert(digits != std::string::npos);
  return std::stoul(number.substr(digits)) / 8;
}

bool is_floating(const std::string& number) { return number.starts_with("float"); }

double floating_at(const std::string& number, const std::byte* bytes) {
  const std::uint64_t bits = bits_at(number, bytes);
  if (number == "float16") return half_of(bits);
  if (number == "float32") return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  return std::bit_cast<double>(bits);
}

std::uint64_t rank_of_integer(const std::string& number, const std::byte* bytes) {
  if (!has_sign(number)) return bits_at(number, bytes);
  return static_cast<std::uint64_t>(signed_at(number, bytes)) ^ (std::uint64_t{1} << 63);
}

std::string number_text(const std::string& number, const std::byte* bytes) {
  const std::uint64_t bits = bits_at(number, bytes);
  const std::string hexadecimal = fmt::format("{:#0{}x}", bits, 2 + 2 * width_of(number));
  if (is_floating(number)) return fmt::format("{} ({})", floating_text(number, bytes), hexadecimal);
  if (number.starts_with("bits")) return hexadecimal;
  return has_sign(number) ? fmt::format("{}", signed_at(number, bytes)) : fmt::format("{}", bits);
}

}  // namespace caldera
