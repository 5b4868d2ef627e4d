#pragma once
// The answers of `caldera probe`: a table to read and datasets to keep.

#include <functional>
#include <string>
#include <vector>

#include "caldera/probes/spectrum/trace_estimates.h"
#include "experiments/run/columns.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// Lines to print, and what writes the datasets.
struct ProbeReport {
  std::vector<std::string> lines;
  std::vector<std::function<void(RunWriter& file)>> parts;

  bool reached = true;  ///< the requested accuracy, everywhere

  /// A value with its standard error, one per name or entry by entry, as /<name>/value, …
  void add(const std::string& name, const std::string& units, const std::string& long_name,
           const Estimate& estimate);
  void add(const std::string& name, const std::string& long_name, const DiagonalEstimate& estimate);

  /// A line for a number without an error.
  void add_line(const std::string& name, double value);

  /// A row that stands alone, as datasets of a group.
  template <class Row>
  void add_row(const std::string& group, const Columns<Row>& columns, const Row& row) {
    parts.push_back([=](RunWriter& file) { columns.write_alone(file, group, row); });
  }
};

void print(const ProbeReport& report);
void write(const ProbeReport& report, RunWriter& file);

/// Where run files keep `reached`, as 0 or 1.
inline constexpr const char* reached_dataset = "/reached";

}  // namespace caldera
