// Sample runs:
//   sparse_product_bench                      patterns as sparse as MNIST, every path of this CPU
//   sparse_product_bench --data data/mnist --path avx2 --batch 64
//
// Description: times the products of the first layer of the network 784-128-128-10, forward and for
// the gradient of its weights, with and without skipping the background of the images, on one
// thread. The two take turns, and the medians of many turns are compared, so that other work on the
// machine meets both alike. Rates count all operations of the dense product, whether skipped or
// not: 2·rows·K·n / time.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "bench/products.h"
#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/sparse_product.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/probes/series/median.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

constexpr std::size_t side = 28, pixels = side * side, outputs = 128;

struct Options {
  std::string folder;              ///< none: random patterns
  std::vector<std::string> paths;  ///< none: all of this CPU
  std::vector<std::size_t> batches = {64, 500};
  int turns = 101;
};

/// The first images of MNIST, less their background: black is the smallest value, and becomes 0.
std::vector<float> real_images(const std::string& folder, std::size_t count) {
  const Dataset data = first_examples(load_mnist(folder, Split::train), count, "--batch");
  const float black = std::ranges::min(data.inputs);
  std::vector<float> images;
  for (const float pixel : data.inputs) images.push_back(pixel - black);
  return images;
}

/// Pixels at a distance r from the centre are not black with probability exp(−r²/47): 19 % of all.
std::vector<float> random_images(std::size_t count) {
  const Stream place{1, Purpose::test_data, 10}, value{1, Purpose::test_data, 11};
  std::vector<float> images(count * pixels);
  for (std::size_t i = 0; i < images.size(); ++i) {
    const double x = static_cast<double>(i % side) - 13.5;
    const double y = static_cast<double>(i % pixels / side) - 13.5;
    if (place.uniform(i) < std::exp(-(x * x + y * y) / 47))
      images[i] = static_cast<float>(1 - value.uniform(i));
  }
  return images;
}

/// Prints one line of the table: the two ways to compute one product, and what storing its nonzeros
/// takes.
template <class T, class Dense, class Sparse, class Fill>
void compare(const char* what, std::size_t batch, int turns, const Dense& dense,
             const Sparse& sparse, const Fill& fill) {
  constexpr double turn_seconds = 1e-3;
  const double one_call = std::max(processor_seconds(3, dense), processor_seconds(3, sparse));
  const auto calls = static_cast<std::size_t>(std::max(1.0, turn_seconds / one_call));
  std::vector<double> of_dense, of_sparse, of_fill, ratios;
  for (int turn = 0; turn < turns; ++turn) {
    of_dense.push_back(processor_seconds(calls, dense));
    of_sparse.push_back(processor_seconds(calls, sparse));
    of_fill.push_back(processor_seconds(1, fill));
    ratios.push_back(of_dense.back() / of_sparse.back());
  }
  const double giga = 2e-9 * static_cast<double>(batch * pixels * outputs);
  print_out("{:<16} {:>6} {:<6} {:<6} {:>8.1f} {:>8.1f} {:>6.2f} {:>8.0f} {:>8.0f}\n", what, batch,
            sizeof(T) == 4 ? "float" : "double", name(arithmetic().path), giga / median(of_dense),
            giga / median(of_sparse), median(ratios), 1e6 * median(of_sparse),
            1e6 * median(of_fill));
}

/// y = x Wᵀ and W̄ = ȳᵀ x, where x are the images.
template <class T>
void compare(const std::vector<float>& images, std::size_t batch, int turns) {
  const RandomMatrix<T> x(batch, pixels, 1), w(outputs, pixels, 2), y(batch, outputs, 3);
  std::ranges::copy_n(images.begin(), static_cast<std::ptrdiff_t>(x.view.size()), x.view.data);
  SparseMatrix<T> s(x.view), st;
  st.assign_transpose(s);
  constexpr Update update = Update::overwrite;

  compare<T>(
      "forward", batch, turns, [&] { gemm(x.view, transposed(w.view), y.view, update); },
      [&] { sparse_gemm(s, transposed(w.view), y.view, update); }, [&] { s.assign(x.view); });
  compare<T>(
      "weight gradient", batch, turns, [&] { gemm(transposed(y.view), x.view, w.view, update); },
      [&] { sparse_gemm_transposed(st, y.view, w.view, update); }, [&] { st.assign_transpose(s); });
}

std::vector<std::string> paths_of_this_cpu() {
  std::vector<std::string> names;
  for (const SimdPath path : simd_paths()) names.push_back(name(path));
  return names;
}

int run(const Options& options) {
  const std::size_t most = std::ranges::max(options.batches);
  const std::vector<float> images =
      options.folder.empty() ? random_images(most) : real_images(options.folder, most);
  const auto zeros = static_cast<double>(std::ranges::count(images, 0.0F));
  print_out("{:.1f} % zeros; GFLOP/s of the dense product, microseconds, one thread\n",
            100 * zeros / static_cast<double>(images.size()));
  print_out("{:<16} {:>6} {:<6} {:<6} {:>8} {:>8} {:>6} {:>8} {:>8}\n", "product", "images", "type",
            "path", "dense", "skipping", "ratio", "us", "us store");
  for (const std::string& path : options.paths.empty() ? paths_of_this_cpu() : options.paths) {
    configure_arithmetic("exact", path, 1);
    for (const std::size_t batch : options.batches) {
      compare<float>(images, batch, options.turns);
      compare<double>(images, batch, options.turns);
    }
  }
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--data", o->folder, "Folder with the four MNIST files, by default random patterns");
  line.add("--path", o->paths, "Vector paths to measure, by default all of this CPU");
  line.add("--batch", o->batches, WholeRange{1, 60000}, "Images in a batch");
  line.add("--turns", o->turns, {1, 10000}, "Turns whose median is taken");
  return [o] { return run(*o); };
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  return caldera::run_program(
      {.name = "sparse_product_bench",
       .summary = "Products that skip zeros against dense ones, on the first layer of the network.",
       .example = "sparse_product_bench --data data/mnist --batch 500",
       .prepare = caldera::prepare},
      {argv + 1, argv + argc});
}
