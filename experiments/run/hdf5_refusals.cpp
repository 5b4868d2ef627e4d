// A dataset or attribute that holds, in place of its values, the reason why they are missing.
// Copies of files have it where the file could not be read (hdf5_child.h). It is opaque bytes with
// a tag of our own.

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

const std::string tag = "caldera: why this cannot be read";

Handle type_of(const std::string& reason) {
  Handle type(H5Tcreate(H5T_OPAQUE, std::max<std::size_t>(reason.size(), 1)), H5Tclose);
  H5Tset_tag(type, tag.c_str());
  return type;
}

/// Calls `read(type, memory)` and throws what it reads, if `owner` is in a copy and of that type.
/// Of other files nothing is said that they say of themselves.
template <class Read>
void throw_reason(hid_t owner, const Handle& type, const Read& read) {
  if (H5Tget_class(type) != H5T_OPAQUE || !is_image(owner)) return;
  char* const found = H5Tget_tag(type);
  const bool is_reason = found != nullptr && found == tag;
  H5free_memory(found);
  if (!is_reason) return;
  std::string reason(H5Tget_size(type), '\0');
  read(type, reason.data());
  throw InputError(reason);
}

}  // namespace

void write_refused_dataset(const Handle& file, const std::string& object,
                           const std::string& reason) {
  const Handle type = type_of(reason), space(H5Screate(H5S_SCALAR), H5Sclose);
  const Handle dataset = checked(Handle(H5Dcreate2(file, object.c_str(), type, space, H5P_DEFAULT,
                                                   without_times(H5P_DATASET_CREATE), H5P_DEFAULT),
                                        H5Dclose),
                                 file, object, "a new dataset");
  checked(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, reason.data()), file, object,
          "values that can be written");
}

void write_refused_attribute(const Handle& file, const std::string& object, const std::string& name,
                             const std::string& reason) {
  const Handle type = type_of(reason), space(H5Screate(H5S_SCALAR), H5Sclose);
  const Handle owner = open_object(file, object);
  const Handle attribute = checked(
      Handle(H5Acreate2(owner, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose),
      file, object + "@" + name, "a new attribute");
  checked(H5Awrite(attribute, type, reason.data()), file, object + "@" + name,
          "values that can be written");
}

void throw_refusal_in_dataset(const Handle& dataset) {
  throw_reason(dataset, Handle(H5Dget_type(dataset), H5Tclose), [&](hid_t type, void* memory) {
    H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory);
  });
}

void throw_refusal_in_attribute(const Handle& attribute) {
  throw_reason(attribute, Handle(H5Aget_type(attribute), H5Tclose),
               [&](hid_t type, void* memory) { H5Aread(attribute, type, memory); });
}

}  // namespace caldera::hdf5
