// Sample runs:
//   gemm_bench                       all shapes, every path of this CPU, float and double
//   gemm_bench --path avx2 --square  one path, also 2048³
//
// Description: times the exact product against OpenBLAS on the products of the network
// 784-128-128-10, one thread each, on the same vector path. The two take turns, and medians of
// many turns are compared, so that other work on the machine meets both alike.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "autograd/arithmetic/arithmetic.h"
#include "autograd/arithmetic/gemm.h"
#include "autograd/arithmetic/gemm_exact.h"
#include "autograd/arithmetic/gemm_openblas.h"
#include "autograd/arithmetic/random.h"

namespace caldera {
namespace {

/// C (m × n) ← A·B with inner length k; a factor marked so is stored transposed.
struct Shape {
  const char* what;
  std::size_t m, n, k;
  bool a_transposed, b_transposed;
};

/// The products of one step of training with a batch of `batch` rows.
std::vector<Shape> network_shapes(std::size_t batch) {
  return {{"forward 1", batch, 128, 784, false, true},  {"forward 2", batch, 128, 128, false, true},
          {"forward 3", batch, 10, 128, false, true},   {"weights 1", 128, 784, batch, true, false},
          {"weights 2", 128, 128, batch, true, false},  {"weights 3", 10, 128, batch, true, false},
          {"inputs 2", batch, 128, 128, false, false},  {"inputs 3", batch, 128, 10, false, false}};
}

/// A matrix of random numbers that owns its memory, aligned as tensors are.
template <class T>
struct Storage {
  std::vector<T> memory;
  Matrix<T> view;
  Storage(std::size_t rows, std::size_t cols, std::uint32_t step)
      : memory(rows * cols + 64 / sizeof(T)) {
    const auto address = reinterpret_cast<std::uintptr_t>(memory.data());
    T* aligned = memory.data() + (64 - address % 64) % 64 / sizeof(T);
    view = Matrix<T>(aligned, rows, cols);
    std::uint64_t x = 88172645463325252ull + step;
    for (std::size_t i = 0; i < rows * cols; ++i) {
      x ^= x << 13; x ^= x >> 7; x ^= x << 17;
      aligned[i] = T(double(x >> 11) * 0x1p-52 - 1);
    }
  }
};

/// Processor time of this thread: what other programs take from it does not count.
double seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}

double median(std::vector<double> x) {
  std::ranges::nth_element(x, x.begin() + std::ptrdiff_t(x.size() / 2));
  return x[x.size() / 2];
}

/// Seconds of one call, as the mean of `calls`.
template <class Call>
double timed(std::size_t calls, const Call& call) {
  const double start = seconds();
  for (std::size_t i = 0; i < calls; ++i) call();
  return (seconds() - start) / double(calls);
}

template <class T>
void compare(const Shape& s, SimdPath path, std::size_t turns) {
  const Storage<T> a(s.a_transposed ? s.k : s.m, s.a_transposed ? s.m : s.k, 1);
  const Storage<T> b(s.b_transposed ? s.n : s.k, s.b_transposed ? s.k : s.n, 2);
  const Storage<T> c(s.m, s.n, 3);
  const Factor<T> fa = s.a_transposed ? transposed(a.view) : Factor<T>(a.view);
  const Factor<T> fb = s.b_transposed ? transposed(b.view) : Factor<T>(b.view);
  const auto exact = [&] { gemm_exact(fa, fb, c.view, Update::overwrite, path, 1); };
  const auto openblas = [&] { gemm_openblas(fa, fb, c.view, Update::overwrite); };

  const double once = std::max(timed(3, exact), timed(3, openblas));
  const std::size_t calls = std::max<std::size_t>(1, std::size_t(1e-3 / once));
  std::vector<double> exact_times, openblas_times, ratios;
  for (std::size_t turn = 0; turn < turns; ++turn) {
    exact_times.push_back(timed(calls, exact));
    openblas_times.push_back(timed(calls, openblas));
    ratios.push_back(openblas_times.back() / exact_times.back());
  }
  const double flops = 2e-9 * double(s.m) * double(s.n) * double(s.k);
  fmt::print("{:<10} {:>4} x {:>4} x {:>4}  {}{}  {:<6} {:<6} {:>8.1f} {:>8.1f} {:>6.2f}\n", s.what,
             s.m, s.n, s.k, s.a_transposed ? 'T' : 'N', s.b_transposed ? 'T' : 'N',
             sizeof(T) == 4 ? "float" : "double", name(path), flops / median(exact_times),
             flops / median(openblas_times), median(ratios));
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app{"Exact product against OpenBLAS, one thread each, GFLOP/s"};
  std::vector<std::string> paths = {"avx2", "avx512"};
  std::vector<std::size_t> batches = {64, 512, 500};
  std::size_t turns = 101;
  bool square = false;
  app.add_option("--path", paths, "vector paths to measure")->capture_default_str();
  app.add_option("--batch", batches, "rows of a batch")->capture_default_str();
  app.add_option("--turns", turns, "turns taken; medians are reported")->capture_default_str();
  app.add_flag("--square", square, "also 2048 x 2048 x 2048");
  CLI11_PARSE(app, argc, argv);

  for (const std::string& path : paths) {
    configure_arithmetic("openblas", path, 1);
    for (const std::size_t batch : batches)
      for (const Shape& shape : network_shapes(batch)) {
        compare<float>(shape, arithmetic().path, turns);
        compare<double>(shape, arithmetic().path, turns);
      }
    if (square) {
        compare<float>({"square", 2048, 2048, 2048, false, false}, arithmetic().path, 5);
        compare<double>({"square", 2048, 2048, 2048, false, false}, arithmetic().path, 5);
    }
  }
}
