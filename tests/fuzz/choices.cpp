#include "tests/fuzz/choices.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>

namespace caldera::fuzz {

using hdf5::Handle;

std::size_t Choices::below(std::size_t count) {
  if (left_.empty()) return 0;
  const std::size_t byte = left_.front();
  left_ = left_.subspan(1);
  return byte % count;
}

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double numbers[] = {
    0,       1,    2,     3,         4,      9,
    28,      0.5,  -1,    127,       4096,   1048576,
    1048577, 1e10, 1e300, -infinity, 1e-320, std::numeric_limits<double>::quiet_NaN()};
constexpr const char* texts[] = {"mlp", "cnn",  "sigmoid",  "tanh",       "relu", "exact",
                                 "",    "a\nb", "\xff\xfe", "step/error", "1"};
constexpr hsize_t extents[] = {
    1, 2, 3, 4, 5, 6, 7, 9, 0, 16, 1000, 1 << 20, hsize_t{1} << 40, hsize_t{1} << 60};
constexpr std::size_t most_written = 4096;  // entries, and bytes of one

Handle string_type(std::size_t length, H5T_str_t padding, H5T_cset_t letters) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, length);
  H5Tset_strpad(type, padding);
  H5Tset_cset(type, letters);
  return type;
}

/// Types that hold others.
Handle choose_nested_type(Choices& choices) {
  const hsize_t two = 2;
  switch (choices.below(4)) {
    case 0:
      return Handle(H5Tvlen_create(H5T_NATIVE_INT), H5Tclose);
    case 1:
      return Handle(H5Tarray_create2(H5T_NATIVE_DOUBLE, 1, &two), H5Tclose);
    case 2: {
      Handle type(H5Tenum_create(H5T_NATIVE_INT), H5Tclose);
      const int one = 1;
      H5Tenum_insert(type, "ONE", &one);
      return type;
    }
    default: {
      Handle type(H5Tcreate(H5T_COMPOUND, sizeof(double)), H5Tclose);
      H5Tinsert(type, "x", 0, H5T_NATIVE_DOUBLE);
      return type;
    }
  }
}

/// Layout in chunks, with filters. Not with n-bit, at which HDF5 itself crashes as it writes some
/// types.
void set_chunks(Choices& choices, hid_t properties, int rank) {
  std::vector<hsize_t> chunk(static_cast<std::size_t>(std::max(rank, 1)));
  for (hsize_t& extent : chunk) extent = 1 + choices.below(8);
  H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data());
  switch (choices.below(5)) {
    case 1:
      H5Pset_deflate(properties, 4);
      break;
    case 2:
      H5Pset_shuffle(properties);
      break;
    case 3:
      H5Pset_fletcher32(properties);
      break;
    case 4:
      H5Pset_filter(properties, 32000, H5Z_FLAG_OPTIONAL, 0, nullptr);
      break;
    default:
      break;
  }
}

/// Text of a fixed length: as much of a chosen one as there is room for.
void transfer_texts(Choices& choices, hid_t type, std::size_t count,
                    const std::function<void(hid_t, const void*)>& transfer) {
  if (H5Tis_variable_str(type) > 0) {
    std::vector<const char*> chosen(count);
    for (const char*& text : chosen) text = choices.of(texts);
    return transfer(type, chosen.data());
  }
  const std::size_t length = H5Tget_size(type);
  std::string letters(count * length, '\0');
  for (std::size_t i = 0; i < count; ++i) {
    const std::string text = choices.of(texts);
    text.copy(letters.data() + i * length, length);
  }
  transfer(type, letters.data());
}

/// Entries that hold no pointers, as any bytes.
void transfer_bytes(Choices& choices, hid_t type, std::size_t count,
                    const std::function<void(hid_t, const void*)>& transfer) {
  std::vector<std::uint8_t> bytes(count * H5Tget_size(type));
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(choices.below(256));
  transfer(type, bytes.data());
}

}  // namespace

Handle choose_type(Choices& choices) {
  static const hid_t plain[] = {
      H5T_IEEE_F64LE, H5T_IEEE_F32LE, H5T_STD_I64LE,   H5T_STD_I32LE,
      H5T_STD_U8LE,   H5T_IEEE_F64BE, H5T_IEEE_F32BE,  H5T_STD_I64BE,
      H5T_STD_I16LE,  H5T_STD_U16LE,  H5T_STD_U32LE,   H5T_STD_U64LE,
      H5T_STD_I8LE,   H5T_STD_B8LE,   H5T_STD_REF_OBJ, H5T_NATIVE_LDOUBLE};
  const std::size_t kind = choices.below(std::size(plain) + 6);
  if (kind < std::size(plain)) return Handle(H5Tcopy(plain[kind]), H5Tclose);
  switch (kind - std::size(plain)) {
    case 0:
      return string_type(H5T_VARIABLE, H5T_STR_NULLTERM, H5T_CSET_UTF8);
    case 1:
      return string_type(H5T_VARIABLE, H5T_STR_NULLTERM, H5T_CSET_ASCII);
    case 2:
      return string_type(1 + choices.below(256), H5T_STR_NULLPAD, H5T_CSET_ASCII);
    case 3:
      return string_type(1 + choices.below(256), H5T_STR_SPACEPAD, H5T_CSET_UTF8);
    case 4:
      return Handle(H5Tcreate(H5T_OPAQUE, 1 + choices.below(64)), H5Tclose);
    default:
      return choose_nested_type(choices);
  }
}

Handle choose_space(Choices& choices) {
  const std::size_t rank = choices.below(5);
  if (rank == 0) return Handle(H5Screate(H5S_SCALAR), H5Sclose);
  if (rank == 4) return Handle(H5Screate(H5S_NULL), H5Sclose);
  hsize_t shape[3] = {};
  for (std::size_t k = 0; k < rank; ++k) shape[k] = choices.of(extents);
  return Handle(H5Screate_simple(static_cast<int>(rank), shape, nullptr), H5Sclose);
}

Handle choose_layout(Choices& choices, hid_t space) {
  Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(properties, false);
  static constexpr const char* others[] = {"gone.h5", "/dev/zero", "/dev/null", "."};
  switch (choices.below(8)) {
    case 1:
      H5Pset_layout(properties, H5D_COMPACT);
      break;
    case 2:
      set_chunks(choices, properties, H5Sget_simple_extent_ndims(space));
      break;
    case 3:
      H5Pset_external(properties, choices.of(others), 0, H5F_UNLIMITED);
      break;
    case 4:
      H5Pset_virtual(properties, space, choices.of(others), "/sweep/beta", space);
      break;
    case 5:
      H5Pset_alloc_time(properties, H5D_ALLOC_TIME_LATE);
      break;
    case 6:
      H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER);
      break;
    default:
      break;
  }
  return properties;
}

void transfer_values(Choices& choices, hid_t type, hid_t space,
                     const std::function<void(hid_t, const void*)>& transfer) {
  const hssize_t entries = H5Sget_simple_extent_npoints(space);
  if (entries < 1 || entries > static_cast<hssize_t>(most_written)) return;
  const auto count = static_cast<std::size_t>(entries);
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_STRING) return transfer_texts(choices, type, count, transfer);
  if (kind == H5T_ENUM || kind == H5T_COMPOUND || kind == H5T_ARRAY)
    return transfer_bytes(choices, type, count, transfer);
  if (kind != H5T_FLOAT && kind != H5T_INTEGER) return;
  std::vector<double> values(count);
  for (double& value : values) value = choices.of(numbers);
  transfer(H5T_NATIVE_DOUBLE, values.data());
}

}  // namespace caldera::fuzz
