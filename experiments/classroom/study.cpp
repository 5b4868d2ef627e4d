// A phase transition small enough for a classroom: everything that happens to a network on MNIST, in
// two dimensions and in seconds.
//
// Sample runs:
//   caldera classroom --out classroom.h5
//   caldera classroom --profile smoke --seed 2 --out smoke.h5
//
// Description: a network with two hidden layers learns to tell four clouds of points apart, which
// come in two pairs. The minimum of L = E + (β/2)‖θ‖² is followed from a random start while β rises,
// with exact gradients of all examples, until the network's answers no longer depend on the input.
// The detector finds the transitions. Then
//   - each is bracketed more narrowly, and the smallest eigenvalue of ∇²L, which goes to zero as a
//     minimum disappears, is computed from the dense Hessian at every point;
//   - from beyond each, β falls again, to show how long the lower phase lasts;
//   - the path is projected on its first two principal components, and E is computed on their plane;
//   - what the network answers is computed on a grid of inputs, in the middle of each phase.
// The figure: plots/classroom/figure.cpp.

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/clouds.h"
#include "caldera/probes/landscape/pca.h"
#include "caldera/probes/landscape/values_on_plane.h"
#include "caldera/probes/series/even_steps.h"
#include "experiments/classroom/lesson.h"
#include "experiments/model/model_file.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::int64_t seed = 1;
  std::filesystem::path out = "classroom.h5";
};

/// How closely a profile looks.
struct Resolution {
  BetaGrid grid = {.step = 0.0025, .max = 0.3};
  int halvings = 8;        ///< of the bracket around each transition
  std::size_t cells = 80;  ///< of the grid of inputs, on each side
  std::size_t mesh = 41;   ///< points of the plane, on each side
};

Resolution resolution_of(const std::string& profile) {
  return of_profile<Resolution>(
      profile, {.grid = {.step = 0.01, .max = 0.3}, .halvings = 4, .cells = 40, .mesh = 21}, {},
      {.grid = {.step = 0.001, .max = 0.3}, .halvings = 12, .cells = 160, .mesh = 81});
}

const NetworkShape network_shape{{2, 8, 8, 4}, Activation::tanh};
const NestedPairs pairs;
constexpr double window_x = 1.6, window_y = 1.1;  // inputs shown: ± so much

Configuration configuration_of(const Resolution& resolution) {
  return {{"beta_max", resolution.grid.max},
          {"beta_step", resolution.grid.step},
          {"between", pairs.between},
          {"cells", integer(resolution.cells)},
          {"deviation", pairs.deviation},
          {"each", integer(pairs.each)},
          {"epsilon", classroom_adam.epsilon},
          {"halvings", std::int64_t{resolution.halvings}},
          {"kick", classroom_settling.kick},
          {"learning_rate", classroom_adam.learning_rate},
          {"max_steps", std::int64_t{classroom_descent.max_steps}},
          {"mesh", integer(resolution.mesh)},
          {"network", describe(network_shape)},
          {"tolerance", classroom_descent.gradient},
          {"within", pairs.within}};
}

/// Softmax of each row: probabilities of the classes.
void append_softmax(ConstMatrix<double> logits, std::vector<double>& probabilities) {
  std::vector<double> weights(logits.cols);
  for (std::size_t i = 0; i < logits.rows; ++i) {
    const double largest = std::ranges::max(logits.row(i));
    for (std::size_t c = 0; c < logits.cols; ++c)
      weights[c] = elementary::exp(logits(i, c) - largest);
    const double total = sum(std::span<const double>(weights));
    for (const double weight : weights) probabilities.push_back(weight / total);
  }
}

/// What the network answers on the grid of inputs in the middle of each phase. Row (phase, y, x).
void write_answers(RunWriter& file, const ClassroomBranch& rising,
                   const std::vector<ClassroomPhase>& phases, std::size_t cells) {
  const std::vector<double> xs = even_steps(-window_x, window_x, cells);
  const std::vector<double> ys = even_steps(-window_y, window_y, cells);
  std::vector<double> inputs, probabilities;
  for (const double y : ys)
    for (const double x : xs) inputs.insert(inputs.end(), {x, y});
  const std::vector<double> labels(cells * cells);  // the tape asks for some
  ModelTape<double> network(network_shape, cells * cells);
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  for (const ClassroomPhase& phase : phases) {
    network.tape.bind_parameters(
        rising.parameters.view().row(static_cast<std::size_t>(phase.middle())));
    network.tape.forward();
    append_softmax(network.tape.value(network.output), probabilities);
  }
  const std::size_t classes = network_shape.widths.back();
  file.vector("/phases/x", xs, {"1", "first input, of the grid"});
  file.vector("/phases/y", ys, {"1", "second input, of the grid"});
  file.matrix<double>("/phases/probabilities",
                      {probabilities.data(), probabilities.size() / classes, classes},
                      {"1", "probability of each class; a row for each phase, y and x"});
}

/// Where the points of a branch lie on the plane.
void project(ClassroomBranch& branch, const PrincipalComponents& plane) {
  const std::vector<double> at =
      coordinates_of(branch.parameters.view(), plane.centre, plane.direction_rows());
  for (std::size_t i = 0; i < branch.rows.size(); ++i) {
    branch.rows[i].x = at[2 * i];
    branch.rows[i].y = at[2 * i + 1];
  }
}

