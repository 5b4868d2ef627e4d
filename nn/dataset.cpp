#include "nn/dataset.h"

#include "autograd/arithmetic/error.h"

namespace caldera {

Dataset first_examples(const Dataset& data, std::size_t count) {
  if (count < 1 || count > data.count)
    throw InputError("subset", data.name, "1 to " + std::to_string(data.count) + " examples",
                     std::to_string(count), "choose a number in this range");
  const auto inputs = data.inputs.begin();
  const auto labels = data.labels.begin();
  return {data.name,
          count,
          data.features,
          data.classes,
          {inputs, inputs + static_cast<std::ptrdiff_t>(count * data.features)},
          {labels, labels + static_cast<std::ptrdiff_t>(count)}};
}

}  // namespace caldera
