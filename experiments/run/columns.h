#pragma once
// Tables in run files: one dataset per column, one entry per row. Columns say once what each is
// called, what it is and where a row keeps it; with that they write rows and read them back.
//
//     const Columns<Trap> columns = {
//         {"error", "nat", "mean cross-entropy at the minimum", &Trap::error},
//         {"width", "1", "hidden units", [](auto& trap) { return &trap.of.width; }},
//     };
//     columns.write(file, "/trap", traps);  // /trap/error and /trap/width
//     std::vector<Trap> traps = columns.read(file, "/trap");
//
// double, float and std::string are stored as such, whole numbers as int64, and bool as a float64
// of 0 or 1. A std::vector is a row of a matrix, as long in each row.

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "experiments/run/column.h"

namespace caldera {

template <class Row>
class Columns {
 public:
  /// The first is one that is read.
  Columns(std::initializer_list<Column<Row>> columns) : columns_(columns) {}

  /// These, and `more` behind them.
  Columns with(const Columns& more) const {
    Columns all = *this;
    all.columns_.insert(all.columns_.end(), more.columns_.begin(), more.columns_.end());
    return all;
  }

  /// Writes /<group>/<name> of every column. Throws NonFiniteError for a number that is not finite
  /// in a column that does not say what that means.
  void write(RunWriter& file, const std::string& group, const std::vector<Row>& rows) const {
    for (const Column<Row>& column : columns_)
      file.array(group + "/" + column.name, column.pack(rows), column.description);
  }

  /// The inverse. What a row has beside the columns keeps its default. Throws InputError for a
  /// column that is missing or has not `count` entries (not given: as many as the first), for lists
  /// of nothing, and for a number that write would not take.
  std::vector<Row> read(const RunFile& file, const std::string& group, Length count = {}) const {
    std::vector<Row> rows;
    for (const Column<Row>& column : columns_) {
      if (!column.unpack) continue;
      const std::string path = group + "/" + column.name;
      std::vector<Length> shape = {count};
      if (column.is_matrix) shape.push_back({});
      const Values values = file.values(path, column.type, shape);
      if (values.shape.front() > 0 && values.shape.back() == 0)
        file.refuse(path, "a column or more", "none");
      unpack(column, file, path, values, rows);
      count = rows.size();
    }
    return rows;
  }
  void append(std::vector<Row>& rows, const RunFile& file, const std::string& group) const {
    std::ranges::move(read(file, group), std::back_inserter(rows));
  }

  /// One row or more; exactly one. Throw InputError as read does, and for another number of rows.
  std::vector<Row> read_filled(const RunFile& file, const std::string& group) const {
    std::vector<Row> rows = read(file, group);
    if (rows.empty()) file.refuse(group, "at least one row", "none");
    return rows;
  }
  Row read_single(const RunFile& file, const std::string& group) const {
    std::vector<Row> rows = read(file, group);
    if (rows.size() != 1) file.refuse(group, "one row", std::to_string(rows.size()));
    return std::move(rows.front());
  }

  /// A row without the dimension of rows: scalars, and a vector for a list, which may be empty.
  void write_alone(RunWriter& file, const std::string& group, const Row& row) const {
    const std::vector<Row> rows = {row};
    for (const Column<Row>& column : columns_) {
      Values values = column.pack(rows);
      values.shape.erase(values.shape.begin());
      file.array(group + "/" + column.name, values, column.description);
    }
  }
  Row read_alone(const RunFile& file, const std::string& group) const {
    std::vector<Row> rows;
    for (const Column<Row>& column : columns_) {
      if (!column.unpack) continue;
      const std::string path = group + "/" + column.name;
      Values values = file.values(path, column.type, std::vector<Length>(column.is_matrix ? 1 : 0));
      values.shape.insert(values.shape.begin(), 1);
      unpack(column, file, path, values, rows);
    }
    return std::move(rows.front());
  }

 private:
  static void unpack(const Column<Row>& column, const RunFile& file, const std::string& path,
                     const Values& values, std::vector<Row>& rows) {
    if (!column.description.allows_non_finite()) check_finite(file, path, values);
    column.unpack(file, path, values, rows);
  }

  std::vector<Column<Row>> columns_;
};

}  // namespace caldera
