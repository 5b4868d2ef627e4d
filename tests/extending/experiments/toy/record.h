#pragma once
// What the program toy writes, and its figure reads.

#include <vector>

#include "experiments/run/table.h"

namespace caldera {

/// The smallest eigenvalue of one Hessian, and how well it is known.
struct ToyRow {
  double dimension = 0;
  double smallest = 0;
  double bound = 0;      ///< an eigenvalue lies so near
  double converged = 0;  ///< 1: the residual is as small as was asked for
};

inline constexpr Quantity<ToyRow> toy_quantities[] = {
    {"dimension", "1", "number of masses", &ToyRow::dimension},
    {"smallest", "1", "smallest eigenvalue of the Hessian", &ToyRow::smallest},
    {"bound", "1", "an eigenvalue lies so near", &ToyRow::bound},
    {"converged", "1", "1: the residual is as small as was asked for", &ToyRow::converged},
};

inline void write_toy(RunWriter& file, const std::vector<ToyRow>& rows) {
  write_table<ToyRow>(file, "/toy", rows, toy_quantities);
}

inline std::vector<ToyRow> read_toy(const RunFile& file) {
  return read_table<ToyRow>(file, "/toy", toy_quantities);
}

}  // namespace caldera
