#pragma once
// What autograd/arithmetic/sha256.cpp calls of OpenSSL's libcrypto, for processors that Debian has no such
// library for. The names, and what they mean, are OpenSSL's: man EVP_DigestInit.

#include <array>
#include <cstddef>
#include <cstdint>

/// SHA-256 (FIPS 180-4) of the bytes so far.
struct evp_md_ctx_st {
  std::array<std::uint32_t, 8> state;   ///< after the blocks that were full
  std::array<unsigned char, 64> block;  ///< the one that is not
  std::uint64_t bytes;                  ///< in all
};
using EVP_MD_CTX = evp_md_ctx_st;
/// There is one kind of digest here, so nothing is to be known of it.
struct EVP_MD;

inline const EVP_MD* EVP_sha256() { return nullptr; }
EVP_MD_CTX* EVP_MD_CTX_new();
void EVP_MD_CTX_free(EVP_MD_CTX* context);
int EVP_MD_CTX_copy_ex(EVP_MD_CTX* out, const EVP_MD_CTX* in);
int EVP_DigestInit_ex(EVP_MD_CTX* context, const EVP_MD* kind, const void* engine);
int EVP_DigestUpdate(EVP_MD_CTX* context, const void* data, std::size_t count);
int EVP_DigestFinal_ex(EVP_MD_CTX* context, unsigned char* digest, unsigned* length);
