#pragma once
// Eigenpairs in the precision that their tolerance needs.
//
// Products in float take about half the time. They are off by some 1e-7 of ‖A‖, which steps of a
// Krylov space do not mind; the certificates, in double, tell what it comes to. Where the curvatures
// of examples cancel it may be more: then the pairs have not converged, and are made again in
// double, if products are left for that.

#include <functional>
#include <memory>

#include "caldera/probes/spectrum/lanczos.h"

namespace caldera {

/// In which precision to multiply.
enum class Precision {
  automatic,   ///< in float if every tolerance is at least float_tolerance, again in double if need be
  in_float,    ///< in float, but for the certificates
  in_double,   ///< in double
};

/// From this tolerance on float is worth a try: bounds of pairs in float are at least some 1e-6 of
/// ‖A‖.
inline constexpr double float_tolerance = 1e-4;

/// Eigenpairs, and where they come from.
struct EigenAnswer {
  EigenSummary found;       ///< all products are counted, those made in vain, too
  bool in_float = false;    ///< whether its steps were in float
  std::size_t in_vain = 0;  ///< products in float that did not reach the tolerance
};

/// The wanted eigenpairs of A. in_float: makes A with products in float when it is needed, or null if
/// there are none (Objective::linearize_in_float). Throws InputError for in_float without such, and
/// as eigenpairs(): NonFiniteError also if a product is not finite in float alone.
EigenAnswer eigenpairs_in(
    Precision precision, SymmetricOperator& a,
    const std::function<std::unique_ptr<SymmetricOperator>()>& in_float,
    const EigenOptions& options);

}  // namespace caldera