/// Even steps over the range of a coordinate of the minima, and a fifth of it more on either side.
std::vector<double> axis(const ClassroomBranch& branch, double ClassroomRow::*coordinate,
                         std::size_t count) {
  const auto [low, high] = std::ranges::minmax(std::span(branch.rows).subspan(1), {}, coordinate);
  const double margin = (high.*coordinate - low.*coordinate) / 5;
  return even_steps(low.*coordinate - margin, high.*coordinate + margin, count);
}

void write_plane(RunWriter& file, Lesson& lesson, const ClassroomBranch& rising,
                 const PrincipalComponents& plane, std::size_t mesh) {
  const std::vector<double> xs = axis(rising, &ClassroomRow::x, mesh);
  const std::vector<double> ys = axis(rising, &ClassroomRow::y, mesh);
  const ConstMatrix<double> directions = plane.direction_rows();
  const std::vector<double> errors = values_on_plane(
      lesson.objective, {plane.centre, directions.row(0), directions.row(1)}, xs, ys,
      [&](std::size_t rows) {
        lesson.progress.show(0.9 + 0.1 * static_cast<double>(rows) / static_cast<double>(mesh),
                             "plane");
      });
  file.vector("/plane/centre", plane.centre, {"1", "mean of the parameters of the rising branch"});
  file.matrix<double>("/plane/directions", directions, {"1", "first two principal components"});
  file.vector("/plane/shares", plane.shares, {"1", "share of the variance along each"});
  file.vector("/plane/x", xs, {"1", "coordinate along the first"});
  file.vector("/plane/y", ys, {"1", "coordinate along the second"});
  file.matrix<double>("/plane/error", {errors.data(), mesh, mesh},
                      {"nat", "mean cross-entropy E; a row for each y, a column for each x"});
}

void write_data(RunWriter& file, const Dataset& data) {
  file.matrix<float>("/data/inputs", data.matrix(), {"1", "inputs of each example"});
  file.vector("/data/labels", data.labels, {"1", "class of each example"});
}

void say(const ClassroomBranch& ends) {
  for (std::size_t k = 0; k + 1 < ends.rows.size(); k += 2)
    print_out(
        "classroom: transition at beta {:.6f} to {:.6f}, E {:.3f} to {:.3f}, "
        "accuracy {:.1f} % to {:.1f} %, smallest eigenvalue before {:.1e}\n",
        ends.rows[k].beta, ends.rows[k + 1].beta, ends.rows[k].error, ends.rows[k + 1].error,
        ends.rows[k].accuracy, ends.rows[k + 1].accuracy, ends.rows[k].margin);
}

int run(const Options& options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const Resolution resolution = resolution_of(options.profile);
  const StudyRun run(options.out, "classroom", options.profile, options.seed,
                     configuration_of(resolution));
  if (is_complete(run)) return success;
  prepare_output(options.out);

  // 2. Data, network, and the way up.
  const auto seed = static_cast<std::uint64_t>(options.seed);
  Lesson lesson(network_shape, nested_pairs(pairs, seed));
  const std::vector<float> start = initial_parameters(network_shape, seed);
  ClassroomBranch rising =
      follow_branch(lesson, values(resolution.grid), {start.begin(), start.end()}, 0, 0.4);

  // 3. The transitions, from close by, and the ways back.
  const std::vector<Transition> transitions = transitions_of(rising);
  ClassroomBranch ends = folds(lesson, rising, transitions, resolution.halvings);
  std::vector<ClassroomBranch> falling = fall(lesson, rising, transitions);

  // 4. All of it on one plane. At β = 0 there is no minimum, only how far descent has come.
  const ConstMatrix<double> minima(rising.parameters.view().row(1).data(),
                                   rising.parameters.rows - 1, rising.parameters.cols);
  const PrincipalComponents plane = principal_components(minima, 2);
  project(rising, plane);
  project(ends, plane);
  for (ClassroomBranch& branch : falling) project(branch, plane);

  // 5. The run file, and what was found.
  write_run(run, fmt::format("{} values of beta", rising.rows.size()), [&](RunWriter& file) {
    write_data(file, lesson.data);
    write_branch(file, "/rising", rising);
    write_branch(file, "/folds", ends);
    for (std::size_t k = 0; k < falling.size(); ++k)
      write_branch(file, fmt::format("/falling{}", k + 1), falling[k]);
    const std::vector<ClassroomPhase> phases = phases_of(rising, ends);
    write_phases(file, phases);
    write_answers(file, rising, phases, resolution.cells);
    write_plane(file, lesson, rising, plane, resolution.mesh);
    write_model<double>(file, network_shape, rising.parameters.view().row(0));
  });
  say(ends);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--seed", o->seed, seed_range, "Of all random numbers");
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  return {{.files = {"classroom/run.h5"}, .is_quick = true}};
}

const Registration verb(
    {.name = "classroom",
     .summary = "Phase transitions of a small network on points of the plane, in seconds.",
     .example = "caldera classroom --out classroom.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
