#include "experiments/run/hdf5_types.h"

#include <fmt/format.h>

#include <cassert>

namespace caldera::hdf5 {

namespace {

struct NumberType {
  const char* name;
  hid_t id;
};

/// IEEE 754 binary16, for which HDF5 has no type of its own before release 1.14.4.
Handle half() {
  Handle type(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
  H5Tset_fields(type, 15, 10, 5, 0, 10);
  H5Tset_size(type, 2);
  H5Tset_ebias(type, 15);
  return type;
}

/// All numbers that have a name (stored_number.h), little-endian.
std::vector<NumberType> number_types() {
  static const Handle float16 = half();
  return {{"float32", H5T_IEEE_F32LE}, {"float64", H5T_IEEE_F64LE}, {"float16", float16},
          {"int8", H5T_STD_I8LE},      {"int16", H5T_STD_I16LE},    {"int32", H5T_STD_I32LE},
          {"int64", H5T_STD_I64LE},    {"uint8", H5T_STD_U8LE},     {"uint16", H5T_STD_U16LE},
          {"uint32", H5T_STD_U32LE},   {"uint64", H5T_STD_U64LE},   {"bits8", H5T_STD_B8LE},
          {"bits16", H5T_STD_B16LE},   {"bits32", H5T_STD_B32LE},   {"bits64", H5T_STD_B64LE}};
}

/// Those that Values holds.
bool is_of_values(const std::string& number) {
  return number == "float32" || number == "float64" || number == "int32" || number == "int64" ||
         number == "uint8";
}

Handle string_type(H5T_cset_t characters) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, characters);
  return type;
}

std::string describe_number(hid_t stored) {
  const std::size_t bits = 8 * H5Tget_size(stored), used = H5Tget_precision(stored);
  if (H5Tget_class(stored) == H5T_FLOAT) return fmt::format("float{}", bits);
  return fmt::format("{}int{}{}", H5Tget_sign(stored) == H5T_SGN_NONE ? "u" : "", bits,
                     used < bits ? fmt::format(" with {} bits of its own", used) : "");
}

}  // namespace

Handle string_type_like(const Handle& stored) { return string_type(H5Tget_cset(stored)); }

Handle type_named(const std::string& name) {
  if (name == "string") return string_type(H5T_CSET_UTF8);
  for (const NumberType& type : number_types()) {
    if (name == type.name) return Handle(H5Tcopy(type.id), H5Tclose);
  }
  assert(false && "a number has one of the names in stored_number.h");
  return Handle(H5I_INVALID_HID, H5Tclose);
}

std::string number_name(hid_t stored) {
  const Handle little_endian(H5Tcopy(stored), H5Tclose);
  H5Tset_order(little_endian, H5T_ORDER_LE);
  for (const NumberType& type : number_types()) {
    if (H5Tequal(little_endian, type.id) > 0) return type.name;
  }
  return "";
}

std::string name_of(const Handle& stored) {
  if (H5Tget_class(stored) == H5T_STRING) return "string";
  const std::string number = number_name(stored);
  return is_of_values(number) ? number : "";
}

std::string describe_type(hid_t stored) {
  const H5T_class_t kind = H5Tget_class(stored);
  if (kind == H5T_INTEGER || kind == H5T_FLOAT) return describe_number(stored);
  switch (kind) {
    case H5T_STRING:
      return "string";
    case H5T_ENUM:
      return "an enumeration";
    case H5T_COMPOUND:
      return "a compound";
    case H5T_ARRAY:
      return "an array type";
    case H5T_VLEN:
      return "lists of variable length";
    case H5T_REFERENCE:
      return "a reference";
    default:
      return "bits or bytes without a meaning";
  }
}

}  // namespace caldera::hdf5
