#include "experiments/run/checked_reads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

template <class T>
Values read_finite(const RunFile& file, const std::string& name, const std::vector<Length>& shape) {
  Values values = file.values(name, element_type<T>(), shape);
  check_finite(file, name, values);
  return values;
}

double read_number(const RunFile& file, const std::string& option, bool zero_too) {
  const auto value = file.attribute_of<double>("/configuration", option);
  if (!std::isfinite(value) || value < 0 || (value == 0 && !zero_too))
    file.refuse("/configuration@" + option,
                zero_too ? "zero or a positive number" : "a positive number",
                fmt::format("{}", value));
  return value;
}

bool is_control(char character) { return static_cast<unsigned char>(character) < ' '; }

bool is_quote(char character) {
  return character == '\'' || character == '"' || character == '`' || character == '\\';
}

}  // namespace

void check_study(const RunFile& file, const std::string& study) {
  if (const auto found = file.attribute<std::string>("study"); found != study)
    throw InputError("run file", file.path().string(), "study " + study, found,
                     "name another file");
}

void check_finite(const RunFile& file, const std::string& name, const Values& values) {
  if (const auto bad = first_not_finite(values))
    file.refuse(name, "finite numbers",
                fmt::format("{} at entry {}", entry_text(values, *bad), *bad));
}

template <class T>
std::vector<T> read_column(const RunFile& file, const std::string& name, std::size_t length) {
  return values_as<T>(read_finite<T>(file, name, {length}), name);
}

template <class T>
std::vector<T> read_filled(const RunFile& file, const std::string& name) {
  const Values values = read_finite<T>(file, name, {Length()});
  if (values.shape[0] == 0) file.refuse(name, "at least one entry", "none");
  return values_as<T>(values, name);
}

template <class T>
StoredMatrix<T> read_grid(const RunFile& file, const std::string& name, std::size_t rows,
                          std::size_t cols) {
  return {rows, cols, values_as<T>(read_finite<T>(file, name, {rows, cols}), name)};
}

template <class T>
StoredMatrix<T> read_rows(const RunFile& file, const std::string& name, std::size_t rows) {
  const Values values = read_finite<T>(file, name, {rows, {}});
  if (rows > 0 && values.shape[1] == 0) file.refuse(name, "a column or more", "none");
  return {rows, values.shape[1], values_as<T>(values, name)};
}

std::int64_t read_count(const RunFile& file, const std::string& option, std::int64_t low,
                        std::int64_t high) {
  const auto value = file.attribute_of<std::int64_t>("/configuration", option);
  if (value < low || value > high)
    file.refuse("/configuration@" + option, fmt::format("{} to {}", low, high),
                fmt::format("{}", value));
  return value;
}

double read_positive(const RunFile& file, const std::string& option) {
  return read_number(file, option, false);
}

double read_not_negative(const RunFile& file, const std::string& option) {
  return read_number(file, option, true);
}

void check_names(const RunFile& file, const std::string& name,
                 const std::vector<std::string>& texts) {
  for (const std::string& text : texts)
    if (text.empty() || std::ranges::any_of(text, is_control) ||
        std::ranges::any_of(text, is_quote))
      file.refuse(name, "names without quotes and control characters",
                  text.empty() ? "an empty one" : "another text");
}

#define CALDERA_INSTANTIATE(T)                                                          \
  template std::vector<T> read_column(const RunFile&, const std::string&, std::size_t); \
  template std::vector<T> read_filled(const RunFile&, const std::string&);
CALDERA_INSTANTIATE(double)
CALDERA_INSTANTIATE(std::int64_t)
CALDERA_INSTANTIATE(std::uint8_t)
#undef CALDERA_INSTANTIATE
template std::vector<std::string> read_filled(const RunFile&, const std::string&);
template StoredMatrix<float> read_grid(const RunFile&, const std::string&, std::size_t,
                                       std::size_t);
template StoredMatrix<double> read_grid(const RunFile&, const std::string&, std::size_t,
                                        std::size_t);
template StoredMatrix<double> read_rows(const RunFile&, const std::string&, std::size_t);

}  // namespace caldera
