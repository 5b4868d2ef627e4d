#include "experiments/run/digest.h"

#include <limits>
#include <vector>

#include "caldera/autograd/arithmetic/sha256.h"
#include "experiments/run/hdf5.h"

namespace caldera {

namespace {

/// What stands before the values.
std::vector<std::byte> heading(const DigestPlace& place, const Content& content) {
  std::vector<std::byte> bytes;
  append_text(bytes, place.object);
  append_text(bytes, place.attribute);
  append_text(bytes, type_name(content.type));
  append_number(
      bytes, content.has_values ? content.shape.size() : std::numeric_limits<std::uint64_t>::max());
  for (const std::size_t extent : content.shape) append_number(bytes, extent);
  return bytes;
}

}  // namespace

std::string digest(const std::filesystem::path& path, const Selection& selection) {
  const hdf5::Handle file = hdf5::open_file(path);
  const hdf5::ContentReader reader(file);
  Sha256 hash;
  for (const DigestPlace& place : places(file, selection)) {
    const Content content = read(reader, place);
    hash.update(heading(place, content));
    hash.update(content.bytes);
  }
  return hash.hex();
}

}  // namespace caldera
