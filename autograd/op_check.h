#pragma once
// Checks that the four rules of an op (rules.h) are consistent. Every op of ours passes; use it for
// yours, too.
//
//     for (const OpCheck& check : check_rules(op_case("square", {{3, 2}},
//              [](const auto& x) { return ops::multiply(x[0], x[0]); },
//              [](const std::vector<double>& x) { … })))
//       if (!check.passed()) std::cerr << check.text();

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "caldera/autograd/tape.h"

namespace caldera {

/// Of one operand of the op that is checked. All are recorded as parameters.
struct ParameterShape {
  std::size_t rows;  ///< of the operand's value
  std::size_t cols;  ///< of the operand's value
};

/// The same computation on tapes of both precisions: `op` is called with the recorded parameters.
struct OpCase {
  std::string name;                        ///< of the op, for those who report; the check needs none
  std::vector<ParameterShape> parameters;  ///< in the order in which `op` gets them
  std::function<Var<double>(std::vector<Var<double>>)> op;      ///< records y on their tape
  std::function<Var<float>(std::vector<Var<float>>)> op_float;  ///< the same in float
  /// y from θ (all parameters in a row), written with libm and loops, as an independent oracle.
  std::function<std::vector<double>(const std::vector<double>&)> formula;
};

/// The same from one generic lambda `op` for both precisions.
template <class Op>
OpCase op_case(const std::string& name, std::vector<ParameterShape> parameters, Op op,
               std::function<std::vector<double>(const std::vector<double>&)> formula) {
  return {name, std::move(parameters), op, op, std::move(formula)};
}

/// How far the rules may be from what they are compared with, relative to the largest entry, or to
/// 1 if that is smaller.
struct OpTolerances {
  double exact = 1e-12;      ///< value, adjoint pairing and symmetry, in double
  double difference = 1e-6;  ///< central differences at a step of 1e-5
  double gradient_in_float = 1e-4;  ///< the gradient in float against that in double
  double hvp_in_float = 1e-3;       ///< H v in float against that in double
};

/// Numbers of a rule beside those of an oracle.
struct OpCheck {
  std::string what;  ///< "value", "tangent", "pairing" …
  std::vector<double> found;     ///< by the rule
  std::vector<double> expected;  ///< by the oracle, as many
  double tolerance;              ///< as passed() takes it

  /// |found − expected| ≤ tolerance · max(1, largest |expected|) for all entries; a NaN fails.
  bool passed() const;
  /// A table of all entries with absolute and relative errors, the worst named first.
  std::string text() const;
};

/// At random θ in (−1, 1), with full mantissas:
///     value       y against the formula
///     tangent     J v against differences of the formula
///     pairing     ⟨u, J v⟩ = ⟨Jᵀ u, v⟩
///     symmetry    ⟨w, H v⟩ = ⟨v, H w⟩ for L = ‖y‖² + ⟨c, y⟩, whose ȳ moves with θ
///     hvp         H v against differences of the gradient
///     float …     gradient and H v in float against double
std::vector<OpCheck> check_rules(const OpCase& op, const OpTolerances& tolerances = {});

/// `size` random numbers on (−1, 1) in full mantissas, others for every `trial`.
std::vector<double> random_vector(std::size_t size, std::uint32_t trial);

}  // namespace caldera
