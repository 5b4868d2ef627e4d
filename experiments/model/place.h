#pragma once
// Where a program takes weights from: a model file, a point of a sweep, or the point just after one
// of its transitions.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/model/model_file.h"
#include "experiments/study/command_line.h"

namespace caldera {

/// A model file, or a point of a sweep's run file.
struct Place {
  std::filesystem::path file;
  std::optional<std::size_t> point;       ///< counted from 0
  std::optional<std::size_t> transition;  ///< the point just after the k-th, counted from 1
};

/// Adds --<name>, --<name>-point and --<name>-transition. Returns the first.
Parameter& add_place_options(CommandLine& line, const std::string& name, Place& place);

/// Reads the weights. Throws InputError as read_model does, and for a transition that the detector
/// does not find.
Model read(const Place& place);

/// The β at which these weights were trained; nothing if the file does not say, as only those of
/// sweeps do. The place can be read.
std::optional<double> trained_beta(const Place& place);

/// SHA-256 of θ: says in a configuration which weights were used, whatever file they lay in.
std::string fingerprint(const std::vector<float>& theta);

}  // namespace caldera
