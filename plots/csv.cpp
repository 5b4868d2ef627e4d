#include "plots/csv.h"

#include <algorithm>
#include <charconv>

#include "autograd/arithmetic/error.h"
#include "autograd/arithmetic/input_file.h"

namespace caldera {

namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char character : line)
    if (character == ',')
      fields.emplace_back();
    else if (character != '\r')
      fields.back() += character;
  return fields;
}

double number(const std::string& field, const std::string& where) {
  double value = 0;
  const char* end = field.data() + field.size();
  const auto [rest, error] = std::from_chars(field.data(), end, value);
  if (error != std::errc() || rest != end)
    throw InputError("CSV file", where, "a number", "'" + field + "'", "correct the file");
  return value;
}

/// Where each wanted column stands.
std::vector<std::size_t> places(const std::vector<std::string>& names,
                                const std::vector<std::string>& wanted, const std::string& file) {
  std::vector<std::size_t> result;
  for (const std::string& column : wanted) {
    const auto found = std::find(names.begin(), names.end(), column);
    if (found == names.end())
      throw InputError("CSV file", file, "a column " + column, "none of that name",
                       "name the columns in the first line");
    result.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  return result;
}

}  // namespace

std::vector<std::vector<double>> read_csv(const std::filesystem::path& path,
                                          const std::vector<std::string>& columns) {
  std::ifstream file = open_input("CSV file", path);
  std::string line;
  if (!std::getline(file, line))
    throw InputError("CSV file", path.string(), "a table", "nothing to read", "check the name");
  const std::vector<std::size_t> place = places(split(line), columns, path.string());
  std::vector<std::vector<double>> values(columns.size());
  for (std::size_t row = 2; std::getline(file, line); ++row) {
    const std::vector<std::string> fields = split(line);
    const std::string where = path.string() + ":" + std::to_string(row);
    const auto empty = [&](std::size_t p) {
      if (p >= fields.size())
        throw InputError("CSV file", where, "as many fields as columns",
                         std::to_string(fields.size()), "correct the file");
      return fields[p].empty();
    };
    if (std::any_of(place.begin(), place.end(), empty)) continue;
    for (std::size_t k = 0; k < place.size(); ++k)
      values[k].push_back(number(fields[place[k]], where));
  }
  return values;
}

}  // namespace caldera
