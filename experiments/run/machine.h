#pragma once
// What is recorded about the machine and the code, and never enters a digest.

#include <string>

#include "experiments/run/run_identity.h"

namespace caldera {

/// cpu, simd, threads, ranks, compiler, and time (UTC, ISO 8601).
Configuration machine_facts();

/// `git describe --always --dirty` of the source tree at build time, or "unknown".
std::string code_version();

}  // namespace caldera
