// Sample runs:
//   monitor_bench --data data/mnist
//   monitor_bench --data data/mnist --epochs 40 --sample-every 100
//
// Description: what the monitor costs. The paper's network is trained without it and with it, ten epochs
// of either in turns, from the same start to the same bits: 60 000 images, batch 64, float, Adam.
// The monitor has every signal on, as by default; it reads them on a second thread. Prints the
// seconds of all epochs of either kind and their ratio. Training itself has one thread: at this
// batch size that is the fastest.

#include "bench/measurement.h"
#include "bench/seconds.h"
#include "caldera/nn/data/mnist.h"
#include "experiments/monitor/training_run.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string folder = "data/mnist";
  int epochs = 20;
  std::int64_t sample_every = 10;
};

int run(const Options& options) {
  const TrainingData data{load_mnist(options.folder, Split::train),
                          load_mnist(options.folder, Split::test)};
  TrainingPlan plan;
  plan.setup.shape = {{784, 128, 128, 10}, Activation::sigmoid};
  plan.setup.stopping = {.max_epochs = options.epochs, .patience = options.epochs};
  plan.start = initial_parameters(plan.setup.shape, 1);
  plan.betas = {0.001};
  plan.monitor.every = options.sample_every;
  plan.keep_every = 0;
  TrainingRun watched(plan, data);

  Trainer trainer(plan.setup.shape, data.training, 64, 1);
  Adam<float> adam(plan.start.size(), {});
  const Regulariser<float> pull{.beta = 0.001};
  std::vector<float> theta = plan.start;
  double alone = 0, with = 0;
  constexpr int turn = 10;  // epochs, as many as `train` keeps in a segment
  for (int first = 0; first < options.epochs; first += turn) {
    const int end = std::min(first + turn, options.epochs);
    alone += seconds_of([&] {
      for (int epoch = first; epoch < end; ++epoch)
        trainer.run_epoch(theta, adam, pull, static_cast<std::uint32_t>(epoch));
    });
    with += seconds_of([&] {
      for (int epoch = first; epoch < end; ++epoch) watched.run_epoch();
      watched.record();  // waits for the last signal
    });
  }
  const std::size_t samples = watched.record().samples.steps.rows.size();
  print_out("{} epochs: {:.2f} s without and {:.2f} s with the monitor, every {} steps, {} samples\n",
            options.epochs, alone, with, options.sample_every, samples);
  print_measurement("monitor_ratio", with / alone, "1");
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--data", o->folder, "Folder with the four MNIST files");
  line.add("--epochs", o->epochs, {1, 1000}, "Of either kind");
  line.add("--sample-every", o->sample_every, {1, 1000000}, "Steps from one sample to the next");
  add_arithmetic_options(line);
  return [o] { return run(*o); };
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  return caldera::run_program(
      {.name = "monitor_bench",
       .summary = "What the monitor costs: epochs with and without it, taking turns.",
       .example = "monitor_bench --data data/mnist --epochs 20",
       .prepare = caldera::prepare},
      {argv + 1, argv + argc});
}
