// Sample runs:
//   gradient_bench --data data/mnist
//   gradient_bench --data data/mnist --rounds 9
//
// Description: times what probes do on the whole training set in double: a gradient, and a
// Hessian-vector product after linearising, alone and in a block of eight; the gradient on two
// threads; and a 2048³ matrix product. All take turns in one run; medians, their ratios and the
// rates are printed. The point is a fresh random network, or a model file.

#include "bench/seconds.h"
#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/series/median.h"
#include "experiments/model/model_file.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

Model fresh_model() {
  const NetworkShape shape{{784, 128, 128, 10}, Activation::sigmoid};
  const std::vector<float> initial = initial_parameters(shape, 1);
  return {shape, {initial.begin(), initial.end()}};
}

/// Multiply-adds of a Hessian-vector product, for each example: two products of matrices for the
/// first layer, six for every other (autograd/ops/affine.cpp).
double product_size(const NetworkShape& shape) {
  double size = 0;
  for (std::size_t k = 1; k < shape.widths.size(); ++k)
    size += (k == 1 ? 2 : 6) * static_cast<double>(shape.widths[k - 1] * shape.widths[k]);
  return size;
}

int run(const std::string& folder, const Model& model, int rounds) {
  const Dataset data = load_mnist(folder, Split::train);
  DatasetObjective objective(model.shape, data);
  const std::vector<double>& theta = model.parameters;
  const std::size_t n = theta.size(), block = 8;
  std::vector<double> v(block * n), out(block * n), g(n);
  const Stream stream{1, Purpose::probe_vector};
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = stream.sign(i);
  const auto hessian = objective.linearize(theta);

  const auto on_threads = [](int threads, const std::function<void()>& work) {
    const std::string backend = name(arithmetic().backend), path = name(arithmetic().path);
    configure_arithmetic(backend, path, threads);
    const double seconds = seconds_of(work);
    configure_arithmetic(backend, path, 1);
    return seconds;
  };
  const auto gradient = [&] { objective.value_and_gradient(theta, g); };
  constexpr std::size_t side = 2048;
  std::vector<double> a(side * side, 1.1), b(side * side, 0.9), c(side * side);
  const auto square_product = [&] {
    gemm(ConstMatrix<double>(a.data(), side, side), ConstMatrix<double>(b.data(), side, side),
         Matrix<double>(c.data(), side, side), Update::overwrite);
  };
  std::vector<double> one, two, single, in_block, square;
  for (int round = 0; round < rounds; ++round) {
    one.push_back(on_threads(1, gradient));
    two.push_back(on_threads(2, gradient));
    single.push_back(on_threads(1, [&] { hessian->apply({v.data(), 1, n}, {out.data(), 1, n}); }));
    in_block.push_back(on_threads(1, [&] {
      hessian->apply({v.data(), block, n}, {out.data(), block, n});
    }) / static_cast<double>(block));
    square.push_back(on_threads(1, square_product));
  }
  constexpr double giga = 1e9, operations = 2;  // a multiply and an add
  const double square_rate = operations * side * side * side / median(square) / giga;
  const double rate = operations * product_size(model.shape) *
                      static_cast<double>(data.count) / median(single) / giga;
  print_out("full-data gradient, 60 000 images, double: {:.3f} s; on two threads {:.3f} s, {:.2f} "
            "times as fast (target: at least 1.7)\n",
            median(one), median(two), median(one) / median(two));
  print_out("Hessian-vector product: {:.3f} s, {:.2f} gradients (target: at most 1.3); in a block "
            "of 8 {:.3f} s a direction, {:.2f} gradients (target: at most 1.0)\n",
            median(single), median(single) / median(one), median(in_block),
            median(in_block) / median(one));
  print_out("its matrix products: {:.1f} GFLOP/s, {:.2f} of a 2048 x 2048 product's {:.1f} "
            "(target: at least 0.75)\n",
            rate, rate / square_rate, square_rate);
  return success;
}

struct Options {
  std::string folder = "data/mnist", model;
  int rounds = 5;
};

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--data", o->folder, "Folder with the four MNIST files");
  line.add("--model", o->model, "Model file; default: a fresh random network");
  line.add("--rounds", o->rounds, {1, 1000}, "Turns of each");
  add_arithmetic_options(line);
  return [o] {
    return run(o->folder, o->model.empty() ? fresh_model() : read_model(o->model), o->rounds);
  };
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
