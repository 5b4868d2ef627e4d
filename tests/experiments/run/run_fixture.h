#pragma once
// What the tests of the storage floor share: random full-mantissa numbers, a run's identity, and
// what is said on stderr.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "experiments/run/run_file.h"
#include "tests/content.h"
#include "tests/temporary_folder.h"

namespace caldera::test {

/// Standard normal numbers rounded to T.
template <class T>
std::vector<T> random_numbers(std::size_t count, std::uint32_t step = 0) {
  const Stream stream{20, Purpose::test_data, step};
  std::vector<T> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(static_cast<T>(stream.normal(i)));
  return numbers;
}

inline RunIdentity example_identity() {
  return {"origin_sweep",
          "origin_sweep",
          "smoke",
          3,
          {{"beta_step", 0.0012345678901234567},
           {"epochs", std::int64_t{300}},
           {"activation", std::string("sigmoid")}}};
}

/// Writes bytes without the syncing of AtomicFile, which would take most of a test's time.
inline void write_plainly(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

/// Names of a folder's entries, sorted.
inline std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What `action` prints on stderr.
template <class Action>
std::string errors_of(Action action) {
  const TemporaryFolder folder;
  const int file = open((folder / "err").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  const int saved = dup(STDERR_FILENO);
  dup2(file, STDERR_FILENO);
  action();
  dup2(saved, STDERR_FILENO);
  close(saved);
  close(file);
  return content(folder / "err");
}

}  // namespace caldera::test
