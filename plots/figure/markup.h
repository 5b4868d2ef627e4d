#pragma once
// Escapes text for XML and HTML.

#include <string>
#include <string_view>

namespace caldera {

/// Text as it may stand in XML and HTML, between tags and inside quoted attributes: & < > " ' are
/// escaped. Line breaks and tabs become blanks; other control characters, which XML does not have,
/// become ?.
std::string escape_markup(std::string_view text);

}  // namespace caldera
