#pragma once
// What the tests of programs that follow minima share: small models and sweeps, and interruptions.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "experiments/model/model_file.h"
#include "experiments/run/digest.h"
#include "experiments/sweep/record.h"
#include "tests/catch.h"
#include "tests/content.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/experiments/shell.h"
#include "tests/places.h"

namespace caldera::test {

inline std::string data_option() {
  return " --data " + std::filesystem::absolute(mnist_folder()).string();
}
inline std::string out_option(const std::filesystem::path& out) {
  return " --out " + out.string() + " ";
}

/// A network small enough for tests, and one that no image fits.
inline const NetworkShape small_shape{{784, 4, 10}, Activation::sigmoid};
inline const NetworkShape other_inputs{{783, 4, 10}, Activation::sigmoid};

inline std::vector<float> small_parameters(const NetworkShape& of, std::uint32_t step) {
  std::vector<float> theta = random_numbers<float>(parameter_count(of), step);
  for (float& parameter : theta) parameter *= 0.1f;
  return theta;
}

inline std::filesystem::path make_model(const std::filesystem::path& file, std::uint32_t step,
                                        const NetworkShape& of = small_shape) {
  RunWriter writer(file, example_identity());
  write_model<float>(writer, of, small_parameters(of, step));
  writer.commit();
  return file;
}

/// Of E and r in the sweep below: without any, every change would be beyond the noise.
constexpr double jitter = 1e-4;

/// A sweep that nobody ran, of `points` points with weights of their own; E jumps up and r down
/// between points 5 and 6. It was "trained" on a data set for one short epoch a β.
inline std::filesystem::path make_sweep(const std::filesystem::path& file, std::size_t points,
                                        const NetworkShape& of = small_shape,
                                        const std::string& dataset = "mnist") {
  const std::vector<double> noise = random_numbers<double>(2 * points);
  std::vector<SweepRow> rows(points);
  std::vector<float> parameters, theta;
  for (std::size_t i = 0; i < points; ++i) {
    const auto beta = 0.01 * static_cast<double>(i);
    rows[i].beta = beta;
    rows[i].training_error_running = 0.1 + beta + jitter * noise[2 * i] + (i > 5 ? 1 : 0);
    rows[i].pull_curvature = 2 * beta;
    rows[i].distance = 10 - beta + jitter * noise[2 * i + 1] - (i > 5 ? 2 : 0);
    rows[i].test_accuracy_by_class.assign(10, 50.0);
    theta = small_parameters(of, static_cast<std::uint32_t>(i));
    parameters.insert(parameters.end(), theta.begin(), theta.end());
  }
  RunIdentity identity = example_identity();
  identity.configuration.merge(Configuration{{"batch", std::int64_t{1000}},
                                             {"dataset", dataset},
                                             {"learning_rate", 0.0015},
                                             {"max_epochs", std::int64_t{1}},
                                             {"optimizer", "adam"},
                                             {"patience", std::int64_t{5}}});
  RunWriter writer(file, identity);
  write_sweep(writer, rows);
  writer.matrix<float>(sweep_parameters, {parameters.data(), points, theta.size()}, {"1", "all"});
  write_model<float>(writer, of, theta);
  writer.commit();
  return file;
}

/// A run that stops at its second step, since something is in the way; goes on, with two threads;
/// and then, of its first step a damaged segment being left, runs again. All end at these bits.
/// `command` ends in a blank, and its run is in `out`.
inline void check_interrupted(const std::string& program, const std::string& command,
                              const std::filesystem::path& out,
                              const std::string& digest_in_one_go) {
  namespace fs = std::filesystem;
  const fs::path segments = out.string() + ".segments";
  const fs::path first = segments / "step-0000.h5", second = segments / "step-0001.h5";
  fs::create_directories(second);
  check_refused(run_in_shell(command), program, "step-0001.h5: expected a file or nothing, found");
  fs::remove(second);
  const std::string segment = content(first);

  REQUIRE(run_in_shell(command + "--threads 2 --simd avx2").status == 0);
  CHECK_FALSE(fs::exists(segments));
  CHECK(digest(out) == digest_in_one_go);
  const Answer again = run_in_shell(command);
  CHECK(again.status == 0);
  CHECK_THAT(again.out, Catch::StartsWith(program + ": " + out.string()) &&
                            Catch::EndsWith(" is complete already\n"));

  fs::remove(out);
  fs::create_directory(segments);
  std::string damaged = segment;
  damaged[5000] = static_cast<char>(damaged[5000] ^ 1);
  std::ofstream(first, std::ios::binary) << damaged;
  REQUIRE(run_in_shell(command).status == 0);
  CHECK_FALSE(fs::exists(segments));
  CHECK(digest(out) == digest_in_one_go);
}

/// A wrong command line, and what the error has to say.
struct Refusal {
  std::string given, said;
};

}  // namespace caldera::test
