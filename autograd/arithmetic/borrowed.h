#pragma once
// A view of numbers that is kept for later, while somebody else owns them.

#include <cstddef>
#include <ranges>
#include <span>
#include <type_traits>

namespace caldera {

/// A view for those who keep it beyond the call that it is given to. Whoever owns the numbers keeps them
/// alive; so, other than std::span<const T>, it cannot be made of a temporary that owns its memory.
///
///     tape.bind_parameters(theta);             // θ must outlive the replays
///     tape.bind_parameters(weights(network));  // does not compile: the vector is gone at the semicolon
template <class T>
class Borrowed : public std::span<const T> {
 public:
  /// Of no numbers.
  Borrowed() = default;
  /// `count` numbers from `first` on.
  Borrowed(const T* first, std::size_t count) : std::span<const T>(first, count) {}

  /// All numbers of a contiguous range: one with a name, or a view. A temporary that owns does not compile.
  template <class Range>
    requires(std::is_constructible_v<std::span<const T>, Range&> &&
             (std::is_lvalue_reference_v<Range> || std::ranges::borrowed_range<Range>))
  Borrowed(Range&& range) : std::span<const T>(range) {}
};

}  // namespace caldera
