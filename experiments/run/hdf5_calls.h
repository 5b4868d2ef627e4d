#pragma once
// Inside the HDF5 layer: how a call that failed becomes one line.

#include <cstdint>
#include <string>

#include "experiments/run/hdf5.h"

namespace caldera::hdf5 {

/// HDF5 would print a page for each failed call; we turn the failure into one line instead.
void silence_error_stack();

/// What HDF5 says about the last failed call, from where it failed first.
std::string last_error();

/// "<file>:<object>"
std::string where(const Handle& file, const std::string& object);

/// Throws InputError "HDF5: <file>:<object>: expected …, found …; <remedy>".
[[noreturn]] void refuse(const Handle& file, const std::string& object, const std::string& expected,
                         const std::string& found, const std::string& remedy);

/// Passes on what a call returned; negative is a failure. `expected` says what the call was for.
template <class Result>
Result checked(Result result, const Handle& file, const std::string& object,
               const std::string& expected) {
  if (result >= 0) return result;
  const std::string found = last_error();  // first of all: the next call forgets it
  refuse(file, object, expected, found, "check the name, or make the file again");
}

/// The same for a call that returns a handle. In one expression with that call, or the handles that
/// were its arguments are closed in between and the reason is lost.
inline Handle checked(Handle handle, const Handle& file, const std::string& object,
                      const std::string& expected) {
  checked<hid_t>(handle, file, object, expected);
  return handle;
}

/// Opens a file for reading, without the checks of open_file. Throws InputError if HDF5 cannot.
Handle open_unchecked(const std::filesystem::path& path);

/// Opens a file made by file_image; in messages it has the name of the file on disk that it stands
/// for.
Handle open_image(const std::filesystem::path& path, std::string image);

/// Whether a file, or what lies in it, is in memory; and its name in messages.
bool is_image(hid_t opened);
std::string name_of_file(hid_t opened);

/// Opens a group or dataset; a dataset whose values may be read; an object whose attributes may.
/// All refuse a link to another file.
Handle open_object(const Handle& file, const std::string& object);
Handle open_dataset(const Handle& file, const std::string& object);
Handle open_owner(const Handle& file, const std::string& object);

/// Values may take so many times their bytes in the file, by compression: each dataset, and all of
/// them.
inline constexpr std::uintmax_t most_growth = 64;

/// Strings, or lists, of variable length in an attribute: each may be as long as the file.
inline constexpr std::size_t most_attribute_strings = 256;

/// Throw InputError for what is better not read, before any of it is: hdf5_bounds.cpp.
void check_bounds_of_dataset(const Handle& file, const std::string& object, const Handle& dataset);
void check_bounds_of_attributes(const Handle& file, const std::string& object, const Handle& owner);
void check_bounds_of_attribute(const Handle& file, const std::string& what,
                               const Handle& attribute);

/// Writes why a dataset or attribute has no values, and throws it as an InputError if the opened
/// one holds such a refusal.
void write_refused_dataset(const Handle& file, const std::string& object,
                           const std::string& reason);
void write_refused_attribute(const Handle& file, const std::string& object, const std::string& name,
                             const std::string& reason);
void throw_refusal_in_dataset(const Handle& dataset);
void throw_refusal_in_attribute(const Handle& attribute);

/// Where an opened object lies in its file: the same for all its names. `object`: its name for
/// errors.
std::string address_of(const Handle& file, const Handle& opened, const std::string& object);

/// Copies all links but those by which objects() names what lies in a file; `to` has these objects.
void copy_links(const Handle& from, const Handle& to, const std::vector<std::string>& objects,
                const std::vector<std::string>& groups);

/// An attribute that may be read, and what it is.
struct Attribute {
  Handle handle, type, space;
  std::string what;  ///< its name for errors
};
Attribute open_attribute(const Handle& file, const std::string& object, const std::string& name);

/// Reads its values as a type in memory.
void read_raw(const Handle& file, const Attribute& attribute, hid_t type, void* memory);

/// Extents of a dataspace; none of a scalar. And a dataspace of these extents.
Shape shape_of(const Handle& space);
Handle make_space(const Shape& shape);

/// Properties of a new file, group or dataset, which shall not carry the time of their making.
Handle without_times(hid_t object_class);

}  // namespace caldera::hdf5
