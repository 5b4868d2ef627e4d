#include "caldera/nn/data/idx_images.h"

#include <algorithm>
#include <cmath>

#include "tests/fuzz/answers.h"

namespace caldera::fuzz {

void try_images(Bytes input) {
  const std::size_t high = take_byte(input), low = take_byte(input);
  const std::size_t split = std::min(256 * high + low, input.size());
  const std::filesystem::path images = input_file("images", input.first(split)),
                              labels = input_file("labels", input.subspan(split));
  const DataSetEntry set{.title = "images",
                         .versions = {},
                         .shape = {28, 28},
                         .classes = 10,
                         .mean = 0.5F,
                         .deviation = 0.25F,
                         .remedy = "try others"};
  Dataset data;
  if (!accepts([&] { data = read_images(images, labels, set, "images"); })) return;
  require(data.labels.size() == data.count, "a label for each image");
  require(data.inputs.size() == data.count * data.features, "all pixels");
  require(std::ranges::all_of(data.labels, [](auto label) { return label < 10; }), "classes");
  require(std::ranges::all_of(data.inputs, [](float x) { return std::isfinite(x); }), "finite");
}

}  // namespace caldera::fuzz
