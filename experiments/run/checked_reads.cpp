#include "experiments/run/checked_reads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "autograd/arithmetic/error.h"

namespace caldera {

namespace {

template <class T>
void check_all_finite(const RunFile& file, const std::string& name, std::span<const T> values) {
  const auto bad = std::ranges::find_if_not(values, [](T value) { return std::isfinite(value); });
  if (bad != values.end())
    file.refuse(name, "finite numbers", fmt::format("{} at entry {}", *bad, bad - values.begin()));
}

/// Whole numbers and texts are always finite.
template <class T>
void check_numbers(const RunFile& file, const std::string& name, const std::vector<T>& values) {
  if constexpr (std::is_floating_point_v<T>) check_finite(file, name, values);
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

void check_finite(const RunFile& file, const std::string& name, std::span<const double> values) {
  check_all_finite(file, name, values);
}

void check_finite(const RunFile& file, const std::string& name, std::span<const float> values) {
  check_all_finite(file, name, values);
}

void check_finite(const RunFile& file, const std::string& name, const Values& values) {
  if (values.type == "float64") check_finite(file, name, values_as<double>(values, name));
  if (values.type == "float32") check_finite(file, name, values_as<float>(values, name));
}

template <class T>
std::vector<T> read_column(const RunFile& file, const std::string& name, std::size_t length) {
  std::vector<T> values = file.vector<T>(name, length);
  check_numbers(file, name, values);
  return values;
}

template <class T>
std::vector<T> read_filled(const RunFile& file, const std::string& name) {
  std::vector<T> values = file.vector<T>(name);
  if (values.empty()) file.refuse(name, "at least one entry", "none");
  check_numbers(file, name, values);
  return values;
}

template <class T>
StoredMatrix<T> read_grid(const RunFile& file, const std::string& name, std::size_t rows,
                          std::size_t cols) {
  StoredMatrix<T> matrix = file.matrix<T>(name, rows, cols);
  check_numbers(file, name, matrix.values);
  return matrix;
}

template <class T>
StoredMatrix<T> read_rows(const RunFile& file, const std::string& name, std::size_t rows) {
  StoredMatrix<T> matrix = file.matrix<T>(name, rows);
  if (rows > 0 && matrix.cols == 0) file.refuse(name, "a column or more", "none");
  check_numbers(file, name, matrix.values);
  return matrix;
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
CALDERA_INSTANTIATE(float)
CALDERA_INSTANTIATE(double)
CALDERA_INSTANTIATE(std::int64_t)
CALDERA_INSTANTIATE(std::uint8_t)
CALDERA_INSTANTIATE(std::string)
#undef CALDERA_INSTANTIATE
template StoredMatrix<float> read_grid(const RunFile&, const std::string&, std::size_t,
                                       std::size_t);
template StoredMatrix<double> read_grid(const RunFile&, const std::string&, std::size_t,
                                        std::size_t);
template StoredMatrix<float> read_rows(const RunFile&, const std::string&, std::size_t);
template StoredMatrix<double> read_rows(const RunFile&, const std::string&, std::size_t);

}  // namespace caldera
