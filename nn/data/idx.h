#pragma once
// Reader of IDX files, the format MNIST and its relatives are published in.
//
//   offset     bytes   content (integers big-endian)
//   0          2       0, 0
//   2          1       type of the values; 0x08 = unsigned byte, the only one read here
//   3          1       rank r
//   4          4·r     dimensions d₁ … d_r
//   4 + 4·r    Π dᵢ    values, last dimension fastest

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace caldera {

/// An array of bytes; values.size() is the product of `shape`.
struct IdxArray {
  std::vector<std::size_t> shape;    ///< d₁ … d_r
  std::vector<std::uint8_t> values;  ///< the last dimension fastest
};

/// Reads an uncompressed IDX file of unsigned bytes and the given rank.
/// The header is held against the file's size before anything is allocated, so a damaged header
/// can neither ask for terabytes nor read past the end. Throws InputError for a missing file,
/// another magic number, and any length but the one the dimensions give.
IdxArray read_idx(const std::filesystem::path& file, std::size_t rank);

}  // namespace caldera
