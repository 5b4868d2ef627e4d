// Sample runs:
//   gradient_bench --data data/mnist
//   gradient_bench --data data/mnist --rounds 9
//
// Description: times what probes do on the whole training set in double: a gradient, and a
// Hessian-vector product after linearising, alone and in a block of eight; and the gradient on two
// threads. All take turns in one run; medians and their ratios are printed.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "autograd/arithmetic/arithmetic.h"
#include "autograd/arithmetic/random.h"
#include "experiments/program.h"
#include "nn/mnist.h"
#include "nn/objective.h"

namespace caldera {
namespace {

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> seconds) {
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

int run(const std::string& folder, int rounds) {
  const Dataset data = load_mnist(folder, Split::train);
  const MlpShape shape{{784, 128, 128, 10}, Activation::sigmoid};
  DatasetObjective objective(shape, data);
  const std::vector<float> initial = initial_parameters(shape, 1);
  const std::vector<double> theta(initial.begin(), initial.end());
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
  std::vector<double> one, two, single, in_block;
  for (int round = 0; round < rounds; ++round) {
    one.push_back(on_threads(1, gradient));
    two.push_back(on_threads(2, gradient));
    single.push_back(on_threads(1, [&] { hessian->apply({v.data(), 1, n}, {out.data(), 1, n}); }));
    in_block.push_back(on_threads(1, [&] {
      hessian->apply({v.data(), block, n}, {out.data(), block, n});
    }) / static_cast<double>(block));
  }
  fmt::print("full-data gradient, 60 000 images, double: {:.3f} s; on two threads {:.3f} s, {:.2f} "
             "times as fast (target: at least 1.7)\n",
             median(one), median(two), median(one) / median(two));
  fmt::print("Hessian-vector product: {:.3f} s, {:.2f} gradients; in a block of 8 {:.3f} s a "
             "direction, {:.2f} gradients\n",
             median(single), median(single) / median(one), median(in_block),
             median(in_block) / median(one));
  return success;
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Seconds of a full-data gradient and of Hessian-vector products.", "gradient_bench");
  app.footer("Example: gradient_bench --data data/mnist --rounds 5");
  std::string folder = "data/mnist";
  int rounds = 5;
  app.add_option("--data", folder, "folder with the four MNIST files")->capture_default_str();
  app.add_option("--rounds", rounds, "turns of each")->capture_default_str()->check(
      CLI::Range(1, 1000));
  add_arithmetic_options(app);
  return run_program(app, argc, argv, [&] { return run(folder, rounds); });
}
