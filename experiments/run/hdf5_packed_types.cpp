// Element types into HDF5's types: as they lie in memory, packed and little-endian.

#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_elements.h"
#include "experiments/run/hdf5_types.h"
#include "experiments/run/stored_number.h"

namespace caldera::hdf5 {

namespace {

Handle text_type(const TextStorage& storage) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, storage.length == 0 ? H5T_VARIABLE : storage.length);
  H5Tset_strpad(type, static_cast<H5T_str_t>(storage.padding));
  H5Tset_cset(type, static_cast<H5T_cset_t>(storage.characters));
  return type;
}

Handle no_type() { return Handle(H5I_INVALID_HID, H5Tclose); }

/// Negative if HDF5 does not take it.
Handle packed_type(const ElementType& type, Enumerations enumerations);

Handle enumeration_type(const ElementType& type) {
  Handle result(H5Tenum_create(type_named(type.number)), H5Tclose);
  for (const EnumerationName& one : type.names)
    if (H5Tenum_insert(result, one.name.c_str(), one.value.data()) < 0) return no_type();
  return result;
}

Handle compound_type(const ElementType& type, Enumerations enumerations) {
  Handle result(H5Tcreate(H5T_COMPOUND, size_in_memory(type)), H5Tclose);
  std::size_t offset = 0;
  for (std::size_t i = 0; i < type.parts.size(); ++i) {
    const Handle part = packed_type(type.parts[i], enumerations);
    if (H5Tinsert(result, type.member_names[i].c_str(), offset, part) < 0) return no_type();
    offset += size_in_memory(type.parts[i]);
  }
  return result;
}

Handle array_type(const ElementType& type, Enumerations enumerations) {
  const std::vector<hsize_t> extents(type.extents.begin(), type.extents.end());
  const Handle part = packed_type(type.parts[0], enumerations);
  return Handle(H5Tarray_create2(part, static_cast<unsigned>(extents.size()), extents.data()),
                H5Tclose);
}

Handle packed_type(const ElementType& type, Enumerations enumerations) {
  switch (type.kind) {
    case ElementKind::number:
      return type_named(type.number);
    case ElementKind::text:
      return text_type(type.storage);
    case ElementKind::reference:
      return Handle(H5Tcopy(H5T_STD_REF_OBJ), H5Tclose);
    case ElementKind::enumeration:
      return enumerations == Enumerations::as_integers ? type_named(type.number)
                                                       : enumeration_type(type);
    case ElementKind::compound:
      return compound_type(type, enumerations);
    case ElementKind::array:
      return array_type(type, enumerations);
    case ElementKind::list:
      return Handle(H5Tvlen_create(packed_type(type.parts[0], enumerations)), H5Tclose);
    case ElementKind::declaration:
      return packed_type(type.parts[0], enumerations);
  }
  return no_type();
}

}  // namespace

Handle memory_type(const Handle& file, const std::string& what, const ElementType& type,
                   Enumerations enumerations) {
  return checked(packed_type(type, enumerations), file, what, "a type without contradictions");
}

std::size_t size_in_memory(const ElementType& type) {
  std::size_t parts = 0;
  for (const ElementType& part : type.parts) parts += size_in_memory(part);
  switch (type.kind) {
    case ElementKind::text:
      return type.storage.length == 0 ? sizeof(char*) : type.storage.length;
    case ElementKind::reference:
      return sizeof(hobj_ref_t);
    case ElementKind::list:
      return sizeof(hvl_t);
    case ElementKind::array:
      return entries(type.extents) * parts;
    case ElementKind::compound:
    case ElementKind::declaration:
      return parts;
    default:
      return width_of(type.number);
  }
}

std::size_t pointers_in_memory(const ElementType& type) {
  if (type.kind == ElementKind::list) return 1;
  if (type.kind == ElementKind::text) return type.storage.length == 0 ? 1 : 0;
  std::size_t parts = 0;
  for (const ElementType& part : type.parts) parts += pointers_in_memory(part);
  return type.kind == ElementKind::array ? entries(type.extents) * parts : parts;
}

}  // namespace caldera::hdf5
