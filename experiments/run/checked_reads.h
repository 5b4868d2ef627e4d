#pragma once
// Checks for whatever reads run files, beside those of lengths in RunFile: numbers are finite,
// options within range, and names can be shown. A file that was made by a program here has them;
// one that was altered, or made by other means, is refused in one line.

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "experiments/run/run_file.h"

namespace caldera {

/// Throws InputError unless the file is of this study.
void check_study(const RunFile& file, const std::string& study);

/// Throws InputError, naming the first entry that is NaN or infinite.
void check_finite(const RunFile& file, const std::string& name, const Values& values);

/// For values that are divided by, counted with or used as an index. Throws InputError naming the
/// first that is not in [low, high]; NaN is not. `name`: of the dataset they were read from.
template <class T>
void check_range(const RunFile& file, const std::string& name, const std::vector<T>& values,
                 std::type_identity_t<T> low, std::type_identity_t<T> high) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!(values[i] >= low && values[i] <= high))
      file.refuse(name, fmt::format("numbers from {} to {}", low, high),
                  fmt::format("{} at entry {}", values[i], i));
}

/// A dataset of exactly `length` entries. Numbers are finite.
template <class T>
std::vector<T> read_column(const RunFile& file, const std::string& name, std::size_t length);

/// A dataset of one entry or more. Numbers are finite.
template <class T>
std::vector<T> read_filled(const RunFile& file, const std::string& name);

/// A matrix of exactly that shape. Numbers are finite.
template <class T>
StoredMatrix<T> read_grid(const RunFile& file, const std::string& name, std::size_t rows,
                          std::size_t cols);

/// A matrix of so many rows, and of one column or more unless it has no rows. Numbers are finite.
template <class T>
StoredMatrix<T> read_rows(const RunFile& file, const std::string& name, std::size_t rows);

/// A whole number of the configuration, from low to high.
std::int64_t read_count(const RunFile& file, const std::string& option, std::int64_t low,
                        std::int64_t high);

/// A number of the configuration, above zero and finite; or zero, too.
double read_positive(const RunFile& file, const std::string& option);
double read_not_negative(const RunFile& file, const std::string& option);

/// Throws InputError unless the texts are names that a figure can show: not empty, and without
/// quotes and control characters, which would end a text in a drawing program's script.
void check_names(const RunFile& file, const std::string& name,
                 const std::vector<std::string>& texts);

}  // namespace caldera
