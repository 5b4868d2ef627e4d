#include "experiments/run/hdf5_types.h"

#include <fmt/format.h>

#include <cassert>

namespace caldera::hdf5 {

namespace {

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

Handle string_type(H5T_cset_t characters) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, characters);
  return type;
}

}  // namespace

Handle string_type_like(const Handle& stored) { return string_type(H5Tget_cset(stored)); }

Handle type_named(const std::string& name) {
  if (name == "string") return string_type(H5T_CSET_UTF8);
  for (const NumberType& type : number_types()) {
    if (name == type.name) return Handle(H5Tcopy(type.id), H5Tclose);
  }
  assert(false && "Values::type is one of those in values.h");
  return Handle(H5I_INVALID_HID, H5Tclose);
}

std::string name_of(const Handle& stored) {
  if (H5Tget_class(stored) == H5T_STRING) return "string";
  const Handle little_endian(H5Tcopy(stored), H5Tclose);
  H5Tset_order(little_endian, H5T_ORDER_LE);
  for (const NumberType& type : number_types()) {
    if (H5Tequal(little_endian, type.id) > 0) return type.name;
  }
  return "";
}

std::string describe_type(const Handle& stored) {
  const std::size_t bits = 8 * H5Tget_size(stored);
  switch (H5Tget_class(stored)) {
    case H5T_INTEGER:
      return fmt::format("{}int{}", H5Tget_sign(stored) == H5T_SGN_NONE ? "u" : "", bits);
    case H5T_FLOAT:
      return fmt::format("float{}", bits);
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
