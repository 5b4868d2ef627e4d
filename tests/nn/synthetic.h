#pragma once
// A small labelled data set of random numbers, for tests that need no digits.

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/nn/data/dataset.h"

namespace caldera::test {

/// Inputs uniform on (−1, 1); the label is the largest of the first `classes` inputs, so that
/// there is something to learn.
inline Dataset synthetic_dataset(std::size_t count, std::size_t features, std::size_t classes) {
  const Stream stream{42, Purpose::test_data, 99};
  Dataset data{"synthetic", count, features, classes, {}, {}};
  for (std::size_t i = 0; i < count * features; ++i)
    data.inputs.push_back(static_cast<float>(2 * stream.uniform(i) - 1));
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t best = 0;
    for (std::size_t c = 1; c < classes; ++c)
      if (data.matrix()(i, c) > data.matrix()(i, best)) best = c;
    data.labels.push_back(static_cast<std::uint8_t>(best));
  }
  return data;
}

}  // namespace caldera::test
