#include "plots/figure/markup.h"

#include <algorithm>

namespace caldera {

namespace {

struct Escape {
  char character;
  const char* markup;
};
constexpr Escape escapes[] = {{'&', "&amp;"},  {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"},
                              {'\'', "&#39;"}, {'\n', " "},   {'\t', " "}};

}  // namespace

std::string escape_markup(std::string_view text) {
  std::string result;
  for (const char character : text) {
    const auto escape = std::ranges::find(escapes, character, &Escape::character);
    if (escape != std::end(escapes))
      result += escape->markup;
    else
      result += static_cast<unsigned char>(character) < ' ' ? '?' : character;
  }
  return result;
}

}  // namespace caldera
