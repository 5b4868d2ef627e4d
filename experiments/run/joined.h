#pragma once

#include <string>
#include <vector>

namespace caldera {

/// The texts as one, with `between` between them.
inline std::string joined(const std::vector<std::string>& texts, const std::string& between) {
  std::string all;
  for (const std::string& text : texts) all += (&text == &texts.front() ? "" : between) + text;
  return all;
}

}  // namespace caldera
