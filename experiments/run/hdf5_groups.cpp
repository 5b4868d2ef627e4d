// Groups, names and links. Links to other files are not followed: a run or model file is one file.

#include <algorithm>
#include <utility>

#include "experiments/run/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

// ---- Links -------------------------------------------------------------------------------------

/// The file to which the last link led that was not followed.
std::string other_file;

herr_t refuse_link(const char*, const char*, const char* target, const char*, unsigned*, hid_t,
                   void*) {
  other_file = target;
  return -1;
}

/// Properties with which a path is followed inside the file only.
Handle within_the_file(hid_t access_class) {
  Handle properties(H5Pcreate(access_class), H5Pclose);
  H5Pset_elink_cb(properties, refuse_link, nullptr);
  return properties;
}

[[noreturn]] void refuse_other_file(const Handle& file, const std::string& object,
                                    const std::string& target) {
  refuse(file, object, "a group or dataset of this file", "a link to " + target,
         "copy what it leads to into the file");
}

/// Throws if the last path that was followed led out of the file.
Handle inside(Handle opened, const Handle& file, const std::string& object) {
  if (opened < 0 && !other_file.empty())
    refuse_other_file(file, object, std::exchange(other_file, {}));
  return opened;
}

// The properties live as long as the program: closing them behind a call that failed would make
// HDF5 forget the reason.

/// Negative if there is no such object.
Handle find_object(const Handle& file, const std::string& object) {
  static const Handle access = within_the_file(H5P_LINK_ACCESS);
  return inside(Handle(H5Oopen(file, object.c_str(), access), H5Oclose), file, object);
}

Handle find_dataset(const Handle& file, const std::string& object) {
  static const Handle access = within_the_file(H5P_DATASET_ACCESS);
  return inside(Handle(H5Dopen2(file, object.c_str(), access), H5Dclose), file, object);
}

// ---- Iterating ---------------------------------------------------------------------------------

// H5Ovisit and H5Literate have as many versions as releases changed them; the last of each.
#if H5_VERSION_GE(1, 12, 0)
constexpr auto visit_objects = H5Ovisit3;
constexpr auto iterate_links = H5Literate2;
#else
constexpr auto visit_objects = H5Ovisit2;
constexpr auto iterate_links = H5Literate;
#endif

/// Callback of HDF5's iterations: appends the name, whatever it is the name of. What HDF5 tells of
/// it besides has another type in each release.
constexpr auto append_name = [](hid_t, const char* name, const auto*, void* names) -> herr_t {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
};

/// What lies in a file.
struct Tree {
  std::vector<std::string> objects, groups;
  bool too_large = false;
};

/// Callback: adds an object of the tree, and stops where it is too deep or has too many.
constexpr auto add_object = [](hid_t, const char* name, const auto* info, void* tree) -> herr_t {
  constexpr std::ptrdiff_t deepest = 32;
  constexpr std::size_t most = 100000;
  auto& found = *static_cast<Tree*>(tree);
  std::string path = "/";
  if (std::string_view(name) != ".") path += name;
  found.too_large = found.objects.size() == most || std::ranges::count(path, '/') > deepest;
  found.objects.push_back(path);
  if (info->type == H5O_TYPE_GROUP) found.groups.push_back(path);
  return found.too_large ? -1 : 0;
};

/// Callback: stops at a link to another file, and keeps its name.
constexpr auto find_other_file = [](hid_t, const char* name, const auto* info,
                                    void* found) -> herr_t {
  if (info->type <= H5L_TYPE_SOFT) return 0;
  *static_cast<std::string*>(found) = name;
  return 1;
};

}  // namespace

Handle open_object(const Handle& file, const std::string& object) {
  return checked(find_object(file, object), file, object, "a group or dataset of this name");
}

Handle open_dataset(const Handle& file, const std::string& object) {
  Handle dataset = checked(find_dataset(file, object), file, object, "a dataset of this name");
  check_bounds_of_dataset(file, object, dataset);
  throw_refusal_in_dataset(dataset);
  return dataset;
}

Handle open_owner(const Handle& file, const std::string& object) {
  Handle owner = open_object(file, object);
  check_bounds_of_attributes(file, object, owner);
  return owner;
}

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
  return find_object(file, object) >= 0;
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
  const Handle owner = open_owner(file, object);
  checked(H5Aiterate2(owner, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, append_name, &names), file,
          object, "readable attributes");
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> objects(const Handle& file) {
  Tree tree;
  const herr_t visited =
      visit_objects(file, H5_INDEX_NAME, H5_ITER_INC, add_object, &tree, H5O_INFO_BASIC);
  if (tree.too_large)
    refuse(file, "/", "groups at most 32 deep with at most 100000 objects", "more",
           "give a run or model file");
  checked(visited, file, "/", "readable groups");
  for (const std::string& group : tree.groups) {
    std::string link;
    checked(iterate_links(open_object(file, group), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr,
                          find_other_file, &link),
            file, group, "readable links");
    if (!link.empty()) refuse_other_file(file, group, "another file, " + link);
  }
  std::sort(tree.objects.begin(), tree.objects.end());
  return tree.objects;
}

}  // namespace caldera::hdf5
