#pragma once
// The answers of `caldera probe`: a table to read and datasets to keep.

#include <functional>
#include <string>
#include <vector>

#include "caldera/probes/landscape/scalar_curvature.h"
#include "caldera/probes/spectrum/density.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "caldera/probes/spectrum/trace_estimates.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// Lines to print, and what writes the datasets.
struct ProbeReport {
  std::vector<std::string> lines;
  std::vector<std::function<void(RunWriter& file)>> parts;

  bool reached = true;  ///< the requested accuracy, everywhere

  /// A value with its standard error, one a name or entry by entry, as /<name>/value, …
  void add(const std::string& name, const std::string& units, const std::string& long_name,
           const Estimate& estimate);
  void add(const std::string& name, const std::string& long_name, const DiagonalEstimate& estimate);
};

ProbeReport report_of(const EigenSummary& found, bool with_vectors);
ProbeReport report_of(const SpectralDensity& found);
ProbeReport report_of(const ScalarCurvature& found);

void print(const ProbeReport& report);
void write(const ProbeReport& report, RunWriter& file);

/// Where run files keep `reached`, as 0 or 1.
inline constexpr const char* reached_dataset = "/reached";

/// The options that can change a bit of the answer.
Configuration configuration_of(const EigenOptions& options);
Configuration configuration_of(const DensityOptions& options);
Configuration configuration_of(const Sampling& sampling);

}  // namespace caldera
