#pragma once
// Inside the HDF5 layer: values of any type (element_type.h), as HDF5 hands them over. The digest
// is made of them, and copies of files.

#include <functional>
#include <memory>

#include "experiments/run/element_type.h"
#include "experiments/run/hdf5.h"

namespace caldera::hdf5 {

/// The values of a dataset or an attribute. Movable; `variable` goes before `bytes`, which point
/// into it.
struct StoredValues {
  ElementType type;
  bool has_values = true;  ///< false: a null dataspace
  Shape shape = {};
  std::vector<std::byte> bytes = {};         ///< entries, each as memory_type() has it
  std::shared_ptr<void> variable = nullptr;  ///< owns what texts and lists in `bytes` point to
};

/// Both throw as read_dataset does, but for the types: element_type_of (hdf5_elements.h).
StoredValues read_stored_dataset(const Handle& file, const std::string& object);
StoredValues read_stored_attribute(const Handle& file, const std::string& object,
                                   const std::string& name);

/// Makes a dataset that does not exist yet, in a group that does, and writes its values; or only
/// the latter, into one that was made of the same type and shape.
void write_stored_dataset(const Handle& file, const std::string& object,
                          const StoredValues& values);
void make_stored_dataset(const Handle& file, const std::string& object, const StoredValues& values);
void fill_stored_dataset(const Handle& file, const std::string& object, const StoredValues& values);

/// Writes an attribute that does not exist yet on an existing object.
void write_stored_attribute(const Handle& file, const std::string& object, const std::string& name,
                            const StoredValues& values);

/// Types that have a name in the file (HDF5: committed, or named, datatypes). Reading throws as
/// element_type_of does.
bool is_declared_type(const Handle& file, const std::string& object);
ElementType read_declared_type(const Handle& file, const std::string& object);
void write_declared_type(const Handle& file, const std::string& object, const ElementType& type);

/// Calls `visit` with the type and the place of each number, enumeration, text and reference, in
/// the order of the digest; and with each list, before its entries.
using Visit = std::function<void(const ElementType&, std::byte*)>;
void visit_parts(StoredValues& values, const Visit& visit);

/// The text, or what HDF5 says of the list, that is there.
std::string text_at(const TextStorage& storage, const std::byte* memory);
hvl_t list_at(const std::byte* memory);

}  // namespace caldera::hdf5
