#pragma once
// Ways in which a run file may be other than its program wrote it.

#include <functional>
#include <string>
#include <vector>

#include "tests/experiments/mutants/file_content.h"

namespace caldera::test {

/// One change: of one dataset, or of one attribute.
struct Mutation {
  std::string name;  ///< "/sweep/beta: one entry short"
  std::function<void(FileContent&)> apply;
};

/// Every dataset in turn: missing; a group; a row or a column more, less, and none; zeros, negative,
/// NaN and huge numbers, of all entries and of one; equal numbers, and in the reverse order; another
/// number of dimensions; another type; without its attributes. Every attribute of the root and of
/// /configuration: missing, another type, 0, −1, huge, NaN, a list; texts: empty, and with quotes.
std::vector<Mutation> mutations_of(const FileContent& content);

}  // namespace caldera::test
