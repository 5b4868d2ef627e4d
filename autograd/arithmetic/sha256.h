#pragma once
// SHA-256, by which the contents of files and runs are compared. Computed by OpenSSL's libcrypto.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX; declared here so that no includer needs its headers

namespace caldera {

/// SHA-256 (FIPS 180-4) of bytes that come in any number of pieces:
/// the digest depends on the bytes in order, not on how they were cut.
///
///     Sha256 hash;
///     hash.update(std::as_bytes(std::span(values)));
///     std::string digest = hash.hex();
class Sha256 {
 public:
  /// Of no bytes so far.
  Sha256();

  /// Appends `bytes`; nothing is kept of them after the call.
  void update(std::span<const std::byte> bytes);

  /// The digest of everything appended so far, 64 lower-case hexadecimal digits.
  /// May be asked for at any time; updates may follow.
  std::string hex() const;

 private:
  using Context = std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)>;
  static Context new_context();
  Context context_;
};

/// The digest of one block of bytes.
std::string sha256_hex(std::span<const std::byte> bytes);

/// The digest of a file's content, read in pieces of fixed size.
/// Throws InputError when the file cannot be opened or read to its end.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace caldera
