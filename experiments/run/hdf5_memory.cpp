// Files that grow in memory. HDF5 recovers badly from a disk that fills while it writes, so it
// never writes to one: whole files reach the disk as bytes (atomic_file.h).

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

// HDF5 takes two open files of one name for the same file, and looks whether the name is on disk
// already. So each file gets a name of its own that nothing on disk can have.
std::atomic<int> counter = 0;
const std::string image_prefix = "/dev/null/image ";

std::string image_name(const std::string& called) {
  return fmt::format("{}{} of {}", image_prefix, counter++, called);
}

// By which a file in memory grows: most are small, and HDF5 clears all of it.
constexpr std::size_t growth = std::size_t{1} << 16;

/// The name under which HDF5 has the file.
std::string stored_name(hid_t opened) {
  const ssize_t length = std::max<ssize_t>(H5Fget_name(opened, nullptr, 0), 0);
  std::string name(static_cast<std::size_t>(length), '\0');
  H5Fget_name(opened, name.data(), name.size() + 1);
  return name;
}

}  // namespace

Handle create_in_memory(const std::string& called) {
  silence_error_stack();
  const std::string name = image_name(called);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fapl_core(access, growth, false);
  // The format that every release reads. Of the newer ones, release 1.10 makes images with a wrong
  // checksum.
  H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
  const Handle creation = without_times(H5P_FILE_CREATE);
  Handle file(H5Fcreate(name.c_str(), H5F_ACC_EXCL, creation, access), H5Fclose);
  if (file < 0) throw InputError("cannot make a file in memory: " + last_error());
  return file;
}

Handle open_image(const std::filesystem::path& path, std::string image) {
  const std::string name = image_name(path.string());
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fapl_core(access, growth, false);
  H5Pset_file_image(access, image.data(), image.size());  // copies it
  image = {};
  Handle file(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access), H5Fclose);
  if (file < 0)
    throw InputError("cannot open", path.string(), "an HDF5 file", last_error(),
                     "allow more memory");
  return file;
}

bool is_image(hid_t opened) { return stored_name(opened).starts_with(image_prefix); }

std::string name_of_file(hid_t opened) {
  const std::string name = stored_name(opened);
  return is_image(opened) ? name.substr(name.find(" of ") + 4) : name;
}

std::vector<std::byte> file_image(const Handle& file) {
  checked(H5Fflush(file, H5F_SCOPE_GLOBAL), file, "/", "a file in memory");
  const ssize_t size = checked(H5Fget_file_image(file, nullptr, 0), file, "/", "a file in memory");
  std::vector<std::byte> image(static_cast<std::size_t>(size));
  checked(H5Fget_file_image(file, image.data(), image.size()), file, "/", "a file in memory");
  return image;
}

}  // namespace caldera::hdf5
