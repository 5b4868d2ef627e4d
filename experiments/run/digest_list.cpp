#include "experiments/run/digest_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string_view>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/readable.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t digits = 64;

bool is_digest(std::string_view text) {
  return text.size() == digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Behind the digest: nothing, or two blanks and a path. sha256sum marks binary files by a star.
bool is_line(const std::string& line) {
  const std::string_view all = line,
                         between = all.substr(std::min(digits, all.size())).substr(0, 2);
  return is_digest(all.substr(0, digits)) &&
         (between.empty() || (line.size() > digits + 2 && (between == "  " || between == " *")));
}

ListedDigest listed(const std::string& line) {
  return {line.substr(0, digits), line.size() == digits ? "" : line.substr(digits + 2)};
}

/// Whether the shorter of two paths is the end of the other.
bool end_alike(const fs::path& a, const fs::path& b) {
  const fs::path normal_a = a.lexically_normal(), normal_b = b.lexically_normal();
  const std::vector<fs::path> names_a(normal_a.begin(), normal_a.end());
  const std::vector<fs::path> names_b(normal_b.begin(), normal_b.end());
  const auto common = static_cast<std::ptrdiff_t>(std::min(names_a.size(), names_b.size()));
  return std::equal(names_a.rbegin(), names_a.rbegin() + common, names_b.rbegin());
}

}  // namespace

std::vector<ListedDigest> read_digest_list(const fs::path& list) {
  const std::string remedy = "write it with: caldera digest FILE > LIST";
  check_readable(list, "a list of digests");
  std::ifstream file(list);
  std::vector<ListedDigest> lines;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (!is_line(line))
      throw InputError("list of digests", fmt::format("{}:{}", list.string(), number),
                       "64 hexadecimal digits, two blanks and a path", "something else", remedy);
    lines.push_back(listed(line));
  }
  if (lines.empty())
    throw InputError("list of digests", list.string(), "a digest or more", "none", remedy);
  return lines;
}

std::string listed_digest(const std::vector<ListedDigest>& lines, const fs::path& file,
                          const fs::path& list) {
  std::set<std::string> found;
  for (const ListedDigest& line : lines) {
    if (line.file == file) return line.digest;
    if (line.file.empty() || end_alike(line.file, file)) found.insert(line.digest);
  }
  if (found.size() == 1) return *found.begin();
  throw InputError("list of digests", list.string(), "one digest of " + file.string(),
                   found.empty() ? "none" : fmt::format("{}", found.size()),
                   found.empty() ? "add what caldera digest prints of it" : "name longer paths");
}

}  // namespace caldera
