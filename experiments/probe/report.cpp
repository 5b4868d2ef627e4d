#include "experiments/probe/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/run/standard_output.h"

namespace caldera {

void ProbeReport::add(const std::string& name, const std::string& units,
                      const std::string& long_name, const Estimate& e) {
  reached = reached && e.reached;
  lines.push_back(fmt::format("{:<28} {:>14.6g} +- {:<10.2g} {:>6} samples{}", name, e.value,
                              e.standard_error, e.samples,
                              e.reached ? "" : ", requested error not reached"));
  add_row("/" + name,
          Columns<Estimate>{{"value", units, long_name, &Estimate::value},
                            {"standard_error", units, "standard error of " + long_name,
                             &Estimate::standard_error},
                            {"samples", "1", "random directions",
                             [](auto& of) { return static_cast<double>(of.samples); }}},
          e);
}

void ProbeReport::add(const std::string& name, const std::string& long_name,
                      const DiagonalEstimate& e) {
  reached = reached && e.reached;
  const auto [least, most] = std::ranges::minmax(e.value);
  lines.push_back(fmt::format("{:<28} {:>14.6g} to {:<10.2g} {:>6} samples{}", name, least, most,
                              e.samples, e.reached ? "" : ", requested error not reached"));
  add_row("/" + name,
          Columns<DiagonalEstimate>{{"value", "nat", long_name, &DiagonalEstimate::value},
                                    {"standard_error", "nat", "standard error of " + long_name,
                                     &DiagonalEstimate::standard_error}},
          e);
}

void ProbeReport::add_line(const std::string& name, double value) {
  lines.push_back(fmt::format("{:<28} {:>14.6g}", name, value));
}

void print(const ProbeReport& report) {
  for (const std::string& line : report.lines) print_out("{}\n", line);
}

void write(const ProbeReport& report, RunWriter& file) {
  for (const auto& write_part : report.parts) write_part(file);
  file.scalar(reached_dataset, std::int64_t{report.reached},
              {"1", "1 if the requested accuracy was reached, else 0"});
}

}  // namespace caldera
