// Sample runs:
//   epoch_bench --data data/mnist
//   epoch_bench --data data/mnist --gemm openblas --epochs 5
//
// Description: times Adam epochs of the paper's network (60 000 images, batch 64, float) and the
// rate of a large matrix product with the same backend on the same thread. Prints a line an epoch,
// "seconds mean-error", then the share of the product's rate that a step reaches.

#include "bench/seconds.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/training/training.h"
#include "caldera/probes/series/median.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

const NetworkShape shape{{784, 128, 128, 10}, Activation::sigmoid};

/// Floating-point operations of the products of one epoch: per image and weight 2 forward, 2 for
/// the weight's gradient and, but for the first layer, 2 for the input's.
double products_of_epoch(std::size_t images) {
  double operations = 0;
  for (std::size_t k = 1; k < shape.widths.size(); ++k)
    operations += (k == 1 ? 4.0 : 6.0) * static_cast<double>(shape.widths[k - 1]) *
                  static_cast<double>(shape.widths[k]);
  return operations * static_cast<double>(images);
}

/// GFLOP/s of a 2048³ product in float, the median of five.
double product_rate() {
  constexpr std::size_t n = 2048;
  std::vector<float> a(n * n, 0.37f), b(n * n, 0.73f), c(n * n);
  std::vector<double> seconds;
  for (int i = 0; i < 5; ++i)
    seconds.push_back(seconds_of([&] {
      gemm(Matrix<float>(a.data(), n, n), Matrix<float>(b.data(), n, n),
           Matrix<float>(c.data(), n, n), Update::overwrite);
    }));
  return 2.0 * n * n * n / median(seconds) / 1e9;
}

int run(const std::string& folder, int epochs) {
  const Dataset data = load_mnist(folder, Split::train);
  std::vector<float> theta = initial_parameters(shape, 1);
  Trainer trainer(shape, data, 64, 1);
  Adam<float> adam(theta.size(), {});
  const Regulariser<float> pull{.beta = 0.001};
  std::vector<double> seconds;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    double error = 0;
    seconds.push_back(seconds_of([&] {
      error = trainer.run_epoch(theta, adam, pull, static_cast<std::uint32_t>(epoch));
    }));
    print_out("{:.4f} {:.6f}\n", seconds.back(), error);
  }
  const double step_rate = products_of_epoch(data.count) / median(seconds) / 1e9;
  const double rate = product_rate();
  print_out("step {:.1f} GFLOP/s, product of 2048^3 {:.1f} GFLOP/s, share {:.2f}\n", step_rate,
            rate, step_rate / rate);
  return success;
}

struct Options {
  std::string folder = "data/mnist";
  int epochs = 3;
};

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--data", o->folder, "Folder with the four MNIST files");
  line.add("--epochs", o->epochs, {1, 1000}, "To time");
  add_arithmetic_options(line);
  return [o] { return run(o->folder, o->epochs); };
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  return caldera::run_program(
      {.name = "epoch_bench",
       .summary = "Seconds per Adam epoch, and the share of the machine's product rate.",
       .example = "epoch_bench --data data/mnist --epochs 3",
       .prepare = caldera::prepare},
      {argv + 1, argv + argc});
}
