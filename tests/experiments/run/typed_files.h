#pragma once
// Files with values of any type, written through HDF5's own interface as other programs do, and
// their digests.

#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "experiments/run/digest.h"
#include "experiments/run/hdf5_calls.h"
#include "experiments/run/seal.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/temporary_folder.h"

namespace caldera::test {

using hdf5::Handle;

// ---- Types -------------------------------------------------------------------------------------

/// IEEE 754 binary16, as h5py stores numpy's float16.
inline Handle half(H5T_order_t order) {
  Handle type(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
  H5Tset_fields(type, 15, 10, 5, 0, 10);
  H5Tset_size(type, 2);
  H5Tset_ebias(type, 15);
  H5Tset_order(type, order);
  return type;
}

/// Names of one byte each, in this order; `base` is of one byte, too.
inline Handle names_of(hid_t base, const std::vector<std::pair<std::string, std::int8_t>>& names) {
  Handle type(H5Tenum_create(base), H5Tclose);
  for (const auto& [name, value] : names) REQUIRE(H5Tenum_insert(type, name.c_str(), &value) >= 0);
  return type;
}

/// What h5py makes of numpy's bool.
inline Handle boolean() { return names_of(H5T_STD_I8LE, {{"FALSE", 0}, {"TRUE", 1}}); }

struct Member {
  std::string name;
  std::size_t offset;
  hid_t type;
};

inline Handle compound_of(std::size_t size, const std::vector<Member>& members) {
  Handle type(H5Tcreate(H5T_COMPOUND, size), H5Tclose);
  for (const Member& member : members)
    REQUIRE(H5Tinsert(type, member.name.c_str(), member.offset, member.type) >= 0);
  return type;
}

inline Handle text_of(std::size_t length, H5T_str_t padding = H5T_STR_NULLPAD) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, length);
  H5Tset_strpad(type, padding);
  return type;
}

// ---- Writing -----------------------------------------------------------------------------------

inline Handle space_of(const std::vector<hsize_t>& extents) {
  if (extents.empty()) return Handle(H5Screate(H5S_SCALAR), H5Sclose);
  return Handle(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                H5Sclose);
}

/// A dataset of this type from values in memory of that one; compressed, in chunks of two entries.
inline void put(const Handle& file, const std::string& name, hid_t type, hid_t memory_type,
                const void* values, const std::vector<hsize_t>& extents,
                bool is_compressed = false) {
  const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  if (is_compressed) {
    const std::vector<hsize_t> chunk(extents.size(), 2);
    H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data());
    H5Pset_deflate(properties, 6);
  }
  const Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  const Handle dataset(
      H5Dcreate2(file, name.c_str(), type, space_of(extents), links, properties, H5P_DEFAULT),
      H5Dclose);
  REQUIRE(H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
}

inline void put_attribute(const Handle& file, const std::string& object, const std::string& name,
                          hid_t type, const void* values, const std::vector<hsize_t>& extents) {
  const Handle attribute(
      H5Acreate_by_name(file, object.c_str(), name.c_str(), type, space_of(extents), H5P_DEFAULT,
                        H5P_DEFAULT, H5P_DEFAULT),
      H5Aclose);
  REQUIRE(H5Awrite(attribute, type, values) >= 0);
}

/// A reference to an object of the file.
inline hobj_ref_t reference_to(const Handle& file, const std::string& object) {
  hobj_ref_t reference = 0;
  REQUIRE(H5Rcreate(&reference, file, object.c_str(), H5R_OBJECT, H5I_INVALID_HID) >= 0);
  return reference;
}

// ---- Digests -----------------------------------------------------------------------------------

/// The bytes of a file that `build(file)` fills; with a seal it is read as it is.
template <class Build>
std::vector<std::byte> file_of(const Build& build, bool is_sealed) {
  const Handle file = hdf5::create_in_memory();
  build(file);
  std::vector<std::byte> bytes = hdf5::file_image(file);
  const std::string last_line = is_sealed ? seal(bytes) : "";
  for (const char letter : last_line) bytes.push_back(static_cast<std::byte>(letter));
  return bytes;
}

template <class Build>
std::string sealed_digest_of(const Build& build, const Selection& selection = {}) {
  const TemporaryFolder folder;
  write_plainly(folder / "file.h5", file_of(build, true));
  return digest(folder / "file.h5", selection);
}

/// The digest, and that of the copy that is read if the file has no seal (hdf5_foreign.h).
template <class Build>
std::string digest_of(const Build& build, const Selection& selection = {}) {
  const TemporaryFolder folder;
  write_plainly(folder / "file.h5", file_of(build, false));
  const std::string of_copy = digest(folder / "file.h5", selection);
  CHECK(of_copy == sealed_digest_of(build, selection));
  return of_copy;
}

/// The digest of a file with one dataset /data.
inline std::string digest_of_data(hid_t type, hid_t memory_type, const void* values,
                                  const std::vector<hsize_t>& extents, bool is_compressed = false) {
  return digest_of([&](const Handle& file) {
    put(file, "/data", type, memory_type, values, extents, is_compressed);
  });
}

/// Flips each bit of `bytes` in turn and counts the digests of /data that come of it, the first
/// included: one more than there are bits, if each counts.
inline std::size_t digests_of_flips(hid_t type, std::vector<std::byte> bytes,
                                    const std::vector<hsize_t>& extents) {
  std::set<std::string> digests;
  const auto add = [&] {
    digests.insert(sealed_digest_of(
        [&](const Handle& file) { put(file, "/data", type, type, bytes.data(), extents); }));
  };
  add();
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    bytes[bit / 8] ^= static_cast<std::byte>(1u << (bit % 8));
    add();
    bytes[bit / 8] ^= static_cast<std::byte>(1u << (bit % 8));
  }
  return digests.size();
}

}  // namespace caldera::test
