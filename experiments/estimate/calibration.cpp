#include "experiments/estimate/calibration.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <thread>
#include <vector>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/first_failure.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/nn/training/training.h"
#include "caldera/probes/series/median.h"
#include "experiments/model/training_setup.h"

namespace caldera {

namespace {

constexpr std::size_t images = 60000, features = 784, different = 1000;
constexpr double lit_pixels = 0.191;  // of MNIST's training images
constexpr float black = -0.4242F;     // of MNIST, standardised
constexpr std::uint32_t rounds = 3;

/// As many as MNIST has, since fewer would stay in the cache; few different ones, which are soon drawn.
Dataset random_images() {
  Dataset data{.name = "calibration", .count = images, .features = features, .classes = 10,
               .inputs = std::vector<float>(images * features, black),
               .labels = std::vector<std::uint8_t>(images)};
  data.background = black;
  const Stream stream{.seed = 1, .purpose = Purpose::synthetic_data};
  for (std::size_t i = 0; i < data.inputs.size(); ++i)
    if (i >= different * features)
      data.inputs[i] = data.inputs[i - different * features];
    else if (const double drawn = stream.uniform(i); drawn < lit_pixels)
      data.inputs[i] = static_cast<float>(drawn);
  for (std::size_t i = 0; i < images; ++i) data.labels[i] = static_cast<std::uint8_t>(i % 10);
  return data;
}

/// Seconds of one thread, beside what else runs.
double time_epochs(const Dataset& data) {
  const NetworkShape shape = paper_network("mnist", Activation::sigmoid);
  Trainer trainer(shape, data, 64, 1);
  std::vector<float> theta = initial_parameters(shape, 1);
  Adam<float> adam(theta.size(), {});
  std::vector<double> seconds;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    trainer.run_epoch(theta, adam, {}, round);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    seconds.push_back(taken.count());
  }
  return median(seconds);
}

}  // namespace

double seconds_an_epoch(int at_once) {
  assert(at_once >= 1);
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  const int jobs = std::min(at_once, static_cast<int>(threads));
  const Dataset data = random_images();
  std::vector<double> seconds(static_cast<std::size_t>(jobs));
  if (jobs > 1) try_threads(jobs - 1);
  FirstFailure failure;  // of a thread that finds no memory
#pragma omp parallel for num_threads(jobs) schedule(static, 1)
  for (std::size_t job = 0; job < seconds.size(); ++job)
    failure.guard([&] { seconds[job] = time_epochs(data); });
  failure.rethrow();
  return median(seconds);
}

}  // namespace caldera
