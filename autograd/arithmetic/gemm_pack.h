#pragma once
// Copies a panel of B into the order in which the tiles read it. Only moves numbers, so one version
// serves all vector paths.

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

namespace caldera {

/// panel[l · width + j] ← b[l · row_stride + j · col_stride] for l < depth and j < cols, and zero
/// for cols ≤ j < width. One of the strides is 1; if it is that of the rows, this is a transpose.
void pack_panel(const float* b, std::size_t row_stride, std::size_t col_stride, std::size_t depth,
                std::size_t cols, std::size_t width, float* panel);
void pack_panel(const double* b, std::size_t row_stride, std::size_t col_stride, std::size_t depth,
                std::size_t cols, std::size_t width, double* panel);

/// Memory for copied panels, one piece a thread, aligned to a cache line. It holds what was written
/// to it until this thread asks for more. It only ever grows, so that a training loop allocates
/// nothing after its first step. Throws std::bad_alloc.
template <class T>
T* panel_memory(std::size_t entries) {
  constexpr std::size_t alignment = 64;
  thread_local std::unique_ptr<T, decltype(&std::free)> memory(nullptr, &std::free);
  thread_local std::size_t bytes = 0;
  if (entries * sizeof(T) > bytes) {
    bytes = (entries * sizeof(T) + alignment - 1) / alignment * alignment;
    memory.reset(static_cast<T*>(std::aligned_alloc(alignment, bytes)));
    if (!memory) throw std::bad_alloc();
  }
  return memory.get();
}

}  // namespace caldera
