#pragma once
// The first place where two HDF5 files differ.

#include <filesystem>
#include <optional>
#include <string>

#include "experiments/run/digest_places.h"

namespace caldera {

/// How far two floating-point numbers may lie apart and still agree:
///
///     |a − b| ≤ max(relative · max(|a|, |b|), absolute)
///
/// With both zero only equal bits agree. Else equal infinities agree, a NaN agrees with any NaN,
/// and 0 with −0. Integers, texts and all else agree only if they are equal.
struct Tolerance {
  double relative = 0;
  double absolute = 0;
};

/// The first place, in the order of the digest, where two files part, in words such as
/// "/sweep/beta[3]: 0.1 (0x…) in a.h5, 0.2 (0x…) in b.h5"; nothing if they agree, which without a
/// tolerance is: if their digests are equal. Throws InputError as digest does.
std::optional<std::string> first_difference(const std::filesystem::path& a,
                                            const std::filesystem::path& b,
                                            const Selection& selection = {},
                                            const Tolerance& tolerance = {});

}  // namespace caldera
