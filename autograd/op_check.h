#pragma once
// Checks the four rules of an op (rules.h) against its formula and each other. Every op of ours
// passes; use it for yours, too.
//
//     for (const OpCheck& check : check_rules(op_case("square", {{3, 2}},
//              [](const auto& x) { return ops::multiply(x[0], x[0]); },
//              [](const std::vector<HyperDual>& x) { … })))
//       if (!check.passed()) std::cerr << check.text();

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "caldera/autograd/hyper_dual.h"
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
  /// y from θ (all parameters in a row), written with the functions of hyper_dual.h and loops, as
  /// an independent oracle of values and derivatives. Write it so that nothing cancels.
  std::function<std::vector<HyperDual>(const std::vector<HyperDual>&)> formula;
};

/// The same from one generic lambda `op` for both precisions.
template <class Op>
OpCase op_case(const std::string& name, std::vector<ParameterShape> parameters, Op op,
               std::function<std::vector<HyperDual>(const std::vector<HyperDual>&)> formula) {
  return {name, std::move(parameters), op, op, std::move(formula)};
}

/// How far the rules may be from the truth, relative to it.
struct OpTolerances {
  double exact = 1e-12;             ///< all in double
  double value_in_float = 1e-5;     ///< y in float
  double gradient_in_float = 1e-4;  ///< ∇L in float
  double hvp_in_float = 1e-3;       ///< H v in float
  double far_in_float = 1e-3;       ///< the same three far from zero, relative to each number
};

/// Numbers of a rule beside those of an oracle.
struct OpCheck {
  std::string what;              ///< "value", "tangent", "pairing" …
  std::vector<double> found;     ///< by the rule
  std::vector<double> expected;  ///< by the oracle, as many
  double tolerance;              ///< as passed() takes it
  double scale = 0;              ///< numbers below it are held against it
  double underflow = 0;          ///< a difference up to here is none

  /// |found − expected| / max(|expected|, scale) of one entry; 0 if the difference is at most
  /// `underflow`.
  double error(std::size_t entry) const;
  /// Whether the error of each entry is at most the tolerance; a NaN fails, as do other numbers of
  /// entries.
  bool passed() const;
  /// A table of all entries with their errors, the worst named first.
  std::string text() const;
};

/// For L = ‖y‖² + ⟨c, y⟩, whose ȳ moves with θ, with its gradient and its Hessian H:
///     value       y          as the formula says
///     tangent     J v        the same
///     gradient    ∇L         the same
///     hvp         H v        the same
///     pairing     ⟨u, J v⟩ = ⟨Jᵀ u, v⟩
///     symmetry    ⟨w, H v⟩ = ⟨v, H w⟩
///     float …     value, gradient and hvp in float
/// at a random θ in (−1, 1), relative to the largest entry, or to 1 if that is smaller; and, called
/// "far …", at several θ in (−30, 30), relative to each number: there tails of functions and small
/// differences of large numbers show. What underflows may be off by the smallest normal number. All
/// numbers have full mantissas. If terms of a rule cancel by chance, its far numbers may fail
/// though it is right: then change the shapes, and see whether it fails again.
std::vector<OpCheck> check_rules(const OpCase& op, const OpTolerances& tolerances = {});

/// `size` random numbers on (−1, 1) in full mantissas, others for every `trial`.
std::vector<double> random_vector(std::size_t size, std::uint32_t trial);

}  // namespace caldera
