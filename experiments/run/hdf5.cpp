#include "experiments/run/hdf5.h"

#include <algorithm>
#include <utility>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_foreign.h"
#include "experiments/run/readable.h"
#include "experiments/run/seal.h"

namespace caldera::hdf5 {

// ---- Handles and failures ----------------------------------------------------------------------

Handle::Handle(Handle&& other) noexcept
    : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Handle::~Handle() {
  if (id_ >= 0) close_(id_);
}

void silence_error_stack() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

std::string last_error() {
  std::string description;
  H5Ewalk2(
      H5E_DEFAULT, H5E_WALK_UPWARD,
      [](unsigned depth, const H5E_error2_t* error, void* text) -> herr_t {
        if (depth == 0 && error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
        return 0;
      },
      &description);
  return description.empty() ? "a failure without a reason" : description;
}

std::string where(const Handle& file, const std::string& object) {
  return name_of_file(file) + ":" + object;
}

void refuse(const Handle& file, const std::string& object, const std::string& expected,
            const std::string& found, const std::string& remedy) {
  throw InputError("HDF5", where(file, object), expected, found, remedy);
}

Handle without_times(hid_t object_class) {
  Handle properties(H5Pcreate(object_class), H5Pclose);
  H5Pset_obj_track_times(properties, false);
  return properties;
}

// ---- Files -------------------------------------------------------------------------------------

Handle open_unchecked(const std::filesystem::path& path) {
  silence_error_stack();
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  // Run files never change once they have their name, so readers need no lock; and a lock fails on
  // some read-only and network file systems.
  H5Pset_file_locking(access, false, true);
  Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), H5Fclose);
  if (file < 0)
    throw InputError("cannot open", path.string(), "an HDF5 file", "a damaged one: " + last_error(),
                     "remove it and make it again");
  return file;
}

Handle open_file(const std::filesystem::path& path) {
  silence_error_stack();
  const std::string expected = "an HDF5 file";
  check_readable(path, expected);
  if (H5Fis_hdf5(path.c_str()) <= 0)
    throw InputError("cannot open", path.string(), expected, "something else", "check the path");
  if (!check_seal(path)) return open_image(path, copy_in_child(path));
  return open_unchecked(path);
}

}  // namespace caldera::hdf5
