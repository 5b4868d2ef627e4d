// Bits of the paper's network on real MNIST: its derivatives, its training, full-data passes.

#include <fmt/format.h>

#include "caldera/autograd/derivatives.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/training/training.h"
#include "tests/golden/computations.h"

namespace caldera::golden {
namespace {

const NetworkShape shape{{784, 128, 128, 10}, Activation::sigmoid};
constexpr std::size_t batch = 64;
constexpr std::uint64_t seed = 1;

/// A vector with an entry for each parameter, layer by layer.
void add_by_layer(Step& step, const std::string& what, std::span<const float> flat) {
  for (const ParameterSlice& s : parameter_slices(shape))
    step.add(fmt::format("{} of {}/{}", what, s.layer, s.kind),
             flat.subspan(s.offset, s.rows * s.cols));
}

template <class T>
void derivatives(const Dataset& data, Record& record) {
  ModelTape<T> network(shape, data.count);
  const std::vector<T> inputs(data.inputs.begin(), data.inputs.end());
  const std::vector<T> labels(data.labels.begin(), data.labels.end());
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  const std::vector<float> initial = initial_parameters(shape, seed);
  const std::vector<T> theta(initial.begin(), initial.end());
  const std::vector<T> v = random_values<T>(theta.size(), 14);
  std::vector<T> result(theta.size());

  Step step{fmt::format("network/{}", type_name<T>)};
  Linearization<T> at_theta(network.loss, theta);
  step.add("logits", network.tape.value(network.output).flat());
  step.add("loss", network.tape.value(network.loss).flat());
  step.add("gradient", at_theta.gradient());
  at_theta.hvp(v, result);
  step.add("hvp", result);
  at_theta.ggnvp(network.output, v, result);
  step.add("ggnvp", result);
  record.push_back(step);
}

/// Records what goes into each step of an optimizer and what comes out.
class Recorder : public StepObserver {
 public:
  Recorder(std::string name, const Regulariser<float>& regulariser, Record& record)
      : name_(std::move(name)), regulariser_(regulariser), record_(record) {}
  void before_step(const TrainingStep& step) override {
    std::vector<float> gradient(step.gradient.begin(), step.gradient.end());
    regulariser_.add_gradient(step.theta, gradient);
    record_.push_back({fmt::format("{}/step {:03}", name_, ++steps_)});
    add_by_layer(record_.back(), "gradient", gradient);
  }
  void after_step(std::span<const float> theta) override {
    add_by_layer(record_.back(), "theta", theta);
  }

 private:
  std::string name_;
  const Regulariser<float>& regulariser_;
  Record& record_;
  std::size_t steps_ = 0;
};

/// Whole epochs over `data`, at least `steps` optimizer steps.
void train_recorded(const std::string& name, Optimizer<float>& optimizer, const Regulariser<float>& regulariser,
                    const Dataset& data, std::size_t steps, Record& record) {
  std::vector<float> theta = initial_parameters(shape, seed);
  record.push_back({name + "/start"});
  add_by_layer(record.back(), "theta", theta);
  Trainer trainer(shape, data, batch, seed);
  Recorder recorder(name, regulariser, record);
  const std::size_t epochs = (steps + trainer.batches() - 1) / trainer.batches();
  for (std::uint32_t epoch = 0; epoch < epochs; ++epoch) {
    const double error = trainer.run_epoch(theta, optimizer, regulariser, epoch, &recorder);
    record.push_back({fmt::format("{}/epoch {:02}", name, epoch + 1)});
    record.back().add("running error", error);
  }
}

/// θ eight times as large as training starts from, so that not all answers are the same digit.
std::vector<double> enlarged_parameters() {
  std::vector<double> theta;
  for (const float entry : initial_parameters(shape, seed)) theta.push_back(8 * double{entry});
  return theta;
}

void add_gradient(Step& step, DatasetObjective& objective, std::span<const double> theta) {
  std::vector<double> gradient(objective.dim());
  const Evaluation result = objective.evaluate_with_gradient(theta, gradient);
  step.add("error", result.error);
  step.add("accuracy", result.accuracy);
  step.add("accuracy by class", result.class_accuracy);
  step.add("gradient", gradient);
}

/// Products with two directions at once.
void add_curvature(Step& step, DatasetObjective& objective, std::span<const double> theta) {
  const std::size_t size = objective.dim();
  const std::vector<double> directions = random_values<double>(2 * size, 16);
  std::vector<double> products(2 * size);
  for (const auto& [kind, name] : {std::pair{Curvature::hessian, "Hessian product"},
                                   {Curvature::gauss_newton, "Gauss-Newton product"},
                                   {Curvature::empirical_fisher, "Fisher product"}}) {
    const auto curvature = objective.linearize(theta, kind);
    curvature->apply({directions.data(), 2, size}, {products.data(), 2, size});
    step.add(name, products);
  }
}

}  // namespace

void network_bits(const Request& request, Record& record) {
  const Dataset data = first_examples(load_mnist(request.mnist, Split::train), batch);
  derivatives<float>(data, record);
  derivatives<double>(data, record);
}

void training_bits(const Request& request, Record& record) {
  constexpr std::size_t steps_an_epoch = 20;
  const Dataset data = first_examples(load_mnist(request.mnist, Split::train), steps_an_epoch * batch);
  const std::size_t parameters = parameter_count(shape);
  Adam<float> adam(parameters, {});
  train_recorded("adam", adam, {.beta = 0.01}, data, request.training_steps, record);
  // The other optimizer, with the other convention and a reference.
  Sgd<float> sgd(parameters, {});
  const std::vector<float> reference = random_values<float>(parameters, 15);
  train_recorded("sgd", sgd, {PullConvention::pathfinder, 0.003, reference}, data, steps_an_epoch,
                 record);
}

void part_data_bits(const Request& request, Record& record) {
  const Dataset data = first_examples(load_mnist(request.mnist, Split::test), 300);
  const std::vector<double> theta = enlarged_parameters();
  DatasetObjective objective(shape, data, {.rows = 16, .groups = 16});  // the last shard is short
  Step step{"part data"};
  add_gradient(step, objective, theta);
  add_curvature(step, objective, theta);
  record.push_back(step);
}

void full_data_bits(const Request& request, Record& record) {
  const Dataset data = load_mnist(request.mnist, Split::test);
  DatasetObjective objective(shape, data);
  Step step{"full data"};
  add_gradient(step, objective, enlarged_parameters());
  record.push_back(step);
}

}  // namespace caldera::golden
