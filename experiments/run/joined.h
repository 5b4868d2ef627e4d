#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

namespace caldera {

/// The texts as one, with `between` between them.
inline std::string joined(const std::vector<std::string>& texts, const std::string& between) {
  std::string all;
  for (const std::string& text : texts) all += (&text == &texts.front() ? "" : between) + text;
  return all;
}

/// Numbers as a configuration holds them: "1.7 1.2 0.8".
template <class Numbers>
std::string listed(const Numbers& numbers) {
  std::vector<std::string> texts;  // not fmt::join: g++ 12 warns of its inside
  for (const auto number : numbers) texts.push_back(fmt::format("{}", number));
  return joined(texts, " ");
}

}  // namespace caldera
