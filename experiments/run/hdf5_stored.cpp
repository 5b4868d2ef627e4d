#include "experiments/run/hdf5_stored.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_elements.h"
#include "experiments/run/hdf5_variable_memory.h"

namespace caldera::hdf5 {

namespace {

/// Gives back what HDF5 has allocated for an attribute's texts and lists.
class Reclaimed {
 public:
  Reclaimed(Handle type, Handle space, std::byte* memory)
      : type_(std::move(type)), space_(std::move(space)), memory_(memory) {}
  Reclaimed(const Reclaimed&) = delete;
  Reclaimed& operator=(const Reclaimed&) = delete;
  ~Reclaimed() { H5Dvlen_reclaim(type_, space_, H5P_DEFAULT, memory_); }

 private:
  Handle type_, space_;
  std::byte* memory_;
};

/// Type and shape, and memory for the entries. No entry takes more than twice the bytes that
/// its type claims, by which the entries are bounded (hdf5_bounds.cpp): addresses may have 4 or 8.
StoredValues empty_values(const Handle& file, const std::string& what, hid_t type,
                          const Handle& space) {
  StoredValues values{.type = element_type_of(file, what, type),
                      .has_values = H5Sget_simple_extent_type(space) != H5S_NULL,
                      .shape = shape_of(space)};
  const std::size_t size = size_in_memory(values.type);
  const Handle reading = memory_type(file, what, values.type, Enumerations::as_integers);
  if (H5Tget_size(reading) != size || size > 2 * H5Tget_size(type))
    refuse(file, what, "a type of as many bytes as it claims", fmt::format("{}", size),
           "write the file again");
  if (values.has_values) values.bytes.resize(entries(values.shape) * size);
  return values;
}

/// Texts and lists of an attribute have no bound of their own: each may be as long as the file.
void check_pointers_of_attribute(const Handle& file, const Attribute& attribute,
                                 const ElementType& type, std::size_t count) {
  const std::size_t pointers = pointers_in_memory(type);
  if (pointers > 0 && count > most_attribute_strings / pointers)
    refuse(file, attribute.what,
           fmt::format("an attribute of at most {} strings or lists", most_attribute_strings),
           fmt::format("{} entries", count), "write it as a dataset");
}

// ---- Walking -----------------------------------------------------------------------------------

void visit_element(const ElementType& type, std::byte* memory, const Visit& visit) {
  if (type.kind == ElementKind::compound) {
    for (const ElementType& part : type.parts) {
      visit_element(part, memory, visit);
      memory += size_in_memory(part);
    }
    return;
  }
  std::size_t count = type.kind == ElementKind::array ? entries(type.extents) : 0;
  if (type.kind != ElementKind::array) visit(type, memory);
  if (type.kind == ElementKind::list) {
    const hvl_t list = list_at(memory);
    count = list.len;
    memory = static_cast<std::byte*>(list.p);
  }
  for (std::size_t i = 0; i < count; ++i)
    visit_element(type.parts[0], memory + i * size_in_memory(type.parts[0]), visit);
}

}  // namespace

std::string text_at(const TextStorage& storage, const std::byte* memory) {
  if (storage.length == 0) {
    const char* text = nullptr;
    std::memcpy(&text, memory, sizeof text);
    return text == nullptr ? "" : text;
  }
  const std::string text(reinterpret_cast<const char*>(memory), storage.length);
  return text.substr(
      0, storage.padding == H5T_STR_SPACEPAD ? text.find_last_not_of(' ') + 1 : text.find('\0'));
}

hvl_t list_at(const std::byte* memory) {
  hvl_t list;
  std::memcpy(&list, memory, sizeof list);
  return list;
}

void visit_parts(StoredValues& values, const Visit& visit) {
  const std::size_t size = size_in_memory(values.type);
  for (std::size_t at = 0; at < values.bytes.size(); at += size)
    visit_element(values.type, values.bytes.data() + at, visit);
}

// ---- Reading -----------------------------------------------------------------------------------

StoredValues read_stored_dataset(const Handle& file, const std::string& object) {
  const Handle dataset = open_dataset(file, object);
  const Handle type(H5Dget_type(dataset), H5Tclose), space(H5Dget_space(dataset), H5Sclose);
  StoredValues values = empty_values(file, object, type, space);
  if (values.bytes.empty()) return values;
  const auto memory = std::make_shared<VariableMemory>(
      file, entries(values.shape) * pointers_in_memory(values.type));
  checked(H5Dread(dataset, memory_type(file, object, values.type, Enumerations::as_integers),
                  H5S_ALL, H5S_ALL, memory->transfer_properties(), values.bytes.data()),
          file, object, "readable values");
  values.variable = memory;
  return values;
}

StoredValues read_stored_attribute(const Handle& file, const std::string& object,
                                   const std::string& name) {
  Attribute attribute = open_attribute(file, object, name);
  StoredValues values = empty_values(file, attribute.what, attribute.type, attribute.space);
  if (values.bytes.empty()) return values;
  check_pointers_of_attribute(file, attribute, values.type, entries(values.shape));
  Handle type = memory_type(file, attribute.what, values.type, Enumerations::as_integers);
  read_raw(file, attribute, type, values.bytes.data());
  values.variable =
      std::make_shared<Reclaimed>(std::move(type), std::move(attribute.space), values.bytes.data());
  return values;
}

// ---- Declared types ----------------------------------------------------------------------------

bool is_declared_type(const Handle& file, const std::string& object) {
  return H5Iget_type(open_object(file, object)) == H5I_DATATYPE;
}

ElementType read_declared_type(const Handle& file, const std::string& object) {
  return {.kind = ElementKind::declaration,
          .parts = {element_type_of(file, object, open_object(file, object))}};
}

}  // namespace caldera::hdf5
