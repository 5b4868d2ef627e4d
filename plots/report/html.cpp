#include "plots/report/html.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>

#include "plots/figure/markup.h"

namespace caldera {

std::string element(const std::string& name, const std::string& text) {
  return fmt::format("<{0}>{1}</{0}>", name, escape_markup(text));
}

std::string data_address(const std::string& media_type, std::string_view bytes) {
  // 4 digits for 3 bytes, and OpenSSL's 0.
  std::string base64((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  base64.pop_back();
  return fmt::format("data:{};base64,{}", media_type, base64);
}

std::string anchor(const std::string& prefix, const std::string& name) {
  std::string id = prefix + "-" + name;
  std::ranges::replace(id, ' ', '-');
  return escape_markup(id);
}

}  // namespace caldera
