// Sample runs:
//   slice_bench --data data/mnist
//   slice_bench --data data/mnist --threads 1 --rounds 1
//
// Description: times a slice of 50 × 50 points on 10 000 images, in double: what is made once, and
// all points, row by row, as the program slices does. One full pass over the images and a 2048³
// matrix product take turns with it. Prints the seconds of each turn and, of the medians, how many
// times as fast as 2500 full passes it is, and the rate of its products as a share of the large
// one's. The network is fresh and random.

#include "bench/measurement.h"
#include "bench/seconds.h"
#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/models/filter_direction.h"
#include "caldera/nn/objective/plane_evaluation.h"
#include "caldera/probes/series/median.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

constexpr std::size_t side = 50, images = 10000;

void evaluate_slice(const NetworkShape& shape, const Dataset& data, const Plane& plane) {
  PlaneEvaluation evaluation(shape, data, plane);
  for (std::size_t row = 0; row < side; ++row) {
    std::vector<PlanePoint> points(side);
    for (std::size_t column = 0; column < side; ++column)
      points[column] = {static_cast<double>(column) / side, static_cast<double>(row) / side};
    evaluation.at(points);
  }
}

/// Multiply-adds of a slice: three products of the first layer, and one a point of every other.
double slice_size(const NetworkShape& shape) {
  double first = 0, later = 0;
  for (std::size_t k = 1; k < shape.widths.size(); ++k)
    (k == 1 ? first : later) += static_cast<double>(shape.widths[k - 1] * shape.widths[k]);
  return images * (3 * first + side * side * later);
}

int run(const std::string& folder, int rounds) {
  const Dataset data = first_examples(load_mnist(folder, Split::train), images);
  const NetworkShape shape{{784, 128, 128, 10}, Activation::sigmoid};
  const std::vector<float> initial = initial_parameters(shape, 1);
  const std::vector<double> centre(initial.begin(), initial.end());
  const std::vector<double> u = filter_direction(shape, centre, 1, 0),
                            v = filter_direction(shape, centre, 1, 1);
  DatasetObjective objective(shape, data);
  constexpr std::size_t n = 2048;
  const std::vector<double> a(n * n, 1.1), b(n * n, 0.9);
  std::vector<double> c(n * n), slice, pass, square;
  for (int round = 0; round < rounds; ++round) {
    slice.push_back(seconds_of([&] { evaluate_slice(shape, data, {centre, u, v}); }));
    pass.push_back(seconds_of([&] { objective.value(centre); }));
    square.push_back(seconds_of([&] {
      gemm(ConstMatrix<double>(a.data(), n, n), ConstMatrix<double>(b.data(), n, n),
           Matrix<double>(c.data(), n, n), Update::overwrite);
    }));
  }
  constexpr double giga = 1e9, operations = 2;  // a multiply and an add
  const double square_rate = operations * n * n * n / median(square) / giga;
  const double rate = operations * slice_size(shape) / median(slice) / giga;
  print_out(
      "slice of {0} x {0} points, {1} images, double, threads {2}: {3:.1f} times as fast as full "
      "passes\n",
      side, images, arithmetic().threads, side * side * median(pass) / median(slice));
  for (const double seconds : slice) print_measurement("slice", seconds, "s");
  print_out("its matrix products: {:.1f} GFLOP/s, {:.2f} of a 2048 x 2048 product's {:.1f}\n", rate,
            rate / square_rate, square_rate);
  return success;
}

struct Options {
  std::string folder = "data/mnist";
  int rounds = 3;
};

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--data", o->folder, "Folder with the four MNIST files");
  line.add("--rounds", o->rounds, {1, 1000}, "Turns of each");
  add_arithmetic_options(line);
  return [o] { return run(o->folder, o->rounds); };
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  return caldera::run_program({.name = "slice_bench",
                               .summary = "Seconds of a 50 x 50 slice of the error surface.",
                               .example = "slice_bench --data data/mnist --threads 2",
                               .prepare = caldera::prepare},
                              {argv + 1, argv + argc});
}
