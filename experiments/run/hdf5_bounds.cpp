// Limits on what is read, checked against the file's own description before HDF5 is asked for a
// value. A damaged or malicious file may claim any number of entries, and HDF5 would ask for the
// memory.
//
//   dataset      its values lie in this file, all of them have been written, and they take no more
//                memory than most_growth times what they take in the file, or 1 MiB
//   attributes   all of an object take 1 MiB at most, each 64000 bytes, and 256 strings or lists
//
// Of a dataset whose place was taken when it was made, HDF5 cannot tell whether it was written:
// such values read as zeros.
//
// The factor is for compression. Inside a chunk, gzip can hide a thousand times its bytes; more
// than one gzip could hide a million times, so no filter may come twice.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "experiments/run/hdf5_calls.h"

namespace caldera::hdf5 {

namespace {

constexpr hsize_t always_read = hsize_t{1} << 20;      // bytes
constexpr hsize_t most_attributes = hsize_t{1} << 20;  // bytes of an object's
constexpr hsize_t most_attribute = 64000;  // bytes, as many as HDF5's usual storage takes

/// a·b, or the largest number there is.
hsize_t times(hsize_t a, hsize_t b) {
  constexpr hsize_t largest = std::numeric_limits<hsize_t>::max();
  return b != 0 && a > largest / b ? largest : a * b;
}

hsize_t product(const Shape& factors) {
  hsize_t result = 1;
  for (const hsize_t factor : factors) result = times(result, factor);
  // Without entries nothing is read, however large the other extents are.
  return std::ranges::count(factors, 0u) > 0 ? 0 : result;
}

/// A dataset's chunks: entries of one, how many the extents need, and how many there are.
struct Chunks {
  hsize_t entries = 1, needed = 1, written = 0;
};

Chunks chunks_of(const Handle& file, const std::string& object, const Handle& dataset,
                 const Handle& creation, const Handle& space) {
  const Shape extents = shape_of(space);
  std::vector<hsize_t> sides(extents.size());
  H5Pget_chunk(creation, static_cast<int>(sides.size()), sides.data());
  Chunks chunks;
  for (std::size_t d = 0; d < extents.size(); ++d) {
    const hsize_t side = std::max<hsize_t>(sides[d], 1);
    chunks.entries = times(chunks.entries, side);
    chunks.needed = times(chunks.needed, extents[d] / side + (extents[d] % side == 0 ? 0 : 1));
  }
  checked(H5Dget_num_chunks(dataset, space, &chunks.written), file, object, "readable chunks");
  return chunks;
}

void check_filters(const Handle& file, const std::string& object, const Handle& creation) {
  std::vector<H5Z_filter_t> filters;
  for (int i = 0; i < H5Pget_nfilters(creation); ++i) {
    unsigned flags = 0;
    std::size_t parameters = 0;
    filters.push_back(H5Pget_filter2(creation, static_cast<unsigned>(i), &flags, &parameters,
                                     nullptr, 0, nullptr, nullptr));
  }
  std::ranges::sort(filters);
  if (std::ranges::adjacent_find(filters) != filters.end())
    refuse(file, object, "each filter once", "one that comes twice", "compress it once");
}

void check_layout(const Handle& file, const std::string& object, const Handle& creation) {
  const auto check = [&](bool is_elsewhere, const std::string& found) {
    if (is_elsewhere)
      refuse(file, object, "values in this file", found, "copy the values into the file");
  };
  check(H5Pget_layout(creation) == H5D_VIRTUAL, "a virtual dataset");
  check(H5Pget_external_count(creation) > 0, "values in another file");
}

}  // namespace

void check_bounds_of_dataset(const Handle& file, const std::string& object, const Handle& dataset) {
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  check_layout(file, object, creation);  // first: HDF5 looks for a virtual one's extents elsewhere
  check_filters(file, object, creation);
  const Handle space(H5Dget_space(dataset), H5Sclose), type(H5Dget_type(dataset), H5Tclose);
  const hsize_t count = product(shape_of(space));
  if (count == 0 || H5Sget_simple_extent_type(space) == H5S_NULL) return;

  const hsize_t width = H5Tget_size(type), stored = H5Dget_storage_size(dataset);
  hsize_t memory = times(count, width);
  bool all_written = stored > 0;
  if (H5Pget_layout(creation) == H5D_CHUNKED) {
    const Chunks chunks = chunks_of(file, object, dataset, creation, space);
    all_written = chunks.written >= chunks.needed;
    memory = std::max(memory, times(times(chunks.entries, width), chunks.written));
  }
  hsize_t size = 0;
  H5Fget_filesize(file, &size);
  if (!all_written)
    refuse(file, object, "values", "some that were never written", "write the file again");
  if (stored > size || memory > std::max(always_read, times(most_growth, stored)))
    refuse(file, object,
           fmt::format("values of at most {} times their bytes in the file", most_growth),
           fmt::format("{} entries in {} bytes", count, stored), "write it without compression");
}

void check_bounds_of_attributes(const Handle& file, const std::string& object,
                                const Handle& owner) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_native_info_t info;
  const herr_t known =
      H5Oget_native_info(owner, &info, H5O_NATIVE_INFO_HDR | H5O_NATIVE_INFO_META_SIZE);
#else
  H5O_info_t info;
  const herr_t known = H5Oget_info2(owner, &info, H5O_INFO_HDR | H5O_INFO_META_SIZE);
#endif
  checked(known, file, object, "readable attributes");
  if (info.hdr.space.total > most_attributes || info.meta_size.attr.heap_size > most_attributes)
    refuse(file, object, fmt::format("attributes of at most {} bytes", most_attributes), "more",
           "write large arrays as datasets");
}

void check_bounds_of_attribute(const Handle& file, const std::string& what,
                               const Handle& attribute) {
  const Handle space(H5Aget_space(attribute), H5Sclose), type(H5Aget_type(attribute), H5Tclose);
  const hsize_t count = product(shape_of(space));
  if (times(count, H5Tget_size(type)) > most_attribute ||
      (H5Tis_variable_str(type) > 0 && count > most_attribute_strings))
    refuse(file, what,
           fmt::format("an attribute of at most {} bytes or {} strings", most_attribute,
                       most_attribute_strings),
           fmt::format("{} entries", count), "write it as a dataset");
}

}  // namespace caldera::hdf5
