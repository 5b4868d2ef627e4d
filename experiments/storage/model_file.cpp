#include "experiments/storage/model_file.h"

namespace caldera {

void write_model_description(RunWriter& writer, const ModelDescription& model) {
  writer.attribute("architecture", model.architecture);
  writer.attribute("layers", model.layers);
  writer.attribute("activation", model.activation);
}

ModelDescription read_model_description(const RunFile& file) {
  return {file.attribute<std::string>("architecture"), file.attribute_list<std::int64_t>("layers"),
          file.attribute<std::string>("activation")};
}

template <class T>
void write_layer(RunWriter& writer, const std::string& layer, ConstMatrix<T> weight,
                 std::span<const T> bias) {
  const std::string group = "/parameters/" + layer;
  writer.matrix(group + "/weight", weight, {"1", "weights of " + layer + ", out x in"});
  writer.vector(group + "/bias", bias, {"1", "biases of " + layer});
}

template void write_layer(RunWriter&, const std::string&, ConstMatrix<float>,
                          std::span<const float>);
template void write_layer(RunWriter&, const std::string&, ConstMatrix<double>,
                          std::span<const double>);

}  // namespace caldera
