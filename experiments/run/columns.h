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
#include <cassert>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "experiments/run/checked_reads.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// What run files have for a T.
template <class T>
using Stored =
    std::conditional_t<std::is_same_v<T, bool>, double,
                       std::conditional_t<std::is_integral_v<T>, std::int64_t, T>>;

template <class Row>
class Columns;

/// A column, or those of a part of a row.
template <class Row>
class Column {
 public:
  using Rows = std::vector<Row>;

  /// `member`: a pointer to it, or a function that gives a reference to what a row keeps. One that
  /// gives a value is written and not read. `non_finite`: as in Description.
  template <class Member>
  Column(const std::string& name, const std::string& units, const std::string& long_name,
         Member member, const std::string& non_finite = {})
      : Column(name, Description{units, long_name, non_finite}, member, std::identity()) {}

  /// A matrix of one number of each element of a list.
  template <class Element, class Number>
  Column(const std::string& name, const std::string& units, const std::string& long_name,
         std::vector<Element> Row::*list, Number Element::*number)
      : Column(name, Description{units, long_name}, list, number) {}

  /// All columns of a part.
  template <class Part>
  Column(const Columns<Part>& columns, Part Row::*part);

  /// As Columns has them; `rows` become as many as there are entries, which are `count` if given.
  void write(RunWriter& file, const std::string& group, const Rows& rows) const {
    write_(file, group, rows);
  }
  void read(const RunFile& file, const std::string& group, Length count, Rows& rows) const {
    if (read_) read_(file, group, count, rows);
  }

 private:
  /// `part`: what is stored of each element of a list.
  template <class Member, class Part>
  Column(const std::string& name, const Description& description, Member member, Part part);

  template <class T, class Member>
  void keep_entries(const std::string& name, const Description& description, Member member);
  template <class T, class List, class Part>
  void keep_lists(const std::string& name, const Description& description, List list, Part part);

  std::function<void(RunWriter&, const std::string&, const Rows&)> write_;
  std::function<void(const RunFile&, const std::string&, Length, Rows&)> read_;
};

template <class Row>
class Columns {
 public:
  /// The first is one that is read.
  Columns(std::initializer_list<Column<Row>> columns) : columns_(columns) {}

  /// Writes /<group>/<name> of every column. Throws NonFiniteError for a number that is not finite
  /// in a column that does not say what that means.
  void write(RunWriter& file, const std::string& group, const std::vector<Row>& rows) const {
    for (const Column<Row>& column : columns_) column.write(file, group, rows);
  }

  /// The inverse. What a row has beside the columns keeps its default. Throws InputError for a
  /// column that is missing or has not `count` entries (not given: as many as the first), and for a
  /// number that write would not take.
  std::vector<Row> read(const RunFile& file, const std::string& group, Length count = {}) const {
    std::vector<Row> rows;
    for (const Column<Row>& column : columns_) {
      column.read(file, group, count, rows);
      count = rows.size();
    }
    return rows;
  }

  void append(std::vector<Row>& rows, const RunFile& file, const std::string& group) const {
    std::vector<Row> more = read(file, group);
    std::ranges::move(more, std::back_inserter(rows));
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

 private:
  std::vector<Column<Row>> columns_;
};

// ---- How a column is written and read -----------------------------------------------------------

/// Throws InputError for what a T does not hold, and for a number that is not finite but in a
/// column that says what that means.
template <class T>
void check_stored(const RunFile& file, const std::string& name,
                  const std::vector<Stored<T>>& values, const Description& description) {
  if constexpr (std::is_floating_point_v<Stored<T>>) {
    if (!description.allows_non_finite()) check_finite(file, name, values);
  } else if constexpr (std::is_unsigned_v<T>) {
    check_range(file, name, values, 0, std::numeric_limits<std::int64_t>::max());
  }
}

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class Row>
template <class Member, class Part>
Column<Row>::Column(const std::string& name, const Description& description, Member member,
                    Part part) {
  using Value = std::remove_cvref_t<std::invoke_result_t<Member, Row&>>;
  if constexpr (is_list<Value>) {
    using Element = typename Value::value_type;
    keep_lists<std::remove_cvref_t<std::invoke_result_t<Part, Element&>>>(name, description, member,
                                                                          part);
  } else {
    keep_entries<Value>(name, description, member);
  }
}

template <class Row>
template <class T, class Member>
void Column<Row>::keep_entries(const std::string& name, const Description& description,
                               Member member) {
  write_ = [=](RunWriter& file, const std::string& group, const Rows& rows) {
    std::vector<Stored<T>> entries;
    for (const Row& row : rows)
      entries.push_back(static_cast<Stored<T>>(std::invoke(member, row)));
    file.vector(group + "/" + name, entries, description);
  };
  if constexpr (std::is_reference_v<std::invoke_result_t<Member, Row&>>)
    read_ = [=](const RunFile& file, const std::string& group, Length count, Rows& rows) {
      const std::string path = group + "/" + name;
      const std::vector<Stored<T>> entries = file.vector<Stored<T>>(path, count);
      check_stored<T>(file, path, entries, description);
      rows.resize(entries.size());
      for (std::size_t i = 0; i < rows.size(); ++i)
        std::invoke(member, rows[i]) = static_cast<T>(entries[i]);
    };
}

template <class Row>
template <class T, class List, class Part>
void Column<Row>::keep_lists(const std::string& name, const Description& description, List list,
                             Part part) {
  write_ = [=](RunWriter& file, const std::string& group, const Rows& rows) {
    const std::size_t cols = rows.empty() ? 0 : std::invoke(list, rows.front()).size();
    std::vector<Stored<T>> entries;
    for (const Row& row : rows) {
      assert(std::invoke(list, row).size() == cols);
      for (const auto& element : std::invoke(list, row))
        entries.push_back(static_cast<Stored<T>>(std::invoke(part, element)));
    }
    file.matrix<Stored<T>>(group + "/" + name, {entries.data(), rows.size(), cols}, description);
  };
  read_ = [=](const RunFile& file, const std::string& group, Length count, Rows& rows) {
    const std::string path = group + "/" + name;
    // The first column of a list says how long it is.
    const std::size_t known = rows.empty() ? 0 : std::invoke(list, rows.front()).size();
    const auto entries = file.matrix<Stored<T>>(path, count, known > 0 ? Length(known) : Length());
    if (entries.rows > 0 && entries.cols == 0) file.refuse(path, "a column or more", "none");
    check_stored<T>(file, path, entries.values, description);
    rows.resize(entries.rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::invoke(list, rows[i]).resize(entries.cols);
      for (std::size_t j = 0; j < entries.cols; ++j)
        std::invoke(part, std::invoke(list, rows[i])[j]) = static_cast<T>(entries(i, j));
    }
  };
}

template <class Row>
template <class Part>
Column<Row>::Column(const Columns<Part>& columns, Part Row::*part)
    : write_([=](RunWriter& file, const std::string& group, const Rows& rows) {
        std::vector<Part> parts;
        for (const Row& row : rows) parts.push_back(row.*part);
        columns.write(file, group, parts);
      }),
      read_([=](const RunFile& file, const std::string& group, Length count, Rows& rows) {
        std::vector<Part> parts = columns.read(file, group, count);
        rows.resize(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i) rows[i].*part = std::move(parts[i]);
      }) {}

}  // namespace caldera
