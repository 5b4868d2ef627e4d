#pragma once
// Eigenvalues of ∇²E along the path to T₄ against the published ones (plots/published/spectrum.h), as
// magnitudes by rank. Between the transitions as in plots/grid_claims.h. Over a transition the change from our
// last point before it to our first behind it is held against the published change beyond the trends,
// ± (4 s + trend · gap); it is judged if that excludes no change at all.

#include <vector>

#include "plots/path_spectrum/spectrum_of_path.h"
#include "plots/report/claim.h"

namespace caldera {

/// "ten largest eigenvalues in the phases, out of band", "eigenvalue 50 …", and "jumps of eigenvalues, out of
/// band". Reported: ranks that our spectra do not have, and jumps if the published ones are all within
/// their noise.
std::vector<Claim> eigenvalue_claims(const SpectrumOfPath& path);

}  // namespace caldera
