// Datasets and attributes in and out.

#include <algorithm>

#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_types.h"
#include "experiments/run/hdf5_variable_memory.h"

namespace caldera::hdf5 {

namespace {

// ---- Values in and out -------------------------------------------------------------------------
// A dataset and an attribute differ only in the call that moves the values: `transfer(type,
// memory)` makes that call and throws if it fails. HDF5 takes no attribute of zero entries there.
// Strings of variable length come in memory that `release(type, memory)` gives back.

template <class Transfer>
void write_values(const Values& values, const Transfer& transfer) {
  if (entries(values.shape) == 0) return;
  const Handle type = type_named(values.type);
  if (values.type != "string") return transfer(type, values.bytes.data());
  std::vector<const char*> texts;
  for (const std::string& text : values.strings) texts.push_back(text.c_str());
  transfer(type, texts.data());
}

template <class Transfer, class Release>
std::vector<std::string> read_variable_strings(const Handle& stored, std::size_t count,
                                               const Transfer& transfer, const Release& release) {
  std::vector<char*> memory(count, nullptr);
  const Handle type = string_type_like(stored);
  transfer(type, memory.data());
  std::vector<std::string> strings;
  for (const char* text : memory) strings.emplace_back(text == nullptr ? "" : text);
  release(type, memory.data());
  return strings;
}

template <class Transfer>
std::vector<std::string> read_fixed_strings(const Handle& stored, std::size_t count,
                                            const Transfer& transfer) {
  const std::size_t length = H5Tget_size(stored);
  std::vector<char> memory(count * length);
  transfer(stored, memory.data());
  const bool padded_by_spaces = H5Tget_strpad(stored) == H5T_STR_SPACEPAD;
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string text(memory.data() + i * length, length);
    strings.push_back(
        text.substr(0, padded_by_spaces ? text.find_last_not_of(' ') + 1 : text.find('\0')));
  }
  return strings;
}

template <class Transfer>
std::vector<std::byte> read_numbers(const std::string& name, std::size_t count,
                                    const Transfer& transfer) {
  const Handle type = type_named(name);
  std::vector<std::byte> bytes(count * H5Tget_size(type));
  transfer(type, bytes.data());
  return bytes;
}

/// `what` names the dataset or attribute for errors.
Kind kind_of(const Handle& file, const std::string& what, const Handle& stored,
             const Handle& space) {
  const Kind kind{name_of(stored), shape_of(space)};
  const bool is_null = H5Sget_simple_extent_type(space) == H5S_NULL;
  if (kind.type.empty() || is_null)
    refuse(file, what, "float32, float64, int32, int64, uint8 or string",
           is_null ? "no values" : describe_type(stored), "write it as one of these");
  return kind;
}

template <class Transfer, class Release>
Values read_values(const Handle& file, const std::string& what, const Handle& stored,
                   const Handle& space, const Transfer& transfer, const Release& release) {
  const Kind kind = kind_of(file, what, stored, space);
  Values values{kind.type, kind.shape, {}, {}};
  const std::size_t count = entries(values.shape);
  if (count == 0) return values;
  if (values.type != "string") {
    values.bytes = read_numbers(values.type, count, transfer);
  } else if (H5Tis_variable_str(stored) > 0) {
    values.strings = read_variable_strings(stored, count, transfer, release);
  } else {
    values.strings = read_fixed_strings(stored, count, transfer);
  }
  return values;
}

}  // namespace

Shape shape_of(const Handle& space) {
  std::vector<hsize_t> extents(
      static_cast<std::size_t>(std::max(H5Sget_simple_extent_ndims(space), 0)));
  H5Sget_simple_extent_dims(space, extents.data(), nullptr);
  return Shape(extents.begin(), extents.end());
}

Handle make_space(const Shape& shape) {
  if (shape.empty()) return Handle(H5Screate(H5S_SCALAR), H5Sclose);
  const std::vector<hsize_t> extents(shape.begin(), shape.end());
  return Handle(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                H5Sclose);
}

// ---- Datasets and attributes -------------------------------------------------------------------

void write_dataset(const Handle& file, const std::string& object, const Values& values) {
  const std::size_t slash = object.rfind('/');
  if (slash != std::string::npos && slash > 0) create_group(file, object.substr(0, slash));
  const Handle dataset = checked(
      Handle(H5Dcreate2(file, object.c_str(), type_named(values.type), make_space(values.shape),
                        H5P_DEFAULT, without_times(H5P_DATASET_CREATE), H5P_DEFAULT),
             H5Dclose),
      file, object, "a new dataset");
  write_values(values, [&](hid_t type, const void* memory) {
    checked(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory), file, object,
            "values that can be written");
  });
}

void write_attribute(const Handle& file, const std::string& object, const std::string& name,
                     const Values& values) {
  const Handle owner = open_object(file, object);
  const std::string what = object + "@" + name;
  const Handle attribute =
      checked(Handle(H5Acreate2(owner, name.c_str(), type_named(values.type),
                                make_space(values.shape), H5P_DEFAULT, H5P_DEFAULT),
                     H5Aclose),
              file, what, "a new attribute");
  write_values(values, [&](hid_t type, const void* memory) {
    checked(H5Awrite(attribute, type, memory), file, what, "values that can be written");
  });
}

Kind kind_of_dataset(const Handle& file, const std::string& object) {
  const Handle dataset = open_dataset(file, object);
  return kind_of(file, object, Handle(H5Dget_type(dataset), H5Tclose),
                 Handle(H5Dget_space(dataset), H5Sclose));
}

Values read_dataset(const Handle& file, const std::string& object) {
  const Handle dataset = open_dataset(file, object);
  const Handle type(H5Dget_type(dataset), H5Tclose);
  const Handle space(H5Dget_space(dataset), H5Sclose);
  VariableMemory memory_of_strings(file, entries(shape_of(space)));
  const Handle properties = memory_of_strings.transfer_properties();
  return read_values(
      file, object, type, space,
      [&](hid_t memory_type, void* memory) {
        checked(H5Dread(dataset, memory_type, H5S_ALL, H5S_ALL, properties, memory), file, object,
                "readable values");
      },
      [](hid_t, void*) {});
}

Attribute open_attribute(const Handle& file, const std::string& object, const std::string& name) {
  const Handle owner = open_owner(file, object);
  const std::string what = object + "@" + name;
  Handle attribute = checked(Handle(H5Aopen(owner, name.c_str(), H5P_DEFAULT), H5Aclose), file,
                             what, "an attribute of this name");
  check_bounds_of_attribute(file, what, attribute);
  throw_refusal_in_attribute(attribute);
  Handle type(H5Aget_type(attribute), H5Tclose), space(H5Aget_space(attribute), H5Sclose);
  return {std::move(attribute), std::move(type), std::move(space), what};
}

void read_raw(const Handle& file, const Attribute& attribute, hid_t type, void* memory) {
  checked(H5Aread(attribute.handle, type, memory), file, attribute.what, "readable values");
}

Values read_attribute(const Handle& file, const std::string& object, const std::string& name) {
  const Attribute attribute = open_attribute(file, object, name);
  return read_values(
      file, attribute.what, attribute.type, attribute.space,
      [&](hid_t type, void* memory) { read_raw(file, attribute, type, memory); },
      [&](hid_t type, void* memory) {
        H5Dvlen_reclaim(type, attribute.space, H5P_DEFAULT, memory);
      });
}

}  // namespace caldera::hdf5
