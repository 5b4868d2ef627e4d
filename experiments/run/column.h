#pragma once
// One column of a table: what its dataset is called, what it is, and how rows become its values and
// values rows. For columns.h, which says what a table is.

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

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class Row>
class Column {
 public:
  using Rows = std::vector<Row>;

  /// `member`: a pointer to it, or a function that says where a row keeps the value, by its
  /// address. A function that gives the value itself makes a column that is written and not read.
  /// `non_finite`: as in Description.
  template <class Member>
  Column(const std::string& called, const std::string& units, const std::string& long_name,
         Member member, const std::string& non_finite = {})
      : name(called), description{units, long_name, non_finite} {
    using Value = std::remove_cvref_t<decltype(value_at(member, std::declval<Row&>()))>;
    if constexpr (is_list<Value>)
      keep_lists<typename Value::value_type>(member, std::identity());
    else
      keep_entries<Value>(member);
  }

  /// A matrix of one number of each element of a list.
  template <class Element, class Number>
  Column(const std::string& called, const std::string& units, const std::string& long_name,
         std::vector<Element> Row::*list, Number Element::*number)
      : name(called), description{units, long_name} {
    keep_lists<Number>(list, number);
  }

  std::string name;
  Description description;
  std::string type;        ///< as Values::type
  bool is_matrix = false;  ///< a matrix, rows × entries of a list; else a vector
  std::function<Values(const Rows&)> pack;
  /// Makes as many rows as there are values. `path` is for errors. Empty: the column is not read.
  std::function<void(const RunFile&, const std::string& path, const Values&, Rows&)> unpack;

 private:
  /// What run files have for a T.
  template <class T>
  using Stored = std::conditional_t<std::is_same_v<T, bool>, double,
                                    std::conditional_t<std::is_integral_v<T>, std::int64_t, T>>;

  /// What `member` leads to.
  static decltype(auto) value_at(const auto& member, auto& row) {
    using Found = std::invoke_result_t<decltype(member), decltype(row)>;
    if constexpr (std::is_pointer_v<Found>)
      return *std::invoke(member, row);
    else
      return std::invoke(member, row);
  }

  /// Throws InputError for a count below zero.
  template <class T>
  static std::vector<Stored<T>> entries_of(const RunFile& file, const std::string& path,
                                           const Values& values) {
    const std::vector<Stored<T>> entries = values_as<Stored<T>>(values, path);
    if constexpr (std::is_same_v<T, std::size_t>)
      check_range(file, path, entries, 0, std::numeric_limits<std::int64_t>::max());
    return entries;
  }

  template <class T, class Member>
  void keep_entries(Member member) {
    type = element_type<Stored<T>>();
    pack = [=](const Rows& rows) {
      std::vector<Stored<T>> entries;
      for (const Row& row : rows) entries.push_back(static_cast<Stored<T>>(value_at(member, row)));
      return make_values(std::span<const Stored<T>>(entries), {rows.size()});
    };
    if constexpr (std::is_reference_v<decltype(value_at(member, std::declval<Row&>()))>)
      unpack = [=](const RunFile& file, const std::string& path, const Values& values, Rows& rows) {
        const auto entries = entries_of<T>(file, path, values);
        rows.resize(entries.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
          value_at(member, rows[i]) = static_cast<T>(entries[i]);
      };
  }

  /// Of each element of a row's list a T, its `part`. The lists are equally long.
  template <class T, class List, class Part>
  void keep_lists(List list, Part part) {
    type = element_type<Stored<T>>();
    is_matrix = true;
    pack = [=](const Rows& rows) {
      const std::size_t cols = rows.empty() ? 0 : value_at(list, rows.front()).size();
      std::vector<Stored<T>> entries;
      for (const Row& row : rows) {
        assert(value_at(list, row).size() == cols);
        for (const auto& element : value_at(list, row))
          entries.push_back(static_cast<Stored<T>>(std::invoke(part, element)));
      }
      return make_values(std::span<const Stored<T>>(entries), {rows.size(), cols});
    };
    unpack = [=](const RunFile& file, const std::string& path, const Values& values, Rows& rows) {
      const auto entries = entries_of<T>(file, path, values);
      const std::size_t cols = values.shape.back();
      rows.resize(values.shape.front());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& elements = value_at(list, rows[i]);
        if (elements.empty()) elements.resize(cols);  // else another column has made them
        if (elements.size() != cols)
          file.refuse(path, std::to_string(elements.size()) + " entries a row",
                      std::to_string(cols));
        for (std::size_t j = 0; j < cols; ++j)
          std::invoke(part, elements[j]) = static_cast<T>(entries[i * cols + j]);
      }
    };
  }
};

}  // namespace caldera
