#include "tests/places.h"

#include <cstdlib>

// The only file of the tests that is compiled with paths of this machine.

namespace caldera::test {

namespace {

std::filesystem::path chosen_or(const char* variable, const char* configured) {
  const char* const chosen = std::getenv(variable);
  return chosen != nullptr ? chosen : configured;
}

}  // namespace

std::string program_path(const std::string& name) {
  return std::string(CALDERA_BUILD_DIR) + "/caldera " + name;
}

std::filesystem::path mnist_folder() { return chosen_or("CALDERA_MNIST", CALDERA_MNIST_DIR); }

std::filesystem::path fashion_mnist_folder() {
  return chosen_or("CALDERA_FASHION_MNIST", CALDERA_FASHION_MNIST_DIR);
}

std::filesystem::path golden_folder() { return CALDERA_GOLDEN_DIR; }

std::filesystem::path corpus_folder() { return CALDERA_CORPUS_DIR; }

std::vector<std::string> all_folders() {
  return {std::filesystem::temp_directory_path().string(), CALDERA_BUILD_DIR,
          mnist_folder().string(), fashion_mnist_folder().string(), CALDERA_GOLDEN_DIR,
          CALDERA_CORPUS_DIR};
}

}  // namespace caldera::test
