#pragma once
// Pieces of HTML that the report's sections share.

#include <string>
#include <string_view>

namespace caldera {

/// <name>text</name>, with the text escaped.
std::string element(const std::string& name, const std::string& text);

/// A whole file as an address (RFC 2397, base64). An image that an <img> has from such an address
/// can neither load anything nor clash with the names inside other images.
std::string data_address(const std::string& media_type, std::string_view bytes);

/// A name of any characters but those of HTML as the id of an element: blanks become dashes.
std::string anchor(const std::string& prefix, const std::string& name);

}  // namespace caldera
