#pragma once
// HDF5 files from a handful of bytes. Bytes that are changed at random seldom make a file that HDF5
// still opens; here they are steps, each of which adds something to a file through HDF5's own
// interface, so that changed bytes make other files: sound ones, odd ones, and ones made to hurt.
//
//   step    bytes behind it                       adds
//   group   name                                  a group
//   array   name, type, shape, layout, values     a dataset, in place of one of that name
//   note    name, attribute, type, shape, values  an attribute, in place of one of that name
//   link    name, kind, name                      a soft, hard or external link, in the same way
//   nest    count (0 to 7)                        8 · count groups, each inside the last
//   model   kind                                  a small model: MLP of float, of double, or CNN
//   run     seed                                  the identity of a run
//   sweep   points                                the tables of a sweep over so many points
//   table   rows                                  /table and /signals with so many rows
//   alter   place (2 bytes), value                once the file is whole: one byte
//
// A byte beyond the choices that there are starts again from the first; missing bytes are 0.

#include <filesystem>

#include "tests/fuzz/targets.h"

namespace caldera::fuzz {

enum Step : std::uint8_t {
  group,
  array,
  note,
  link,
  nest,
  model,
  run,
  sweep,
  table,
  alter,
  kinds_of_steps
};

inline constexpr const char* object_names[] = {
    "/",
    "/parameters",
    "/parameters/layer1/weight",
    "/parameters/layer1/bias",
    "/parameters/layer2/weight",
    "/parameters/layer2/bias",
    "/parameters/layer3",
    "/parameters/convolution1/weight",
    "/parameters/convolution1/bias",
    "/configuration",
    "/machine",
    "/sweep",
    "/sweep/parameters",
    "/sweep/beta",
    "/sweep/training_error_running",
    "/sweep/distance",
    "/sweep/test_accuracy_by_class",
    "/table/x",
    "/table/y",
    "/signals",
    "/signals/step",
    "/signals/error",
    "/other",
    "/other/a\nb",
};

inline constexpr const char* attribute_names[] = {
    "architecture", "layers",    "activation", "image",   "channels", "kernels",
    "pools",        "program",   "study",      "profile", "seed",     "arithmetic_version",
    "units",        "long_name", "steps",      "gemm",    "borders",  "poolings",
};

/// How the file is laid out as a whole.
struct Frame {
  std::size_t format = 0;  ///< 0: the one that every release reads; 1: that of 1.8; 2: the newest
  bool sealed = false;     ///< as run files are (before anything is altered)
};

/// Writes the file that the steps describe, at most 24 of them.
void build_file(const std::filesystem::path& path, const Frame& frame, Bytes steps);

}  // namespace caldera::fuzz
