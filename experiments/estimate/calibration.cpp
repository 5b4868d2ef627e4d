#include "experiments/estimate/calibration.h"

#include <chrono>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/nn/training/training.h"
#include "caldera/probes/series/median.h"
#include "experiments/model/training_setup.h"

namespace caldera {

namespace {

constexpr std::size_t images = 6400;
constexpr double images_an_epoch = 60000;
constexpr double lit_pixels = 0.191;  // of MNIST's training images
constexpr float black = -0.4242F;     // of MNIST, standardised
constexpr int rounds = 9;

Dataset random_images() {
  Dataset data{.name = "calibration", .count = images, .features = 784, .classes = 10,
               .inputs = std::vector<float>(images * 784, black),
               .labels = std::vector<std::uint8_t>(images)};
  data.background = black;
  const Stream stream{.seed = 1, .purpose = Purpose::synthetic_data};
  for (std::size_t i = 0; i < data.inputs.size(); ++i)
    if (const double drawn = stream.uniform(i); drawn < lit_pixels)
      data.inputs[i] = static_cast<float>(drawn);
  for (std::size_t i = 0; i < images; ++i) data.labels[i] = static_cast<std::uint8_t>(i % 10);
  return data;
}

}  // namespace

double seconds_an_epoch() {
  const Dataset data = random_images();
  const NetworkShape shape = paper_network("mnist", Activation::sigmoid);
  Trainer trainer(shape, data, 64, 1);
  std::vector<float> theta = initial_parameters(shape, 1);
  Adam<float> adam(theta.size(), {});
  std::vector<double> seconds;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    trainer.run_epoch(theta, adam, {}, round);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    seconds.push_back(taken.count() * images_an_epoch / images);
  }
  return median(seconds);
}

}  // namespace caldera
