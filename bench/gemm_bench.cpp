// Sample runs:
//   gemm_bench                              every path of this CPU, float and double
//   gemm_bench --path avx2 --batch 64 --square
//
// Description: times the exact product against OpenBLAS on the products of the network
// 784-128-128-10, on one thread each and the same vector path. The two take turns, and the medians
// of many turns are compared, so that other work on the machine meets both alike.

#include <algorithm>
#include <string>
#include <vector>

#include "bench/products.h"
#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/gemm_exact.h"
#include "caldera/autograd/arithmetic/gemm_openblas.h"
#include "caldera/probes/series/median.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

/// C ← A·B, where A is m × k and B is k × n; a factor marked so is stored transposed.
struct Product {
  const char* what;
  std::size_t m, n, k;
  bool a_transposed, b_transposed;
};

/// The products of one step of training on `batch` images.
std::vector<Product> step_products(std::size_t batch) {
  return {{"forward 1", batch, 128, 784, false, true},
          {"forward 2", batch, 128, 128, false, true},
          {"forward 3", batch, 10, 128, false, true},
          {"weight gradient 1", 128, 784, batch, true, false},
          {"weight gradient 2", 128, 128, batch, true, false},
          {"weight gradient 3", 10, 128, batch, true, false},
          {"input gradient 2", batch, 128, 128, false, false},
          {"input gradient 3", batch, 128, 10, false, false}};
}

/// Prints one line of the table.
template <class T>
void compare(const Product& p, SimdPath path, int turns) {
  const RandomMatrix<T> a(p.a_transposed ? p.k : p.m, p.a_transposed ? p.m : p.k, 1);
  const RandomMatrix<T> b(p.b_transposed ? p.n : p.k, p.b_transposed ? p.k : p.n, 2);
  const RandomMatrix<T> c(p.m, p.n, 3);
  const Factor<T> fa = p.a_transposed ? transposed(a.view) : Factor<T>(a.view);
  const Factor<T> fb = p.b_transposed ? transposed(b.view) : Factor<T>(b.view);
  const auto exact = [&] { gemm_exact(fa, fb, c.view, Update::overwrite, path, 1); };
  const auto openblas = [&] { gemm_openblas(fa, fb, c.view, Update::overwrite); };

  constexpr double turn_seconds = 1e-3;
  const double one_call = std::max(processor_seconds(3, exact), processor_seconds(3, openblas));
  const auto calls = static_cast<std::size_t>(std::max(1.0, turn_seconds / one_call));
  std::vector<double> of_exact, of_openblas, ratios;
  for (int turn = 0; turn < turns; ++turn) {
    of_exact.push_back(processor_seconds(calls, exact));
    of_openblas.push_back(processor_seconds(calls, openblas));
    ratios.push_back(of_openblas.back() / of_exact.back());
  }
  const double giga = 2e-9 * static_cast<double>(p.m * p.n * p.k);
  print_out("{:<18} {:>4} x {:>4} x {:>4}  {}{}  {:<6} {:<6} {:>7.1f} {:>9.1f} {:>6.2f}\n", p.what,
            p.m, p.n, p.k, p.a_transposed ? 'T' : 'N', p.b_transposed ? 'T' : 'N',
            sizeof(T) == 4 ? "float" : "double", name(path), giga / median(of_exact),
            giga / median(of_openblas), median(ratios));
}

void compare(const Product& product, SimdPath path, int turns) {
  compare<float>(product, path, turns);
  compare<double>(product, path, turns);
}

struct Options {
  std::vector<std::string> paths;  ///< none: all of this CPU but scalar
  std::vector<std::size_t> batches = {64, 500, 512};
  int turns = 101;
  bool square = false;
};

std::vector<std::string> paths_of_this_cpu() {
  std::vector<std::string> names;
  for (const SimdPath path : simd_paths())
    if (path != SimdPath::scalar) names.push_back(name(path));
  return names;
}

int run(const Options& options) {
  print_out("GFLOP/s, one thread\n{:<18} {:>18}  {}  {:<6} {:<6} {:>7} {:>9} {:>6}\n", "product",
            "m x    n x    k", "AB", "type", "path", "exact", "OpenBLAS", "ratio");
  for (const std::string& path : options.paths.empty() ? paths_of_this_cpu() : options.paths) {
    configure_arithmetic("openblas", path, 1);
    for (const std::size_t batch : options.batches)
      for (const Product& product : step_products(batch))
        compare(product, arithmetic().path, options.turns);
    if (options.square) compare({"square", 2048, 2048, 2048, false, false}, arithmetic().path, 5);
  }
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--path", o->paths, "Vector paths to measure, by default all of this CPU but scalar");
  line.add("--batch", o->batches, WholeRange{1, 60000}, "Images in a batch");
  line.add("--turns", o->turns, {1, 10000}, "Turns whose median is taken");
  line.add("--square", o->square, "Also 2048 x 2048 x 2048");
  return [o] { return run(*o); };
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  return caldera::run_program(
      {.name = "gemm_bench",
       .summary = "The exact product against OpenBLAS, on the shapes of the network.",
       .example = "gemm_bench --path avx2 --batch 64 --square",
       .prepare = caldera::prepare},
      {argv + 1, argv + argc});
}
