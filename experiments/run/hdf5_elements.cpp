// Element types from HDF5's types.

#include "experiments/run/hdf5_elements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_types.h"
#include "experiments/run/stored_number.h"

namespace caldera::hdf5 {

namespace {

/// A name that HDF5 has allocated.
std::string taken(char* name) {
  const std::string text = name == nullptr ? "" : name;
  H5free_memory(name);
  return text;
}

/// Reads the types of one dataset or attribute, which `what` names.
class TypeReader {
 public:
  TypeReader(const Handle& file, const std::string& what) : file_(file), what_(what) {}

  ElementType read(hid_t stored, int depth = 0) const {
    constexpr int deepest = 32;
    if (depth == deepest) refuse_type(fmt::format("types nested deeper than {}", deepest));
    switch (H5Tget_class(stored)) {
      case H5T_STRING:
        return text(stored);
      case H5T_REFERENCE:
        return reference(stored);
      case H5T_ENUM:
        return enumeration(stored);
      case H5T_COMPOUND:
        return compound(stored, depth + 1);
      case H5T_ARRAY:
        return array(stored, depth + 1);
      case H5T_VLEN:
        return list(stored, depth + 1);
      default:
        return number(stored);
    }
  }

 private:
  [[noreturn]] void refuse_type(const std::string& found) const {
    refuse(file_, what_,
           "numbers, texts, enumerations, references to objects, or compounds, arrays and lists of "
           "these",
           found, "write it as one of these, or leave it out");
  }

  Handle opened(hid_t type) const {
    return checked(Handle(type, H5Tclose), file_, what_, "a readable type");
  }

  ElementType number(hid_t stored) const {
    const std::string name = number_name(stored);
    if (name.empty()) refuse_type(describe_type(stored));
    return {.kind = ElementKind::number, .number = name};
  }

  ElementType text(hid_t stored) const {
    const bool is_variable = H5Tis_variable_str(stored) > 0;
    return {.kind = ElementKind::text,
            .storage = {is_variable ? 0 : H5Tget_size(stored), H5Tget_strpad(stored),
                        H5Tget_cset(stored)}};
  }

  ElementType reference(hid_t stored) const {
    if (H5Tequal(stored, H5T_STD_REF_OBJ) <= 0) refuse_type("a reference to something else");
    return {.kind = ElementKind::reference};
  }

  ElementType enumeration(hid_t stored) const {
    const Handle base = opened(H5Tget_super(stored));
    ElementType type = number(base);
    type.kind = ElementKind::enumeration;
    if (H5Tget_size(stored) != width_of(type.number)) refuse_type("an enumeration of another size");
    const auto count = static_cast<unsigned>(std::max(H5Tget_nmembers(stored), 0));
    for (unsigned i = 0; i < count; ++i)
      type.names.push_back({taken(H5Tget_member_name(stored, i)), value(stored, i, base, type)});
    std::ranges::sort(type.names, {}, [&](const EnumerationName& one) {
      return std::pair(rank_of_integer(type.number, one.value.data()), one.name);
    });
    return type;
  }

  /// Value `i` of an enumeration, little-endian.
  std::vector<std::byte> value(hid_t stored, unsigned i, const Handle& base,
                               const ElementType& type) const {
    std::vector<std::byte> bytes(width_of(type.number));
    checked(H5Tget_member_value(stored, i, bytes.data()), file_, what_, "readable values of names");
    checked(H5Tconvert(base, type_named(type.number), 1, bytes.data(), nullptr, H5P_DEFAULT), file_,
            what_, "readable values of names");
    return bytes;
  }

  ElementType compound(hid_t stored, int depth) const {
    ElementType type{.kind = ElementKind::compound};
    std::vector<unsigned> order(static_cast<std::size_t>(std::max(H5Tget_nmembers(stored), 0)));
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, {}, [&](unsigned i) { return H5Tget_member_offset(stored, i); });
    for (const unsigned i : order) {
      type.member_names.push_back(taken(H5Tget_member_name(stored, i)));
      type.parts.push_back(read(opened(H5Tget_member_type(stored, i)), depth));
    }
    return type;
  }

  ElementType array(hid_t stored, int depth) const {
    std::array<hsize_t, H5S_MAX_RANK> extents{};
    const int rank = checked(H5Tget_array_dims2(stored, extents.data()), file_, what_, "extents");
    return {.kind = ElementKind::array,
            .parts = {read(opened(H5Tget_super(stored)), depth)},
            .extents = Shape(extents.begin(), extents.begin() + rank)};
  }

  /// Not of texts or lists: each of many could claim the same place in the file.
  ElementType list(hid_t stored, int depth) const {
    ElementType part = read(opened(H5Tget_super(stored)), depth);
    if (pointers_in_memory(part) > 0) refuse_type("lists of texts or of lists");
    return {.kind = ElementKind::list, .parts = {std::move(part)}};
  }

  const Handle& file_;
  const std::string& what_;
};

}  // namespace

ElementType element_type_of(const Handle& file, const std::string& what, hid_t stored) {
  return TypeReader(file, what).read(stored);
}

}  // namespace caldera::hdf5
