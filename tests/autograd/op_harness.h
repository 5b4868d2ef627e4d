#pragma once
// The check of autograd/op_check.h as tests. An op's test is one line that names the shapes of its
// parameters, how to record it, and its formula.

#include <string>
#include <vector>

#include "caldera/autograd/op_check.h"

namespace caldera::test {

/// Runs all checks; reports every entry that is off in a table.
void check_op(const OpCase& c);

/// Compares any numbers with those of an oracle, relative to the largest entry, or to 1 if that is
/// smaller.
void check_close(const std::string& what, const std::vector<double>& analytic,
                 const std::vector<double>& oracle, double tolerance);

}  // namespace caldera::test
