#pragma once
// Tables of numbers in run files: one dataset a quantity, one entry a row.

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "autograd/arithmetic/error.h"
#include "experiments/run/checked_reads.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// A column, and where a row keeps it.
template <class Row>
struct Quantity {
  const char *name, *units, *long_name;
  double Row::*member;
  const char* non_finite = "";  ///< Description::non_finite
};

/// Writes rows as <group>/<name>, each with units and a long name.
template <class Row>
void write_table(RunWriter& file, const std::string& group, const std::vector<Row>& rows,
                 std::span<const Quantity<Row>> quantities) {
  for (const Quantity<Row>& quantity : quantities) {
    std::vector<double> column;
    for (const Row& row : rows) column.push_back(row.*quantity.member);
    file.vector(group + "/" + quantity.name, column,
                {quantity.units, quantity.long_name, quantity.non_finite});
  }
}

/// The inverse; there is at least one quantity. What a row has beside them keeps its defaults.
/// Throws InputError for a column that is missing or not as long as the first, and for a number
/// that is not finite in a column that does not say what that means.
template <class Row>
std::vector<Row> read_table(const RunFile& file, const std::string& group,
                            std::span<const Quantity<Row>> quantities) {
  std::vector<Row> rows(file.vector<double>(group + "/" + quantities.front().name).size());
  for (const Quantity<Row>& quantity : quantities) {
    const std::string name = group + "/" + quantity.name;
    const std::vector<double> column = file.vector<double>(name, rows.size());
    if (std::string_view(quantity.non_finite).empty()) check_finite(file, name, column);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*quantity.member = column[i];
  }
  return rows;
}

/// The only row of a table. Throws InputError as read_table does, and for another number of rows.
template <class Row>
Row read_single(const RunFile& file, const std::string& group,
                std::span<const Quantity<Row>> quantities) {
  std::vector<Row> rows = read_table<Row>(file, group, quantities);
  if (rows.size() != 1) file.refuse(group, "one row", fmt::format("{}", rows.size()));
  return std::move(rows.front());
}

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

}  // namespace caldera
