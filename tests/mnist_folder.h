#pragma once
// Where the tests find the real MNIST.

#include <cstdlib>
#include <filesystem>

namespace caldera::test {

/// $CALDERA_MNIST, or the folder named when the tests were configured (CALDERA_MNIST_DIR).
/// Tests that need it fail with load_mnist's message when the files are not there.
inline std::filesystem::path mnist_folder() {
  const char* chosen = std::getenv("CALDERA_MNIST");
  return chosen != nullptr ? chosen : CALDERA_MNIST_DIR;
}

}  // namespace caldera::test
