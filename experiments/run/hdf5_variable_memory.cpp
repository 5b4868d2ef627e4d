#include "experiments/run/hdf5_variable_memory.h"

namespace caldera::hdf5 {

VariableMemory::VariableMemory(const Handle& file, std::size_t count) {
  hsize_t size = 0;
  H5Fget_filesize(file, &size);
  left_ = static_cast<std::size_t>(size) + count;
}

Handle VariableMemory::transfer_properties() {
  Handle properties(H5Pcreate(H5P_DATASET_XFER), H5Pclose);
  H5Pset_vlen_mem_manager(properties, allocate, this, keep, this);
  return properties;
}

void* VariableMemory::allocate(std::size_t size, void* self) {
  auto& memory = *static_cast<VariableMemory*>(self);
  if (size > memory.left_) return nullptr;
  memory.left_ -= size;
  return memory.blocks_.emplace_back(std::make_unique<char[]>(size)).get();
}

}  // namespace caldera::hdf5
