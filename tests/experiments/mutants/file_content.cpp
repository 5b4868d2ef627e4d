#include "tests/experiments/mutants/file_content.h"

#include "experiments/run/hdf5.h"
#include "tests/experiments/run/run_fixture.h"

namespace caldera::test {

FileContent read_content(const std::filesystem::path& path) {
  const hdf5::Handle file = hdf5::open_file(path);
  FileContent content;
  for (const std::string& name : hdf5::objects(file)) {
    StoredObject& object = content[name];
    if (!hdf5::is_group(file, name)) object.values = hdf5::read_dataset(file, name);
    for (const std::string& attribute : hdf5::attributes(file, name))
      object.attributes.emplace(attribute, hdf5::read_attribute(file, name, attribute));
  }
  return content;
}

void write_content(const std::filesystem::path& path, const FileContent& content) {
  const hdf5::Handle file = hdf5::create_in_memory();
  for (const auto& [name, object] : content) {
    if (object.values)
      hdf5::write_dataset(file, name, *object.values);
    else if (name != "/")
      hdf5::create_group(file, name);
    for (const auto& [attribute, values] : object.attributes)
      hdf5::write_attribute(file, name, attribute, values);
  }
  write_plainly(path, hdf5::file_image(file));
}

}  // namespace caldera::test
