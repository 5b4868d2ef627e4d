#pragma once
// Which places of a file are digested and compared, and in which order.

#include <compare>
#include <string>
#include <vector>

#include "experiments/run/hdf5_content.h"

namespace caldera {

/// What is left out.
struct Selection {
  /// A dataset with its attributes, a group with all below it, or an attribute as "/path@name".
  std::vector<std::string> ignored = {};
  /// Run files (run_file.h) say in /machine and /provenance on which machine and by which version
  /// they were made, which is left out unless this is set. In other files groups of these names are
  /// like any others.
  bool with_machine = false;
};

/// Where values are found: a dataset or declared type, or one of an object's attributes.
struct DigestPlace {
  std::string object;
  std::string attribute;  ///< empty: the object itself

  auto operator<=>(const DigestPlace&) const = default;
  std::string text() const { return attribute.empty() ? object : object + "@" + attribute; }
};

/// All places that count, in order of (path, attribute name). Throws InputError for an ignored path
/// that cannot be one, such as "machine" without a slash.
std::vector<DigestPlace> places(const hdf5::Handle& file, const Selection& selection);

/// What is there, as it enters the digest.
Content read(const hdf5::ContentReader& file, const DigestPlace& place);

}  // namespace caldera
