#include "caldera/nn/data/dataset.h"

#include <algorithm>
#include <cassert>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

const Dataset& with_examples(const Dataset& data) {
  if (data.count == 0)
    throw InputError("data set", data.name, "at least 1 example", "none", "choose another data set");
  assert(data.inputs.size() == data.count * data.features);
  assert(data.labels.size() == (data.is_classification() ? data.count : 0));
  assert(data.is_classification() == data.targets.empty());
  assert(data.targets.size() % data.count == 0);
  assert(std::ranges::all_of(data.labels, [&](std::uint8_t label) { return label < data.classes; }));
  return data;
}

bool skips_background(const Dataset& data) {
  return data.background != 0 && arithmetic().backend == GemmBackend::exact;
}

Dataset first_examples(const Dataset& data, std::size_t count, const std::string& option) {
  if (count < 1 || count > data.count)
    throw InputError("option out of range", option,
                     "1 to " + std::to_string(data.count) + ", the examples of " + data.name,
                     std::to_string(count), "choose a number in this range");
  // Of each list the first part.
  const auto part = [&](const auto& list) {
    const std::size_t width = list.size() / data.count;
    auto first = list;
    first.resize(count * width);
    return first;
  };
  return {data.name,          count,
          data.features,      data.classes,
          part(data.inputs),  part(data.labels),
          part(data.targets), data.background};
}

Dataset examples_of_class(const Dataset& data, std::uint8_t label) {
  Dataset chosen{.name = data.name,
                 .features = data.features,
                 .classes = data.classes,
                 .inputs = {},
                 .labels = {},
                 .background = data.background};
  for (std::size_t i = 0; i < data.count; ++i) {
    if (data.labels[i] != label) continue;
    const std::span<const float> row = data.matrix().row(i);
    chosen.inputs.insert(chosen.inputs.end(), row.begin(), row.end());
    chosen.labels.push_back(label);
    ++chosen.count;
  }
  return chosen;
}

}  // namespace caldera
