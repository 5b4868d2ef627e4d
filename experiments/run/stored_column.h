#pragma once
// A column of a table as a dataset of a run file: how rows become its values, and values rows. For
// columns.h, which says what a table is.

#include <cassert>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
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
struct StoredColumn {
  std::string name;
  Description description;
  std::string type;      ///< as Values::type
  bool is_list = false;  ///< a matrix, rows × entries of a list; else a vector
  std::function<Values(const std::vector<Row>&)> pack = {};
  /// Makes as many rows as there are values. `path` is for errors. Empty: the column is not read.
  std::function<void(const RunFile&, const std::string& path, const Values&, std::vector<Row>&)>
      unpack = {};
};

/// Throws InputError for what a T does not hold, and for a number that is not finite unless the
/// description says what that means.
template <class T>
std::vector<Stored<T>> checked_entries(const RunFile& file, const std::string& path,
                                       const Values& values, const Description& description) {
  const std::vector<Stored<T>> entries = values_as<Stored<T>>(values, path);
  if constexpr (std::is_floating_point_v<Stored<T>>) {
    if (!description.allows_non_finite()) check_finite(file, path, entries);
  } else if constexpr (std::is_unsigned_v<T>) {
    check_range(file, path, entries, 0, std::numeric_limits<std::int64_t>::max());
  }
  return entries;
}

/// A T of each row. `member` gives it, or a reference to where it is kept: then it is read.
template <class T, class Row, class Member>
StoredColumn<Row> stored_entries(const std::string& name, const Description& description,
                                 Member member) {
  StoredColumn<Row> column{name, description, element_type<Stored<T>>()};
  column.pack = [=](const std::vector<Row>& rows) {
    std::vector<Stored<T>> entries;
    for (const Row& row : rows) entries.push_back(static_cast<Stored<T>>(std::invoke(member, row)));
    return make_values(std::span<const Stored<T>>(entries), {rows.size()});
  };
  if constexpr (std::is_reference_v<std::invoke_result_t<Member, Row&>>)
    column.unpack = [=](const RunFile& file, const std::string& path, const Values& values,
                        std::vector<Row>& rows) {
      const auto entries = checked_entries<T>(file, path, values, description);
      rows.resize(entries.size());
      for (std::size_t i = 0; i < rows.size(); ++i)
        std::invoke(member, rows[i]) = static_cast<T>(entries[i]);
    };
  return column;
}

/// Of each element of a row's list a T, its `part`. The lists are equally long.
template <class T, class Row, class List, class Part>
StoredColumn<Row> stored_lists(const std::string& name, const Description& description, List list,
                               Part part) {
  StoredColumn<Row> column{name, description, element_type<Stored<T>>(), true};
  column.pack = [=](const std::vector<Row>& rows) {
    const std::size_t cols = rows.empty() ? 0 : std::invoke(list, rows.front()).size();
    std::vector<Stored<T>> entries;
    for (const Row& row : rows) {
      assert(std::invoke(list, row).size() == cols);
      for (const auto& element : std::invoke(list, row))
        entries.push_back(static_cast<Stored<T>>(std::invoke(part, element)));
    }
    return make_values(std::span<const Stored<T>>(entries), {rows.size(), cols});
  };
  column.unpack = [=](const RunFile& file, const std::string& path, const Values& values,
                      std::vector<Row>& rows) {
    const auto entries = checked_entries<T>(file, path, values, description);
    const std::size_t cols = values.shape.back();
    rows.resize(values.shape.front());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto& elements = std::invoke(list, rows[i]);
      if (elements.empty()) elements.resize(cols);  // else another column has made them
      if (elements.size() != cols)
        file.refuse(path, to_text(Shape{rows.size(), elements.size()}), to_text(values.shape));
      for (std::size_t j = 0; j < cols; ++j)
        std::invoke(part, elements[j]) = static_cast<T>(entries[i * cols + j]);
    }
  };
  return column;
}

/// A column of a part as one of the whole.
template <class Row, class Part>
StoredColumn<Row> column_of_part(const StoredColumn<Part>& inner, Part Row::*part) {
  StoredColumn<Row> column{inner.name, inner.description, inner.type, inner.is_list};
  column.pack = [=](const std::vector<Row>& rows) {
    std::vector<Part> parts;
    for (const Row& row : rows) parts.push_back(row.*part);
    return inner.pack(parts);
  };
  if (inner.unpack)
    column.unpack = [=](const RunFile& file, const std::string& path, const Values& values,
                        std::vector<Row>& rows) {
      std::vector<Part> parts;
      for (Row& row : rows) parts.push_back(std::move(row.*part));
      inner.unpack(file, path, values, parts);
      rows.resize(parts.size());
      for (std::size_t i = 0; i < parts.size(); ++i) rows[i].*part = std::move(parts[i]);
    };
  return column;
}

}  // namespace caldera
