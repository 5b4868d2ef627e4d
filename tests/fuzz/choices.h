#pragma once
// Types, shapes, layouts and values of HDF5, chosen by bytes: those that the project writes, those
// that others write, and those that nobody should.

#include <functional>

#include "experiments/run/hdf5.h"
#include "tests/fuzz/targets.h"

namespace caldera::fuzz {

/// The bytes of an input one after the other; 0 behind the last.
class Choices {
 public:
  explicit Choices(Bytes bytes) : left_(bytes) {}

  bool done() const { return left_.empty(); }

  /// One byte, as a number below `count`.
  std::size_t below(std::size_t count);

  template <class T, std::size_t n>
  const T& of(const T (&things)[n]) {
    return things[below(n)];
  }

 private:
  Bytes left_;
};

/// Integers and floats of either byte order, strings, and what is neither.
hdf5::Handle choose_type(Choices& choices);

/// Nothing, a scalar, or up to three extents, of up to 2⁶⁰ each.
hdf5::Handle choose_space(Choices& choices);

/// Properties of a new dataset: compact, contiguous, in chunks, filtered, or in other files.
hdf5::Handle choose_layout(Choices& choices, hid_t space);

/// Chosen values of that type, if it has numbers or text and the space is small: `transfer(memory
/// type, memory)` writes them.
void transfer_values(Choices& choices, hid_t type, hid_t space,
                     const std::function<void(hid_t, const void*)>& transfer);

}  // namespace caldera::fuzz
