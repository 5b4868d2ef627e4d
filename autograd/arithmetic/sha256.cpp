#include "caldera/autograd/arithmetic/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/input_file.h"

namespace caldera {

namespace {

constexpr std::size_t kPieceBytes = 1 << 16;

/// libcrypto fails here only for want of memory or of the algorithm.
void require(bool success) {
  if (!success) throw std::runtime_error("SHA-256: libcrypto failed");
}

std::string to_hex(std::span<const unsigned char> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace

Sha256::Context Sha256::new_context() {
  Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  require(context != nullptr);
  return context;
}

Sha256::Sha256() : context_(new_context()) {
  require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::update(std::span<const std::byte> bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() const {
  // Finishing closes a context, so a copy is finished and ours stays open for more.
  const Context copy = new_context();
  require(EVP_MD_CTX_copy_ex(copy.get(), context_.get()) == 1);
  std::array<unsigned char, 32> digest{};
  require(EVP_DigestFinal_ex(copy.get(), digest.data(), nullptr) == 1);
  return to_hex(digest);
}

std::string sha256_hex(std::span<const std::byte> bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.hex();
}

std::string sha256_of_file(const std::filesystem::path& file) {
  std::ifstream stream = open_input("cannot read file", file);
  Sha256 hash;
  std::vector<char> piece(kPieceBytes);
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.update(std::as_bytes(std::span(piece.data(), static_cast<std::size_t>(stream.gcount()))));
  }
  if (!stream.eof())
    throw InputError("cannot read file", file.string(), "a regular file", "a read error",
                     "check that it is a file and that the disk is sound");
  return hash.hex();
}

}  // namespace caldera
