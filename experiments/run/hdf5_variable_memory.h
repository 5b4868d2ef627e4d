#pragma once
// Inside the HDF5 layer: where HDF5 puts a dataset's texts and lists of variable length.

#include <memory>
#include <vector>

#include "experiments/run/hdf5.h"

namespace caldera::hdf5 {

/// Many entries may share one stored text, so their lengths say nothing of the file's: the sum is
/// bounded by its size. What HDF5 has put here lives as long as this.
class VariableMemory {
 public:
  /// For `count` texts or lists, a zero behind each text included.
  VariableMemory(const Handle& file, std::size_t count);
  VariableMemory(const VariableMemory&) = delete;
  VariableMemory& operator=(const VariableMemory&) = delete;

  /// Properties of a transfer that uses this memory.
  Handle transfer_properties();

 private:
  static void* allocate(std::size_t size, void* self);
  static void keep(void*, void*) {}

  std::size_t left_;
  std::vector<std::unique_ptr<char[]>> blocks_;
};

}  // namespace caldera::hdf5
