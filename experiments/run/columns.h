#pragma once
// Tables in run files: a dataset a column, an entry a row. Columns say once what each is called,
// what it is and where a row keeps it; with that they write rows and read them back.
//
//     const Columns<Trap> columns = {
//         {"error", "nat", "mean cross-entropy at the minimum", &Trap::error},
//         {"width", "1", "hidden units", [](auto& trap) -> auto& { return trap.of.width; }},
//     };
//     columns.write(file, "/trap", traps);  // /trap/error and /trap/width
//     std::vector<Trap> traps = columns.read(file, "/trap");
//
// double, float and std::string are stored as such, whole numbers as int64, and bool as a float64
// of 0 or 1. A std::vector is a row of a matrix, as long in each row.

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "experiments/run/stored_column.h"

namespace caldera {

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class Row>
class Columns;

/// A column, or those of a part of a row.
template <class Row>
class Column {
 public:
  /// `member`: a pointer to it, or a function that gives a reference to what a row keeps. One that
  /// gives a value is written and not read. `non_finite`: as in Description.
  template <class Member>
  Column(const std::string& name, const std::string& units, const std::string& long_name,
         Member member, const std::string& non_finite = {}) {
    using Value = std::remove_cvref_t<std::invoke_result_t<Member, Row&>>;
    const Description what{units, long_name, non_finite};
    if constexpr (is_list<Value>)
      stored_ = {stored_lists<typename Value::value_type, Row>(name, what, member, std::identity())};
    else
      stored_ = {stored_entries<Value, Row>(name, what, member)};
  }

  /// A matrix of one number of each element of a list.
  template <class Element, class Number>
  Column(const std::string& name, const std::string& units, const std::string& long_name,
         std::vector<Element> Row::*list, Number Element::*number)
      : stored_{stored_lists<Number, Row>(name, {units, long_name}, list, number)} {}

  /// All columns of a part.
  template <class Part>
  Column(const Columns<Part>& columns, Part Row::*part) {
    for (const StoredColumn<Part>& column : columns.stored())
      stored_.push_back(column_of_part(column, part));
  }

  const std::vector<StoredColumn<Row>>& stored() const { return stored_; }

 private:
  std::vector<StoredColumn<Row>> stored_;
};

template <class Row>
class Columns {
 public:
  /// The first is one that is read.
  Columns(std::initializer_list<Column<Row>> columns) {
    for (const Column<Row>& column : columns)
      stored_.insert(stored_.end(), column.stored().begin(), column.stored().end());
  }

  /// Writes /<group>/<name> of every column. Throws NonFiniteError for a number that is not finite
  /// in a column that does not say what that means.
  void write(RunWriter& file, const std::string& group, const std::vector<Row>& rows) const {
    for (const StoredColumn<Row>& column : stored_)
      file.array(group + "/" + column.name, column.pack(rows), column.description);
  }

  /// The inverse. What a row has beside the columns keeps its default. Throws InputError for a
  /// column that is missing or has not `count` entries (not given: as many as the first), for lists
  /// of nothing, and for a number that write would not take.
  std::vector<Row> read(const RunFile& file, const std::string& group, Length count = {}) const {
    std::vector<Row> rows;
    for (const StoredColumn<Row>& column : stored_) {
      if (!column.unpack) continue;
      const std::string path = group + "/" + column.name;
      std::vector<Length> shape = {count};
      if (column.is_list) shape.push_back({});
      const Values values = file.values(path, column.type, shape);
      if (values.shape.front() > 0 && values.shape.back() == 0)
        file.refuse(path, "a column or more", "none");
      column.unpack(file, path, values, rows);
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
    for (const StoredColumn<Row>& column : stored_) {
      Values values = column.pack(rows);
      values.shape.erase(values.shape.begin());
      file.array(group + "/" + column.name, values, column.description);
    }
  }
  Row read_alone(const RunFile& file, const std::string& group) const {
    std::vector<Row> rows;
    for (const StoredColumn<Row>& column : stored_) {
      if (!column.unpack) continue;
      const std::string path = group + "/" + column.name;
      Values values = file.values(path, column.type, std::vector<Length>(column.is_list ? 1 : 0));
      values.shape.insert(values.shape.begin(), 1);
      column.unpack(file, path, values, rows);
    }
    return std::move(rows.front());
  }

  const std::vector<StoredColumn<Row>>& stored() const { return stored_; }

 private:
  std::vector<StoredColumn<Row>> stored_;
};

}  // namespace caldera
