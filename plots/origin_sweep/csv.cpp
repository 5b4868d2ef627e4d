#include "plots/origin_sweep/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/input_file.h"

namespace caldera {

namespace {

using Fields = std::vector<std::string>;

[[noreturn]] void refuse(const std::string& where, const std::string& expected,
                         const std::string& found, const std::string& remedy = "correct the file") {
  throw InputError("CSV file", where, expected, found, remedy);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file = open_input("CSV file", path);
  std::string bytes;
  std::array<char, 65536> block;
  while (file) {
    file.read(block.data(), block.size());
    bytes.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) refuse(path.string(), "a file that can be read", "an error", "try again");
  return bytes;
}

/// The text of a file, without a byte-order mark.
std::string text_of(const std::filesystem::path& path) {
  const std::string text = bytes_of(path);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    refuse(path.string(), "text in UTF-8", "UTF-16", "save it as UTF-8");
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

std::string trimmed(const std::string& field) {
  constexpr const char* blanks = " \t";
  const std::size_t first = field.find_first_not_of(blanks);
  if (first == std::string::npos) return "";
  return field.substr(first, field.find_last_not_of(blanks) - first + 1);
}

/// Takes the text apart, line by line.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : path_(path.string()), text_(text_of(path)) {}

  /// The fields of the next line that is not blank; nothing at the end.
  std::optional<Fields> next() {
    while (at_ < text_.size()) {
      first_line_ = line_;
      Fields fields = {field()};
      while (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        fields.push_back(field());
      }
      pass_end_of_line();
      if (fields.size() > 1 || !fields.front().empty()) return fields;
    }
    return std::nullopt;
  }

  /// "curves.csv:3", of the line that was read last.
  std::string where() const { return fmt::format("{}:{}", path_, first_line_); }

 private:
  bool is_at_end_of_line() const {
    return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
  }

  void pass_end_of_line() {
    if (at_ < text_.size()) at_ += text_.compare(at_, 2, "\r\n") == 0 ? 2 : 1;
    ++line_;
  }

  std::string field() {
    const std::size_t first = text_.find_first_not_of(" \t", at_);
    if (first != std::string::npos && text_[first] == '"') {
      at_ = first + 1;
      return quoted();
    }
    std::string value;
    while (!is_at_end_of_line() && text_[at_] != ',') value += text_[at_++];
    return trimmed(value);
  }

  /// Behind its first quote. A quote inside is doubled.
  std::string quoted() {
    std::string value;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] == '"' && text_.compare(at_, 2, "\"\"") != 0) return behind_quote(value);
      if (text_[at_] == '"') ++at_;
      value += text_[at_];
    }
    refuse(where(), "a quote at the end of a quoted field", "the end of the file");
  }

  std::string behind_quote(const std::string& value) {
    ++at_;
    std::string rest;
    while (!is_at_end_of_line() && text_[at_] != ',') rest += text_[at_++];
    if (!trimmed(rest).empty())
      refuse(where(), "a comma behind a quoted field", fmt::format("'{}'", trimmed(rest)));
    return trimmed(value);
  }

  std::string path_, text_;
  std::size_t at_ = 0, line_ = 1, first_line_ = 1;
};

double number(const std::string& field, const std::string& where) {
  double value = 0;
  const char* const end = field.data() + field.size();
  const auto [rest, error] = std::from_chars(field.data(), end, value);
  if (error != std::errc() || rest != end || !std::isfinite(value))
    refuse(where, "a finite number, with a point for its decimals", fmt::format("'{}'", field));
  return value;
}

std::string listed(const Fields& names) {
  std::string text;
  for (const std::string& name : names)
    text += fmt::format("{}'{}'", text.empty() ? "" : ", ", name);
  return text;
}

/// Where each wanted column stands.
std::vector<std::size_t> places(const Fields& names, const std::vector<std::string>& wanted,
                                const std::string& where) {
  std::vector<std::size_t> result;
  for (const std::string& column : wanted) {
    if (const auto count = std::ranges::count(names, column); count != 1)
      refuse(where, "one column " + column,
             count == 0 ? listed(names) : fmt::format("{} of that name", count),
             "name the columns in the first line, separated by commas");
    result.push_back(static_cast<std::size_t>(std::ranges::find(names, column) - names.begin()));
  }
  return result;
}

}  // namespace

std::vector<std::vector<double>> read_csv(const std::filesystem::path& path,
                                          const std::vector<std::string>& columns) {
  Reader reader(path);
  const std::optional<Fields> names = reader.next();
  if (!names) refuse(path.string(), "a table", "nothing", "check the name");
  const std::vector<std::size_t> place = places(*names, columns, reader.where());
  std::vector<std::vector<double>> values(columns.size());
  while (const std::optional<Fields> fields = reader.next()) {
    if (fields->size() != names->size())
      refuse(reader.where(), fmt::format("{} fields, as the first line has", names->size()),
             fmt::format("{}", fields->size()));
    if (std::ranges::any_of(place, [&](std::size_t p) { return (*fields)[p].empty(); })) continue;
    for (std::size_t k = 0; k < place.size(); ++k)
      values[k].push_back(number((*fields)[place[k]], reader.where()));
  }
  return values;
}

}  // namespace caldera
