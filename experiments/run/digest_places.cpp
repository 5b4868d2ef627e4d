#include "experiments/run/digest_places.h"

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/hdf5.h"

namespace caldera {

namespace {

/// By what it says on its root (run_file.h).
bool is_run_file(const hdf5::Handle& file) {
  const std::vector<std::string> found = hdf5::attributes(file, "/");
  return std::ranges::all_of(
      std::vector<std::string>{"program", "study", "profile", "seed", "arithmetic_version"},
      [&](const std::string& name) { return std::ranges::binary_search(found, name); });
}

void check_path(const std::string& path) {
  if (path.starts_with('/') && (path == "/" || !path.ends_with('/'))) return;
  throw InputError("digest", "--ignore", "a path in the file such as /group or /group@name",
                   "'" + path + "'", "write it as h5dump -n does");
}

std::vector<std::string> ignored_paths(const hdf5::Handle& file, const Selection& selection) {
  std::vector<std::string> paths = selection.ignored;
  std::ranges::for_each(paths, check_path);
  if (!selection.with_machine && is_run_file(file))
    paths.insert(paths.end(), {"/machine", "/provenance"});
  return paths;
}

bool lies_in(const DigestPlace& place, const std::string& path) {
  return place.object == path || place.object.starts_with(path + "/") || place.text() == path ||
         path == "/";
}

}  // namespace

std::vector<DigestPlace> places(const hdf5::Handle& file, const Selection& selection) {
  const std::vector<std::string> ignored = ignored_paths(file, selection);
  std::vector<DigestPlace> result;
  const auto add = [&](const DigestPlace& place) {
    if (std::ranges::none_of(ignored, [&](const auto& path) { return lies_in(place, path); }))
      result.push_back(place);
  };
  for (const std::string& object : hdf5::objects(file)) {
    if (!hdf5::is_group(file, object)) add({object, ""});
    for (const std::string& name : hdf5::attributes(file, object)) add({object, name});
  }
  std::ranges::sort(result);
  return result;
}

Content read(const hdf5::ContentReader& file, const DigestPlace& place) {
  if (place.attribute.empty()) return file.of_object(place.object);
  Content content = file.of_attribute(place.object, place.attribute);
  order_reference_list(content, place.attribute);
  return content;
}

}  // namespace caldera
