#include "experiments/run/digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "caldera/autograd/arithmetic/sha256.h"
#include "experiments/run/hdf5.h"

namespace caldera {

namespace {

/// Where values are found: a dataset, or one of an object's attributes.
struct Place {
  std::string object;
  std::string attribute;  ///< empty: the dataset itself

  auto operator<=>(const Place&) const = default;
  std::string text() const { return attribute.empty() ? object : object + "@" + attribute; }
};

bool varies_by_machine(const std::string& object) {
  const auto inside = [&](const std::string& group) {
    return object == group || object.starts_with(group + "/");
  };
  return inside("/machine") || inside("/provenance");
}

/// All places that enter the digest, in its order.
std::vector<Place> places(const hdf5::Handle& file) {
  std::vector<Place> result;
  for (const std::string& object : hdf5::objects(file)) {
    if (varies_by_machine(object)) continue;
    if (!hdf5::is_group(file, object)) result.push_back({object, ""});
    for (const std::string& name : hdf5::attributes(file, object)) result.push_back({object, name});
  }
  std::sort(result.begin(), result.end());
  return result;
}

Values read(const hdf5::Handle& file, const Place& place) {
  return place.attribute.empty() ? hdf5::read_dataset(file, place.object)
                                 : hdf5::read_attribute(file, place.object, place.attribute);
}

// ---- Hashing -----------------------------------------------------------------------------------

void add(Sha256& hash, std::uint64_t number) {
  std::array<std::byte, 8> bytes;
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::byte>(number >> (8 * i));
  hash.update(bytes);
}

void add(Sha256& hash, const std::string& text) {
  add(hash, std::uint64_t{text.size()});
  hash.update(std::as_bytes(std::span(text)));
}

void add(Sha256& hash, const Place& place, const Values& values) {
  add(hash, place.object);
  add(hash, place.attribute);
  add(hash, values.type);
  add(hash, std::uint64_t{values.shape.size()});
  for (const std::size_t extent : values.shape) add(hash, std::uint64_t{extent});
  hash.update(values.bytes);
  for (const std::string& text : values.strings) add(hash, text);
}

// ---- Comparing ---------------------------------------------------------------------------------

/// "[3, 4]" of entry `flat` in row order; nothing for a scalar.
std::string index_text(const Shape& shape, std::size_t flat) {
  std::vector<std::size_t> index(shape.size());
  for (std::size_t d = shape.size(); d-- > 0; flat /= shape[d]) index[d] = flat % shape[d];
  return shape.empty() ? "" : fmt::format("[{}]", joined(index, ", "));
}

/// The first entry whose bits differ. Equal types and shapes.
std::optional<std::size_t> first_unequal_entry(const Values& a, const Values& b) {
  const std::size_t count = entries(a.shape);
  if (a.type == "string") {
    for (std::size_t i = 0; i < count; ++i) {
      if (a.strings[i] != b.strings[i]) return i;
    }
    return std::nullopt;
  }
  const auto [in_a, in_b] = std::mismatch(a.bytes.begin(), a.bytes.end(), b.bytes.begin());
  if (in_a == a.bytes.end()) return std::nullopt;
  const std::size_t width = a.bytes.size() / count;
  return static_cast<std::size_t>(in_a - a.bytes.begin()) / width;
}

/// How two readable things differ: the text after the place's name, for a and for b.
struct Parting {
  std::string index;
  std::string in_a;
  std::string in_b;
};

std::optional<Parting> part(const Values& a, const Values& b) {
  if (a.type != b.type || a.shape != b.shape) {
    return Parting{"", a.type + " " + to_text(a.shape), b.type + " " + to_text(b.shape)};
  }
  const auto entry = first_unequal_entry(a, b);
  if (!entry) return std::nullopt;
  return Parting{index_text(a.shape, *entry), entry_text(a, *entry), entry_text(b, *entry)};
}

}  // namespace

std::string digest(const std::filesystem::path& path) {
  const hdf5::Handle file = hdf5::open_file(path);
  Sha256 hash;
  for (const Place& place : places(file)) add(hash, place, read(file, place));
  return hash.hex();
}

std::optional<std::string> first_difference(const std::filesystem::path& path_a,
                                            const std::filesystem::path& path_b) {
  const hdf5::Handle a = hdf5::open_file(path_a);
  const hdf5::Handle b = hdf5::open_file(path_b);
  const std::vector<Place> in_a = places(a);
  const std::vector<Place> in_b = places(b);
  std::vector<Place> all;
  std::set_union(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(all));
  for (const Place& place : all) {
    const bool has_a = std::binary_search(in_a.begin(), in_a.end(), place);
    const bool has_b = std::binary_search(in_b.begin(), in_b.end(), place);
    const auto parting =
        has_a && has_b ? part(read(a, place), read(b, place))
                       : Parting{"", has_a ? "present" : "missing", has_b ? "present" : "missing"};
    if (!parting) continue;
    return fmt::format("{}{}: {} in {}, {} in {}", place.text(), parting->index, parting->in_a,
                       path_a.string(), parting->in_b, path_b.string());
  }
  return std::nullopt;
}

}  // namespace caldera
