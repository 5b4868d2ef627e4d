#pragma once
// Is this a CPU that the program can run on? Asked before main, too: see cpu_check.cpp.

namespace caldera {

/// AVX2 and FMA, the baseline of every file. A program on a CPU without them ends before main with
/// one line and status 2, because this function is linked into each (CMakeLists.txt), called or not.
bool has_avx2();

}  // namespace caldera
