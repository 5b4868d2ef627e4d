#pragma once
// What the program toy writes, and its figure and claims read.

#include "experiments/run/columns.h"

namespace caldera {

/// The smallest eigenvalue of one Hessian, and how well it is known.
struct ToyRow {
  std::int64_t dimension = 0;
  double smallest = 0;
  double bound = 0;        ///< an eigenvalue lies so near
  bool converged = false;  ///< the residual is as small as was asked for
};

inline const Columns<ToyRow> toy_columns = {
    {"dimension", "1", "number of masses", &ToyRow::dimension},
    {"smallest", "1", "smallest eigenvalue of the Hessian", &ToyRow::smallest},
    {"bound", "1", "an eigenvalue lies so near", &ToyRow::bound},
    {"converged", "1", "1: the residual is as small as was asked for", &ToyRow::converged},
};

}  // namespace caldera
