#pragma once
// The two ways in which foreign bytes get into a page: as text, and as an image.

#include <string>
#include <string_view>

namespace caldera {

/// Text as it may stand in HTML, between tags and inside quoted attributes: & < > " ' are escaped.
std::string escape_html(std::string_view text);

/// An SVG image as an address that holds the whole image (RFC 2397, base64). In an <img> it can
/// neither load anything nor clash with the names inside other images.
std::string svg_address(std::string_view svg);

}  // namespace caldera
