#pragma once
// Signals of a training run in run files: one dataset per signal, one entry per sample.

#include <string>
#include <vector>

#include "experiments/run/run_file.h"

namespace caldera {

/// One signal: the name of its dataset, and what its numbers are.
struct Signal {
  std::string name;
  std::string units;
  std::string long_name;
};

/// One signal's value at one time, and those of all that are sampled together.
struct Measurement {
  Signal signal;
  double value;
};
using Sample = std::vector<Measurement>;

/// Signals that are sampled together. A sample is a row, with a number for each signal, NaN where it
/// has none.
struct SignalTable {
  std::vector<Signal> signals;
  std::vector<std::vector<double>> rows;

  /// All samples of one signal. Throws InputError, naming those that there are, for an unknown name.
  std::vector<double> column(const std::string& name) const;
};

/// Adds a row. The first one says which signals there are; later ones have the same.
void add(SignalTable& table, const Sample& sample);

/// The rows from `first` on.
SignalTable rows_from(const SignalTable& table, std::size_t first);

/// Writes /<group>/<signal>.
void write_signals(RunWriter& file, const std::string& group, const SignalTable& table);

/// Adds the rows of /<group> to a table. If it is empty the signals are those of the group, in the
/// order of their names; a group that is missing has no rows. Throws InputError if a dataset has
/// another length than the others.
void append_signals(SignalTable& table, const RunFile& file, const std::string& group);

/// The inverse of write_signals, for a whole run: a signal that there is has at least one sample.
SignalTable read_signals(const RunFile& file, const std::string& group);

}  // namespace caldera
