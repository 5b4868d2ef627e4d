// SHA-256 as FIPS 180-4 defines it. It has no test of its own: the golden digests were made by OpenSSL, and
// a wrong one here would give none of them.

#include "openssl/evp.h"

#include <bit>
#include <span>

namespace {

using State = std::array<std::uint32_t, 8>;
using Block = std::array<unsigned char, 64>;

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
constexpr std::array<std::uint32_t, 64> constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// The block as 16 big-endian words, and 48 more made of them (section 6.2.2, step 1).
std::array<std::uint32_t, 64> schedule(const Block& block) {
  std::array<std::uint32_t, 64> w;
  for (std::size_t t = 0; t < 16; ++t)
    w[t] = std::uint32_t{block[4 * t]} << 24 | std::uint32_t{block[4 * t + 1]} << 16 |
           std::uint32_t{block[4 * t + 2]} << 8 | std::uint32_t{block[4 * t + 3]};
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t x = w[t - 15], y = w[t - 2];
    w[t] = (std::rotr(y, 17) ^ std::rotr(y, 19) ^ y >> 10) + w[t - 7] +
           (std::rotr(x, 7) ^ std::rotr(x, 18) ^ x >> 3) + w[t - 16];
  }
  return w;
}

/// Steps 2 to 4.
void absorb(State& state, const Block& block) {
  auto [a, b, c, d, e, f, g, h] = state;
  const std::array<std::uint32_t, 64> w = schedule(block);
  for (std::size_t t = 0; t < 64; ++t) {
    const std::uint32_t t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                             ((e & f) ^ (~e & g)) + constants[t] + w[t];
    const std::uint32_t t2 =
        (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  const State change = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) state[i] += change[i];
}

void append(EVP_MD_CTX& context, unsigned char byte) {
  context.block[context.bytes++ % 64] = byte;
  if (context.bytes % 64 == 0) absorb(context.state, context.block);
}

}  // namespace

EVP_MD_CTX* EVP_MD_CTX_new() { return new EVP_MD_CTX(); }

void EVP_MD_CTX_free(EVP_MD_CTX* context) { delete context; }

int EVP_MD_CTX_copy_ex(EVP_MD_CTX* out, const EVP_MD_CTX* in) {
  *out = *in;
  return 1;
}

/// The state in the beginning is of the square roots of the first 8 primes (section 5.3.3).
int EVP_DigestInit_ex(EVP_MD_CTX* context, const EVP_MD*, const void*) {
  *context = {
      {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
      {},
      0};
  return 1;
}

int EVP_DigestUpdate(EVP_MD_CTX* context, const void* data, std::size_t count) {
  for (const unsigned char byte : std::span(static_cast<const unsigned char*>(data), count))
    append(*context, byte);
  return 1;
}

/// A one, zeros, and the number of bits as the last 8 bytes of a block (section 5.1.1).
int EVP_DigestFinal_ex(EVP_MD_CTX* context, unsigned char* digest, unsigned*) {
  const std::uint64_t bits = 8 * context->bytes;
  append(*context, 0x80);
  while (context->bytes % 64 != 56) append(*context, 0);
  for (int shift = 56; shift >= 0; shift -= 8) append(*context, static_cast<unsigned char>(bits >> shift));
  for (std::size_t i = 0; i < 32; ++i)
    digest[i] = static_cast<unsigned char>(context->state[i / 4] >> (24 - 8 * (i % 4)));
  return 1;
}
