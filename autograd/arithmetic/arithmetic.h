#pragma once
// Which arithmetic the process uses: chosen once at start, checked against the machine, recorded
// in every run file.

#include <span>
#include <string>

namespace caldera {

/// Raised whenever a change alters the bits of any stored number (docs/reproducibility.md).
inline constexpr int arithmetic_version = 2;

/// Who multiplies matrices: the project's own arithmetic, or OpenBLAS.
enum class GemmBackend {
  exact,    ///< every rounding is defined (gemm.h): the same bits everywhere
  openblas  ///< for comparison: the last bits are the library's
};

/// Vector width of the exact product and of Adam. All give the same bits.
enum class SimdPath {
  scalar,  ///< one number at a time
  avx2,    ///< 256 bits, of x86-64
  avx512,  ///< 512 bits, of x86-64
  neon     ///< 128 bits, of aarch64
};

/// What configure_arithmetic() chose for the whole process.
struct Arithmetic {
  GemmBackend backend = GemmBackend::exact;  ///< who multiplies matrices
  SimdPath path = SimdPath::scalar;  ///< as above; chooses the kernels of OpenBLAS, too
  int threads = 1;  ///< OpenMP threads a product or a full-data pass may use
};

/// The paths that this CPU can run, scalar first and the widest last. (On an x86-64 without AVX2 and FMA
/// no program starts: cpu_check.h.)
std::span<const SimdPath> simd_paths();

/// The last of simd_paths().
SimdPath widest_simd_path();

/// Threads that can be asked for. More than the cores of any one machine that this is for; every thread
/// takes 8 MB of addresses for its stack, and the OpenMP runtime keeps a record of each on the stack of
/// the first, which some ten thousand of them overrun.
inline constexpr int most_threads = 1024;

/// Sets the arithmetic of the process. Call before the first product, from one thread.
/// `backend`: "exact" or "openblas"; `path`: "auto" or the name of one of simd_paths(); threads from 1 to
/// most_threads, and all of them are started for a moment: a limit of the system shows at once.
/// Checks that floating point rounds to nearest with denormals kept, loads OpenBLAS with
/// a pinned core type if asked for. Throws InputError for an unknown name, a path the CPU lacks, or
/// threads that the system refuses.
void configure_arithmetic(const std::string& backend, const std::string& path, int threads);

/// Starts so many threads beside this one, at the same time, and ends them. Throws InputError if the
/// system refuses: an OpenMP runtime would end the process in its own words.
void try_threads(int count);

/// What is in force: the last configure_arithmetic, or exact, the widest path, one thread.
const Arithmetic& arithmetic();

/// "exact" or "openblas", as configure_arithmetic() takes it.
std::string name(GemmBackend backend);
/// "scalar", "avx2", "avx512" or "neon", as configure_arithmetic() takes it.
std::string name(SimdPath path);

}  // namespace caldera
