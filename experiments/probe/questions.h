#pragma once
// What `caldera probe` can be asked. Each question checks its options, linearises the error of
// the model once, prints a table in which every number has an error, and writes a run file if one
// is asked for. The answer is a status for the shell: 1 (negative_finding) if a requested accuracy
// was not reached; what was reached is printed and written, and a second start says 1 again.

#include <filesystem>
#include <optional>

#include "caldera/probes/operators/sampling.h"
#include "caldera/probes/spectrum/density.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "experiments/probe/target.h"

namespace caldera {

/// What all probes are given.
struct Question {
  TargetOptions target;
  std::optional<std::filesystem::path> out;
};

struct TraceEstimateOptions {
  Sampling sampling{.relative_error = 0.01};
  std::string method = "hutchinson";  ///< or "hutch++"
  std::size_t sketch = 64;            ///< of hutch++
  bool frobenius = false, diagonal = false;
};

// All throw InputError for options that make no sense, and what the files and probes throw.

/// Certified eigenpairs (probes/spectrum/lanczos.h).
int ask_spectrum(const Question& question, EigenOptions options, bool with_vectors);
/// The density of all eigenvalues (probes/spectrum/density.h).
int ask_density(const Question& question, DensityOptions options);
/// Trace and, if asked for, Frobenius norm and diagonal (probes/spectrum/trace_estimates.h).
int ask_trace(const Question& question, TraceEstimateOptions options);
/// The scalar curvature of the error surface (probes/landscape/scalar_curvature.h).
int ask_curvature(const Question& question, Sampling sampling);

}  // namespace caldera
