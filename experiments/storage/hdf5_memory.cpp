// Files that grow in memory. HDF5 recovers badly from a disk that fills while it writes, so it
// never writes to one: whole files reach the disk as bytes (atomic_file.h).

#include <fmt/format.h>

#include <atomic>

#include "autograd/arithmetic/error.h"
#include "experiments/storage/hdf5_calls.h"

namespace caldera::hdf5 {

Handle create_in_memory() {
  silence_error_stack();
  // HDF5 takes two open files of one name for the same file, and looks whether the name is on disk
  // already. So each file gets a name of its own that nothing on disk can have.
  static std::atomic<int> counter = 0;
  const std::string name = fmt::format("/dev/null/in memory {}", counter++);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fapl_core(access, std::size_t{1} << 20, false);
  // The format that every release reads. Of the newer ones, release 1.10 makes images with a wrong
  // checksum.
  H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
  const Handle creation = without_times(H5P_FILE_CREATE);
  Handle file(H5Fcreate(name.c_str(), H5F_ACC_EXCL, creation, access), H5Fclose);
  if (file < 0) throw InputError("cannot make a file in memory: " + last_error());
  return file;
}

Handle open_image(const std::filesystem::path& path, std::string_view image) {
  // HDF5 refuses an image under the name of a file that is there: where() takes the prefix off.
  const std::string name = image_prefix + path.string();
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fapl_core(access, std::size_t{1} << 20, false);
  std::string bytes(image);  // HDF5 copies them, but does not take them as constant
  H5Pset_file_image(access, bytes.data(), bytes.size());
  Handle file(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access), H5Fclose);
  if (file < 0)
    throw InputError("cannot open", path.string(), "an HDF5 file", last_error(),
                     "remove it and make it again");
  return file;
}

std::vector<std::byte> file_image(const Handle& file) {
  checked(H5Fflush(file, H5F_SCOPE_GLOBAL), file, "/", "a file in memory");
  const ssize_t size = checked(H5Fget_file_image(file, nullptr, 0), file, "/", "a file in memory");
  std::vector<std::byte> image(static_cast<std::size_t>(size));
  checked(H5Fget_file_image(file, image.data(), image.size()), file, "/", "a file in memory");
  return image;
}

}  // namespace caldera::hdf5
