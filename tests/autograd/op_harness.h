#pragma once
// One harness for every op: value, tangent, adjoint pairing, second order. An op's test is one
// line that names the shapes of its parameters, how to record it, and its formula.

#include <functional>
#include <string>
#include <vector>

#include "caldera/autograd/tape.h"

namespace caldera::test {

struct ParameterShape {
  std::size_t rows, cols;
};

/// Data in full-mantissa random numbers on (−1, 1), different for every `trial`.
std::vector<double> random_vector(std::size_t size, std::uint32_t trial);

/// The same computation on tapes of both precisions: `op` is called with the recorded parameters.
struct OpCase {
  std::string name;
  std::vector<ParameterShape> parameters;
  std::function<Var<double>(std::vector<Var<double>>)> op;
  std::function<Var<float>(std::vector<Var<float>>)> op_float;
  /// y from θ (all parameters in a row), written with libm and loops, as an independent oracle.
  std::function<std::vector<double>(const std::vector<double>&)> formula;
};

/// The same from one generic lambda `op` for both precisions.
template <class Op>
OpCase op_case(const std::string& name, std::vector<ParameterShape> parameters, Op op,
               std::function<std::vector<double>(const std::vector<double>&)> formula) {
  return {name, std::move(parameters), op, op, std::move(formula)};
}

/// Runs all checks on random θ; reports every entry that is off in a table.
void check_op(const OpCase& c);

/// |analytic − oracle| ≤ tolerance · max(1, largest |oracle|) for all entries. On failure a table
/// of the entries with absolute and relative errors is printed, the worst named first.
void check_close(const std::string& what, const std::vector<double>& analytic,
                 const std::vector<double>& oracle, double tolerance);

}  // namespace caldera::test
