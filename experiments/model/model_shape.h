#pragma once
// What a network looks like, as the attributes of a model file: experiments/model/model_file.h.

#include "caldera/nn/models/network.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// What to do about a file that is laid out in another way.
inline constexpr const char* model_file_remedy = "write the file as docs/model-files.md describes";

/// Throws InputError for a missing attribute, an unknown architecture, activation or pooling, sizes out
/// of range, and convolutions that do not fit their image or the first layer; names the attribute.
NetworkShape read_shape(const RunFile& file);

void write_shape(RunWriter& writer, const NetworkShape& shape);

}  // namespace caldera
