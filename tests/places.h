#pragma once
// Where the tests find programs and data.

#include <filesystem>
#include <string>
#include <vector>

namespace caldera::test {

/// "<build>/caldera <name>", as it was built beside the tests: what a shell is told.
std::string program_path(const std::string& name);

/// The folders of the real data sets: $CALDERA_MNIST and $CALDERA_FASHION_MNIST, or those named when
/// the tests were configured. Tests that need MNIST fail with load_mnist's message when it is not
/// there; Fashion-MNIST cannot be had everywhere, and its tests say so.
std::filesystem::path mnist_folder();
std::filesystem::path fashion_mnist_folder();

/// The folder with the golden digests.
std::filesystem::path golden_folder();

/// The folder with the inputs that are kept for fuzzing, one folder a target.
std::filesystem::path corpus_folder();

/// The folders that the paths of tests are in: of temporary files, of programs, and those above.
std::vector<std::string> all_folders();

}  // namespace caldera::test
