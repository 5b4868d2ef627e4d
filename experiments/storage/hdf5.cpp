#include "experiments/storage/hdf5.h"

#include <algorithm>
#include <utility>

#include "experiments/storage/hdf5_calls.h"
#include "experiments/storage/hdf5_trial.h"
#include "experiments/storage/seal.h"

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

namespace {

/// Callback of HDF5's iterations: appends the name, whatever it is the name of. What HDF5 tells of
/// it besides has another type in each release.
constexpr auto append_name = [](hid_t, const char* name, const auto*, void* names) -> herr_t {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
};

/// H5Ovisit and H5Literate have as many versions as releases changed them; the last of each.
#if H5_VERSION_GE(1, 12, 0)
constexpr auto visit_objects = H5Ovisit3;
constexpr auto iterate_links = H5Literate2;
#else
constexpr auto visit_objects = H5Ovisit2;
constexpr auto iterate_links = H5Literate;
#endif

}  // namespace

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
  const ssize_t length = std::max<ssize_t>(H5Fget_name(file, nullptr, 0), 0);
  std::string name(static_cast<std::size_t>(length), '\0');
  H5Fget_name(file, name.data(), name.size() + 1);
  return name + ":" + object;
}

Handle open_object(const Handle& file, const std::string& object) {
  return checked(Handle(H5Oopen(file, object.c_str(), H5P_DEFAULT), H5Oclose), file, object,
                 "a group or dataset of this name");
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
  const auto refuse = [&](const std::string& found, const std::string& remedy) {
    throw InputError("cannot open", path.string(), "an HDF5 file", found, remedy);
  };
  std::error_code error;
  if (!std::filesystem::exists(path, error)) refuse("no such file", "check the path");
  if (std::filesystem::is_directory(path, error)) refuse("a folder", "name a file in it");
  if (H5Fis_hdf5(path.c_str()) <= 0) refuse("something else", "check the path");
  if (!check_seal(path)) check_survives(path);
  return open_unchecked(path);
}

// ---- Groups and names --------------------------------------------------------------------------

void create_group(const Handle& file, const std::string& object) {
  if (exists(file, object)) return;
  const Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  checked(
      Handle(H5Gcreate2(file, object.c_str(), links, without_times(H5P_GROUP_CREATE), H5P_DEFAULT),
             H5Gclose),
      file, object, "a new group");
}

bool exists(const Handle& file, const std::string& object) {
  return Handle(H5Oopen(file, object.c_str(), H5P_DEFAULT), H5Oclose) >= 0;
}

bool is_group(const Handle& file, const std::string& object) {
  const Handle opened = open_object(file, object);
  return H5Iget_type(opened) == H5I_GROUP;
}

std::vector<std::string> members(const Handle& file, const std::string& object) {
  std::vector<std::string> names;
  const Handle group = open_object(file, object);
  checked(iterate_links(group, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, append_name, &names), file,
          object, "a group");
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> attributes(const Handle& file, const std::string& object) {
  std::vector<std::string> names;
  const Handle owner = open_object(file, object);
  checked(H5Aiterate2(owner, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, append_name, &names), file,
          object, "readable attributes");
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> objects(const Handle& file) {
  std::vector<std::string> names;
  checked(visit_objects(file, H5_INDEX_NAME, H5_ITER_INC, append_name, &names, H5O_INFO_BASIC),
          file, "/", "readable groups");
  for (std::string& name : names) name = name == "." ? "/" : "/" + name;
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace caldera::hdf5
