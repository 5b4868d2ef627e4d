// Further names of what lies in a file, beside those that objects() gives: soft links, and hard
// links to what has a name already.

#include <map>
#include <set>

#include "experiments/run/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

void copy_soft_link(const Handle& from, const Handle& to, const std::string& name,
                    std::size_t length) {
  std::string target(length, '\0');  // and a zero behind it, which `length` counts
  checked(H5Lget_val(from, name.c_str(), target.data(), length, H5P_DEFAULT), from, name,
          "a readable link");
  checked(H5Lcreate_soft(target.c_str(), to, name.c_str(), H5P_DEFAULT, H5P_DEFAULT), from, name,
          "a link that can be copied");
}

void copy_hard_link(const Handle& from, const Handle& to, const std::string& name,
                    const std::string& target) {
  checked(H5Lcreate_hard(to, target.c_str(), to, name.c_str(), H5P_DEFAULT, H5P_DEFAULT), from,
          name, "a link that can be copied");
}

std::string address_of_name(const Handle& file, const std::string& object) {
  return address_of(file, open_object(file, object), object);
}

}  // namespace

std::string address_of(const Handle& file, const Handle& opened, const std::string& object) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info2_t info;
  checked(H5Oget_info3(opened, &info, H5O_INFO_BASIC), file, object, "an object with an address");
  return {reinterpret_cast<const char*>(&info.token), sizeof info.token};
#else
  H5O_info_t info;
  checked(H5Oget_info2(opened, &info, H5O_INFO_BASIC), file, object, "an object with an address");
  return std::to_string(info.addr);
#endif
}

void copy_links(const Handle& from, const Handle& to, const std::vector<std::string>& objects,
                const std::vector<std::string>& groups) {
  const std::set<std::string> names(objects.begin(), objects.end());
  std::map<std::string, std::string> names_at;  // by address
  for (const std::string& object : objects) names_at[address_of_name(from, object)] = object;
  for (const std::string& group : groups) {
    for (const std::string& member : members(from, group)) {
      const std::string name = (group == "/" ? "" : group) + "/" + member;
      if (names.contains(name)) continue;
      H5L_info_t info;
      checked(H5Lget_info(from, name.c_str(), &info, H5P_DEFAULT), from, name, "a readable link");
      if (info.type == H5L_TYPE_SOFT)
        copy_soft_link(from, to, name, info.u.val_size);
      else
        copy_hard_link(from, to, name, names_at[address_of_name(from, name)]);
    }
  }
}

}  // namespace caldera::hdf5
