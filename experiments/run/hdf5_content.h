#pragma once
// The contents of datasets, attributes and named types of a file (content.h), and the names by
// which references point to them.

#include <map>
#include <string>

#include "experiments/run/content.h"
#include "experiments/run/hdf5.h"

namespace caldera::hdf5 {

/// The objects of a file by where they lie. Asked for the first time, it goes over all of the file.
/// The file must live as long.
class ObjectNames {
 public:
  explicit ObjectNames(const Handle& file) : file_(file) {}

  /// The path, as objects() gives it, of what a reference refers to, which HDF5 has put at
  /// `memory`; empty: to nothing. Throws InputError naming `what` if there is no such object.
  const std::string& path_of(const std::byte* memory, const std::string& what) const;

 private:
  const Handle& file_;
  mutable std::map<std::string, std::string> paths_ = {};  // by address_of
};

/// Reads one file. The file must live as long.
class ContentReader {
 public:
  explicit ContentReader(const Handle& file) : file_(file), names_(file) {}

  /// Of a dataset, or of a declared type. Both throw InputError as read_dataset does, but know more
  /// types: content.h.
  Content of_object(const std::string& object) const;
  Content of_attribute(const std::string& object, const std::string& name) const;

 private:
  const Handle& file_;
  ObjectNames names_;
};

}  // namespace caldera::hdf5
