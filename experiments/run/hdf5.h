#pragma once
// A thin layer over HDF5's C interface: handles that close themselves, and whole arrays in and
// out. Every failure is an InputError of one line; HDF5 prints nothing of its own.
//
// `object` is a path inside the file such as "/sweep/beta" or "/".

#include <hdf5.h>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "experiments/run/values.h"

namespace caldera::hdf5 {

/// Owns one HDF5 identifier and closes it.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept;
  Handle& operator=(Handle&& other) noexcept;
  ~Handle();

  operator hid_t() const { return id_; }

 private:
  hid_t id_;
  Close close_;
};

/// A new file that lives in memory only. Objects carry no times. `called`: its name in messages.
Handle create_in_memory(const std::string& called = "a file in memory");

/// The bytes of a file made by create_in_memory: what a file on disk would hold.
std::vector<std::byte> file_image(const Handle& file);

/// Opens a file for reading. Throws InputError if it is missing, no file or not to be read
/// (readable.h), not HDF5, truncated, altered since it was sealed (seal.h), or, without a seal,
/// refused by the child that copies it (hdf5_foreign.h).
Handle open_file(const std::filesystem::path& path);

/// Makes a group and those above it; nothing happens if it exists.
void create_group(const Handle& file, const std::string& object);

/// Writes a dataset that does not exist yet, making the groups above it.
void write_dataset(const Handle& file, const std::string& object, const Values& values);

/// Writes an attribute that does not exist yet on an existing group or dataset.
void write_attribute(const Handle& file, const std::string& object, const std::string& name,
                     const Values& values);

/// Both throw InputError if the thing is missing or of a type that Values does not know, and for
/// what is better not read (hdf5_bounds.cpp): values that were never written or lie in another
/// file, and more of them than the file can hold. Strings may be stored with fixed or variable
/// length, in ASCII or UTF-8, numbers in either byte order.
Values read_dataset(const Handle& file, const std::string& object);
Values read_attribute(const Handle& file, const std::string& object, const std::string& name);

/// The entries of an attribute, of whatever integer type, or of a floating-point type if all are
/// whole: files of other programs. Throws InputError for anything else, and for more than one row
/// and column.
std::vector<std::int64_t> read_integers(const Handle& file, const std::string& object,
                                        const std::string& name);

/// Type and shape of a dataset, to be looked at before its values are read. Throws as read_dataset.
Kind kind_of_dataset(const Handle& file, const std::string& object);

/// Whether there is a group or dataset of that name.
bool exists(const Handle& file, const std::string& object);
bool is_group(const Handle& file, const std::string& object);

/// Names of a group's members, or of an object's attributes, in byte order.
std::vector<std::string> members(const Handle& file, const std::string& object);
std::vector<std::string> attributes(const Handle& file, const std::string& object);

/// Paths of all groups and datasets, the root "/" included, in byte order. Throws InputError if
/// they are very many or nested very deep, and for a link to another file.
std::vector<std::string> objects(const Handle& file);

}  // namespace caldera::hdf5
