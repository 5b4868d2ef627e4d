#include "caldera/nn/data/patterns.h"

#include <cmath>

#include "caldera/autograd/arithmetic/sha256.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

// As one sees them: # is the pattern.
const std::string pictures[3] = {"....####"
                                 "####....",
                                 ".##..##."
                                 ".##..##.",
                                 "#.#..#.#"
                                 "#.#..#.#"};

/// How far pixel k of example i is from where it lies without noise, in standard deviations.
double noise(const Dataset& data, std::size_t i, std::size_t k) {
  const double mean = pictures[data.labels[i]][k] == '#' ? -2 : 2;
  return (static_cast<double>(data.matrix()(i, k)) - mean) / 0.9;
}

/// Whether the mean of n independent terms of mean 0 and that variance is 0.
bool is_zero(double mean, double variance, double n) {
  return std::abs(mean) <= tolerance::standard_errors * std::sqrt(variance / n);
}

}  // namespace

TEST_CASE("patterns: counts, names and classes in turn") {
  const Dataset train = make_patterns(Split::train, 1), test = make_patterns(Split::test, 1);
  CHECK(train.name == "patterns-train");
  CHECK(test.name == "patterns-test");
  CHECK(train.count == 3000);
  CHECK(test.count == 600);
  for (const Dataset* data : {&train, &test}) {
    CHECK(data->features == 16);
    CHECK(data->classes == 3);
    REQUIRE(data->inputs.size() == data->count * 16);
    REQUIRE(data->labels.size() == data->count);
    for (std::size_t i = 0; i < data->count; ++i) REQUIRE(data->labels[i] == i % 3);
  }
}

TEST_CASE("patterns: every pixel of every class has its mean and the deviation 0.9") {
  const Dataset data = make_patterns(Split::train, 1);
  for (std::size_t label = 0; label < 3; ++label)
    for (std::size_t k = 0; k < 16; ++k) {
      double mean = 0, excess = 0;
      for (std::size_t i = label; i < data.count; i += 3) {
        mean += noise(data, i, k) / 1000;
        excess += (std::pow(noise(data, i, k), 2) - 1) / 1000;
      }
      INFO("class " << label << " pixel " << k);
      CHECK(is_zero(mean, 1, 1000));
      CHECK(is_zero(excess, 2, 1000));  // E x⁴ − 1
    }
}

TEST_CASE("patterns: noise of neighbours, of the splits and of two seeds is independent") {
  const Dataset train = make_patterns(Split::train, 1), test = make_patterns(Split::test, 1),
                other = make_patterns(Split::test, 2);
  double neighbours = 0, splits = 0, seeds = 0;
  for (std::size_t i = 0; i < 600; ++i)
    for (std::size_t k = 0; k < 16; ++k) {
      neighbours += noise(test, i, k) * noise(test, i, (k + 1) % 16) / 9600;
      splits += noise(train, i, k) * noise(test, i, k) / 9600;
      seeds += noise(test, i, k) * noise(other, i, k) / 9600;
    }
  CHECK(is_zero(neighbours, 1, 9600));
  CHECK(is_zero(splits, 1, 9600));
  CHECK(is_zero(seeds, 1, 9600));
}

TEST_CASE("patterns: the same bits every time") {
  const auto digest = [](Split split) {
    const Dataset data = make_patterns(split, 1);
    return sha256_hex(std::as_bytes(std::span(data.inputs)));
  };
  CHECK(digest(Split::train) == "caa98f5004e7382b112b140caaf526db5ae974b19f5907a962df1e5af90cd334");
  CHECK(digest(Split::test) == "c4b233e396ab73a4b620116410d46441565eee868e8dd0ec66f52d23960ac7be");
}

}  // namespace caldera::test
