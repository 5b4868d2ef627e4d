#include "experiments/run/hdf5_content.h"

#include <algorithm>
#include <utility>

#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_elements.h"
#include "experiments/run/hdf5_stored.h"

namespace caldera::hdf5 {

namespace {

Content content_of(StoredValues values, const ObjectNames& names, const std::string& what) {
  Content content{values.type, values.has_values, values.shape, {}};
  if (has_fixed_size(values.type)) {
    content.bytes = std::move(values.bytes);
    return content;
  }
  visit_parts(values, [&](const ElementType& type, const std::byte* memory) {
    if (type.kind == ElementKind::text)
      append_text(content.bytes, text_at(type.storage, memory));
    else if (type.kind == ElementKind::reference)
      append_text(content.bytes, names.path_of(memory, what));
    else if (type.kind == ElementKind::list)
      append_number(content.bytes, list_at(memory).len);
    else
      content.bytes.insert(content.bytes.end(), memory, memory + size_in_memory(type));
  });
  return content;
}

}  // namespace

const std::string& ObjectNames::path_of(const std::byte* memory, const std::string& what) const {
  static const std::string nothing;
  if (std::all_of(memory, memory + sizeof(hobj_ref_t),
                  [](std::byte b) { return b == std::byte{}; }))
    return nothing;
  if (paths_.empty())
    for (const std::string& object : objects(file_))
      paths_[address_of(file_, open_object(file_, object), object)] = object;

  const auto refuse_reference = [&] {
    refuse(file_, what, "references to objects of this file", "one to none of them",
           "write it again, or leave it out");
  };
  const Handle object(H5Rdereference2(file_, H5P_DEFAULT, H5R_OBJECT, memory), H5Oclose);
  if (object < 0) refuse_reference();
  const auto found = paths_.find(address_of(file_, object, what));
  if (found == paths_.end()) refuse_reference();
  return found->second;
}

Content ContentReader::of_object(const std::string& object) const {
  if (!is_declared_type(file_, object))
    return content_of(read_stored_dataset(file_, object), names_, object);
  return {.type = read_declared_type(file_, object), .has_values = false};
}

Content ContentReader::of_attribute(const std::string& object, const std::string& name) const {
  return content_of(read_stored_attribute(file_, object, name), names_, object + "@" + name);
}

}  // namespace caldera::hdf5
