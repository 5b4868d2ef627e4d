// Sample runs:
//   gradient_bench --data data/mnist
//   gradient_bench --data data/mnist --model model.h5 --rounds 9
//
// Description: times what probes do on the whole training set in double: a gradient; a
// Hessian-vector product after linearising, alone and in a block of eight; a 2048³ matrix product; and a
// loop of independent fused multiply-adds, the peak of a core. Gradient, product and peak once
// more on two threads, product and peak once more in float. All take turns in one run, and each
// prints a measurement a turn. The point is a fresh random network, or a model file.

#include "bench/fma_peak.h"
#include "bench/measurement.h"
#include "bench/seconds.h"
#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/model/model_file.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

constexpr double giga = 1e9, operations = 2;  // a multiply and an add

struct Options {
  std::string folder = "data/mnist", model;
  int rounds = 5;
  std::size_t images = 60000;
};

Model fresh_model() {
  const NetworkShape shape{{784, 128, 128, 10}, Activation::sigmoid};
  const std::vector<float> initial = initial_parameters(shape, 1);
  return {shape, {initial.begin(), initial.end()}};
}

/// Multiply-adds of a Hessian-vector product with dense matrices, for each example: two products of
/// matrices for the first layer, six for every other (autograd/ops/affine.cpp). Whatever a product
/// leaves out, such as zeros, counts as done.
double product_size(const NetworkShape& shape) {
  double size = 0;
  for (std::size_t k = 1; k < shape.widths.size(); ++k)
    size += (k == 1 ? 2 : 6) * static_cast<double>(shape.widths[k - 1] * shape.widths[k]);
  return size;
}

/// Operations a second of a 2048³ product in double.
double square_rate() {
  constexpr std::size_t n = 2048;
  const std::vector<double> a(n * n, 1.1), b(n * n, 0.9);
  std::vector<double> c(n * n);
  return operations * n * n * n / seconds_of([&] {
           gemm(ConstMatrix<double>(a.data(), n, n), ConstMatrix<double>(b.data(), n, n),
                Matrix<double>(c.data(), n, n), Update::overwrite);
         });
}

void use_threads(int threads) {
  const std::string backend = name(arithmetic().backend), path = name(arithmetic().path);
  configure_arithmetic(backend, path, threads);
}

/// ‖H·1‖, for comparison with the other program's.
double length_of_product_with_ones(SymmetricOperator& hessian) {
  const std::size_t n = hessian.dim();
  const std::vector<double> ones(n, 1.0);
  std::vector<double> product(n);
  hessian.apply({ones.data(), 1, n}, {product.data(), 1, n});
  return norm(product);
}

int run(const Options& options, const Model& model) {
  const Dataset data = first_examples(load_mnist(options.folder, Split::train), options.images);
  DatasetObjective objective(model.shape, data);
  const std::vector<double>& theta = model.parameters;
  const std::size_t n = theta.size(), block = 8;
  std::vector<double> v(block * n), out(block * n), g(n);
  const Stream stream{1, Purpose::probe_vector};
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = stream.sign(i);
  const auto hessian = objective.linearize(theta);
  const auto in_float = objective.linearize_in_float(theta, Curvature::hessian);
  const double product_operations =
      operations * product_size(model.shape) * static_cast<double>(data.count);
  print_measurement("ones_product", length_of_product_with_ones(*hessian), "nat", 15);

  const auto seconds_of_product = [&](SymmetricOperator& a, std::size_t directions) {
    return seconds_of([&] { a.apply({v.data(), directions, n}, {out.data(), directions, n}); });
  };
  const auto print_product = [&](const std::string& way, double product, double peak) {
    print_measurement("product_" + way, product, "s");
    print_measurement("product_rate_" + way, product_operations / product / giga, "GFLOP/s");
    print_measurement("fma_peak_" + way, peak / giga, "GFLOP/s");
  };
  for (int round = 0; round < options.rounds; ++round) {
    for (const int threads : {1, 2}) {
      use_threads(threads);
      const std::string on = fmt::format("_{}", threads);
      const double gradient = seconds_of([&] { objective.value_and_gradient(theta, g); });
      const double product = seconds_of_product(*hessian, 1);
      print_measurement("gradient" + on, gradient, "s");
      print_product("double" + on, product, fma_peak<double>(threads));
    }
    use_threads(1);
    const double product = seconds_of_product(*in_float, 1);
    print_product("float_1", product, fma_peak<float>(1));
    print_measurement("block_product_1",
                      seconds_of_product(*hessian, block) / static_cast<double>(block), "s");
    print_measurement("square_rate_double", square_rate() / giga, "GFLOP/s");
  }
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--data", o->folder, "Folder with the four MNIST files");
  line.add("--model", o->model, "Model file; default: a fresh random network");
  line.add("--rounds", o->rounds, {1, 1000}, "Turns of each");
  line.add("--images", o->images, {1, 60000}, "The first so many of the training set");
  add_arithmetic_options(line);
  return [o] { return run(*o, o->model.empty() ? fresh_model() : read_model(o->model)); };
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  return caldera::run_program(
      {.name = "gradient_bench",
       .summary = "Seconds of a full-data gradient and of Hessian-vector products.",
       .example = "gradient_bench --data data/mnist --rounds 5",
       .prepare = caldera::prepare},
      {argv + 1, argv + argc});
}
