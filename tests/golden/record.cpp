#include "tests/golden/record.h"

namespace caldera::golden {

std::string Step::digest() const {
  Sha256 hash;
  for (const Tensor& tensor : tensors) hash.update(std::as_bytes(std::span(tensor.digest)));
  return hash.hex();
}

std::string overall_digest(const Record& record) {
  Sha256 hash;
  for (const Step& step : record) {
    const std::string line = step.name + " " + step.digest() + "\n";
    hash.update(std::as_bytes(std::span(line)));
  }
  return hash.hex();
}

}  // namespace caldera::golden
