#include "plots/report/html.h"

#include <openssl/evp.h>

namespace caldera {

std::string escape_html(std::string_view text) {
  std::string result;
  for (const char character : text) switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += character;
    }
  return result;
}

std::string svg_address(std::string_view svg) {
  std::string base64((svg.size() + 2) / 3 * 4 + 1, '\0');  // 4 digits for 3 bytes, and OpenSSL's 0
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                  reinterpret_cast<const unsigned char*>(svg.data()), static_cast<int>(svg.size()));
  base64.pop_back();
  return "data:image/svg+xml;base64," + base64;
}

}  // namespace caldera
