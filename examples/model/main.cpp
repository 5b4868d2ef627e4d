// A model of your own, recorded on a tape: two layers that share one weight matrix, with squared
// error. It is fitted to data by Newton's method; then the ends of its Hessian's spectrum are
// computed.
//
//     y = V tanh(W tanh(W x)),   loss ½ ‖y − t‖²

#include <cmath>
#include <cstdio>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/ops.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/recorder.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "caldera/probes/spectrum/lanczos.h"

namespace ops = caldera::ops;
using caldera::Dataset, caldera::Recorded, caldera::Recorder, caldera::Tape, caldera::Var;

constexpr std::size_t width = 4, examples = 256;

Recorder shared_layers() {
  return Recorder::of([]<class T>(Tape<T>& tape, std::size_t rows) {
    const Var<T> x = tape.input("x", rows, width), t = tape.input("t", rows, 1);
    const Var<T> w = tape.parameter("W", width, width), v = tape.parameter("V", 1, width);
    const Var<T> y = ops::product(ops::tanh(ops::product(ops::tanh(ops::product(x, w)), w)), v);
    return Recorded<T>{x, t, y, ops::squared_error(y, t)};
  });
}

/// t = sin(x₁ + x₂) − x₃ x₄ at points that fill the cube evenly (Kronecker's sequence).
Dataset cube() {
  Dataset data{.name = "cube", .count = examples, .features = width};
  for (std::size_t i = 1; i <= examples; ++i) {
    float x[width];
    for (std::size_t j = 0; j < width; ++j) {
      const double turns = static_cast<double>(i) * std::sqrt(static_cast<double>(j * j + 2));
      x[j] = static_cast<float>(2 * (turns - std::floor(turns)) - 1);
    }
    data.inputs.insert(data.inputs.end(), x, x + width);
    data.targets.push_back(std::sin(x[0] + x[1]) - x[2] * x[3]);
  }
  return data;
}

int main() {
  const Dataset data = cube();
  caldera::DatasetObjective objective(shared_layers(), data);
  std::vector<double> theta(objective.dim());
  const caldera::Stream random{1, caldera::Purpose::initial_parameters};
  for (std::size_t i = 0; i < theta.size(); ++i) theta[i] = random.normal(i) / 2;

  // A weak pull towards the origin makes the minimum a point, not a valley.
  const caldera::Regulariser<double> pull{.beta = 1e-4};
  caldera::NewtonMinimiser newton(objective);
  const caldera::MinimiserSummary fit = newton.minimise(theta, pull, 0);
  std::printf("error %.6f after %d steps, gradient %.0e\n", fit.error, fit.iterations,
              newton.gradient_norm());

  const auto hessian = objective.linearize(theta);
  const caldera::EigenSummary found =
      caldera::eigenpairs(*hessian, {.top = 2, .bottom = 2, .tolerance = 1e-8});
  for (const caldera::Eigenpair& pair : found.pairs)
    std::printf("eigenvalue %10.6f +- %.0e\n", pair.value, pair.bound);
  return newton.converged() && found.converged ? 0 : 1;
}
