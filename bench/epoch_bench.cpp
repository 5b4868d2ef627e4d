// Sample runs:
//   epoch_bench --data data/mnist
//   epoch_bench --data data/mnist --gemm openblas --epochs 5
//
// Description: times Adam epochs of the paper's network (60 000 images, batch 64, float), and in
// turns with them the rate of a large matrix product with the same backend on the same thread, and
// that of fused multiply-adds. Prints measurements: seconds an epoch, the mean error of its steps,
// and rates.

#include "bench/fma_peak.h"
#include "bench/measurement.h"
#include "bench/seconds.h"
#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/training/training.h"
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

/// Operations a second of a 2048³ product in float.
double product_rate() {
  constexpr std::size_t n = 2048;
  const std::vector<float> a(n * n, 0.37f), b(n * n, 0.73f);
  std::vector<float> c(n * n);
  return 2.0 * n * n * n / seconds_of([&] {
           gemm(ConstMatrix<float>(a.data(), n, n), ConstMatrix<float>(b.data(), n, n),
                Matrix<float>(c.data(), n, n), Update::overwrite);
         });
}

int run(const std::string& folder, int epochs) {
  const Dataset data = load_mnist(folder, Split::train);
  std::vector<float> theta = initial_parameters(shape, 1);
  Trainer trainer(shape, data, 64, 1);
  Adam<float> adam(theta.size(), {});
  const Regulariser<float> pull{.beta = 0.001};
  constexpr double giga = 1e9;
  const std::string backend = name(arithmetic().backend);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    double error = 0;
    const double seconds = seconds_of(
        [&] { error = trainer.run_epoch(theta, adam, pull, static_cast<std::uint32_t>(epoch)); });
    print_measurement("epoch_" + backend, seconds, "s");
    print_measurement("epoch_error_" + backend, error, "nat");
    print_measurement("step_rate_" + backend, products_of_epoch(data.count) / seconds / giga,
                      "GFLOP/s");
    print_measurement("square_rate_float_" + backend, product_rate() / giga, "GFLOP/s");
    print_measurement("fma_peak_float_1", fma_peak<float>(1) / giga, "GFLOP/s");
  }
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
       .summary = "Seconds per Adam epoch, and the rates of its products and of the core.",
       .example = "epoch_bench --data data/mnist --epochs 3",
       .prepare = caldera::prepare},
      {argv + 1, argv + argc});
}
