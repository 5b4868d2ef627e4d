// Datasets and attributes in and out.

#include <algorithm>
#include <cassert>

#include "experiments/storage/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

// ---- Types and shapes --------------------------------------------------------------------------

struct NumberType {
  const char* name;
  hid_t id;
};

/// The numbers we store, little-endian.
std::vector<NumberType> number_types() {
  return {{"float32", H5T_IEEE_F32LE},
          {"float64", H5T_IEEE_F64LE},
          {"int32", H5T_STD_I32LE},
          {"int64", H5T_STD_I64LE},
          {"uint8", H5T_STD_U8LE}};
}

/// Variable-length UTF-8.
Handle string_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

Handle type_named(const std::string& name) {
  if (name == "string") return string_type();
  for (const NumberType& type : number_types()) {
    if (name == type.name) return Handle(H5Tcopy(type.id), H5Tclose);
  }
  assert(false && "Values::type is one of those in values.h");
  return Handle(H5I_INVALID_HID, H5Tclose);
}

/// The name of a stored type, whatever its byte order; empty if it is none of ours.
std::string name_of(const Handle& stored) {
  if (H5Tget_class(stored) == H5T_STRING) return "string";
  const Handle little_endian(H5Tcopy(stored), H5Tclose);
  H5Tset_order(little_endian, H5T_ORDER_LE);
  for (const NumberType& type : number_types()) {
    if (H5Tequal(little_endian, type.id) > 0) return type.name;
  }
  return "";
}

Handle make_space(const Shape& shape) {
  if (shape.empty()) return Handle(H5Screate(H5S_SCALAR), H5Sclose);
  const std::vector<hsize_t> extents(shape.begin(), shape.end());
  return Handle(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                H5Sclose);
}

Shape shape_of(const Handle& space) {
  std::vector<hsize_t> extents(
      static_cast<std::size_t>(std::max(H5Sget_simple_extent_ndims(space), 0)));
  H5Sget_simple_extent_dims(space, extents.data(), nullptr);
  return Shape(extents.begin(), extents.end());
}

// ---- Values in and out -------------------------------------------------------------------------
// A dataset and an attribute differ only in the call that moves the values: `transfer(type,
// memory)` makes that call and throws if it fails. HDF5 takes no attribute of zero entries there.

template <class Transfer>
void write_values(const Values& values, const Transfer& transfer) {
  if (entries(values.shape) == 0) return;
  const Handle type = type_named(values.type);
  if (values.type != "string") return transfer(type, values.bytes.data());
  std::vector<const char*> texts;
  for (const std::string& text : values.strings) texts.push_back(text.c_str());
  transfer(type, texts.data());
}

template <class Transfer>
std::vector<std::string> read_variable_strings(const Handle& space, std::size_t count,
                                               const Transfer& transfer) {
  std::vector<char*> memory(count, nullptr);
  const Handle type = string_type();
  transfer(type, memory.data());
  std::vector<std::string> strings;
  for (const char* text : memory) strings.emplace_back(text == nullptr ? "" : text);
  H5Dvlen_reclaim(type, space, H5P_DEFAULT, memory.data());
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
  Kind kind{name_of(stored), shape_of(space)};
  if (kind.type.empty() || H5Sget_simple_extent_type(space) == H5S_NULL) {
    throw InputError("HDF5", where(file, what), "float32, float64, int32, int64, uint8 or string",
                     "another type or no values", "write it as one of these");
  }
  return kind;
}

template <class Transfer>
Values read_values(const Handle& file, const std::string& what, const Handle& stored,
                   const Handle& space, const Transfer& transfer) {
  const Kind kind = kind_of(file, what, stored, space);
  Values values{kind.type, kind.shape, {}, {}};
  const std::size_t count = entries(values.shape);
  if (count == 0) return values;
  if (values.type != "string") {
    values.bytes = read_numbers(values.type, count, transfer);
  } else if (H5Tis_variable_str(stored) > 0) {
    values.strings = read_variable_strings(space, count, transfer);
  } else {
    values.strings = read_fixed_strings(stored, count, transfer);
  }
  return values;
}

Handle open_dataset(const Handle& file, const std::string& object) {
  return checked(Handle(H5Dopen2(file, object.c_str(), H5P_DEFAULT), H5Dclose), file, object,
                 "a dataset of this name");
}

}  // namespace

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
  return read_values(file, object, type, space, [&](hid_t memory_type, void* memory) {
    checked(H5Dread(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory), file, object,
            "readable values");
  });
}

Values read_attribute(const Handle& file, const std::string& object, const std::string& name) {
  const Handle owner = open_object(file, object);
  const std::string what = object + "@" + name;
  const Handle attribute = checked(Handle(H5Aopen(owner, name.c_str(), H5P_DEFAULT), H5Aclose),
                                   file, what, "an attribute of this name");
  const Handle type(H5Aget_type(attribute), H5Tclose);
  const Handle space(H5Aget_space(attribute), H5Sclose);
  return read_values(file, what, type, space, [&](hid_t memory_type, void* memory) {
    checked(H5Aread(attribute, memory_type, memory), file, what, "readable values");
  });
}

}  // namespace caldera::hdf5
