// Values of any type into copies of files. The type in the file is that in memory: nothing is
// converted.

#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_elements.h"
#include "experiments/run/hdf5_stored.h"

namespace caldera::hdf5 {

namespace {

Handle type_of(const Handle& file, const std::string& what, const ElementType& type) {
  return memory_type(file, what, type, Enumerations::as_they_are);
}

Handle space_of(const StoredValues& values) {
  return values.has_values ? make_space(values.shape) : Handle(H5Screate(H5S_NULL), H5Sclose);
}

}  // namespace

void make_stored_dataset(const Handle& file, const std::string& object,
                         const StoredValues& values) {
  checked(
      Handle(H5Dcreate2(file, object.c_str(), type_of(file, object, values.type), space_of(values),
                        H5P_DEFAULT, without_times(H5P_DATASET_CREATE), H5P_DEFAULT),
             H5Dclose),
      file, object, "a new dataset");
}

void fill_stored_dataset(const Handle& file, const std::string& object,
                         const StoredValues& values) {
  if (values.bytes.empty()) return;
  const Handle dataset(H5Dopen2(file, object.c_str(), H5P_DEFAULT), H5Dclose);
  checked(H5Dwrite(dataset, type_of(file, object, values.type), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                   values.bytes.data()),
          file, object, "values that can be written");
}

void write_stored_dataset(const Handle& file, const std::string& object,
                          const StoredValues& values) {
  make_stored_dataset(file, object, values);
  fill_stored_dataset(file, object, values);
}

void write_stored_attribute(const Handle& file, const std::string& object, const std::string& name,
                            const StoredValues& values) {
  const Handle owner = open_object(file, object);
  const std::string what = object + "@" + name;
  const Handle type = type_of(file, what, values.type);
  const Handle attribute = checked(
      Handle(H5Acreate2(owner, name.c_str(), type, space_of(values), H5P_DEFAULT, H5P_DEFAULT),
             H5Aclose),
      file, what, "a new attribute");
  if (!values.bytes.empty())
    checked(H5Awrite(attribute, type, values.bytes.data()), file, what,
            "values that can be written");
}

void write_declared_type(const Handle& file, const std::string& object, const ElementType& type) {
  checked(H5Tcommit2(file, object.c_str(), type_of(file, object, type), H5P_DEFAULT, H5P_DEFAULT,
                     H5P_DEFAULT),
          file, object, "a new type");
}

}  // namespace caldera::hdf5
