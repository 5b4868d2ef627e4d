// The program `probe`, as the shell sees it: what it answers, what it keeps, and what it refuses.

#include <cmath>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "caldera/nn/data/mnist.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "experiments/model/model_file.h"
#include "experiments/run/digest.h"
#include "experiments/sweep/record.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/experiments/shell.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

const std::string program = program_path("probe");
const NetworkShape shape{{784, 8, 10}, Activation::tanh};

/// Small weights, so that no unit is saturated.
std::vector<float> small_parameters(const NetworkShape& of, std::uint32_t step = 0) {
  std::vector<float> theta = random_numbers<float>(parameter_count(of), step);
  for (float& parameter : theta) parameter *= 0.05f;
  return theta;
}

/// Makes a model file, and returns its path.
fs::path make_model(const fs::path& path, const NetworkShape& of = shape) {
  RunWriter file(path, example_identity());
  write_model<float>(file, of, small_parameters(of));
  file.commit();
  return path;
}

/// A command line of the program on a model and the test images.
std::string probe(const std::string& request, const fs::path& model) {
  return program + " " + request + " --model " + model.string() + " --split test --data " +
         fs::absolute(mnist_folder()).string() + " ";
}

std::string out_option(const fs::path& out) { return "--out " + out.string() + " "; }

void check_refused(const Answer& answer, const std::string& part) {
  test::check_refused(answer, "probe", part);
}

/// A request that is answered in a moment, and some of what is printed and kept.
struct Request {
  std::string asked;
  Names printed, kept;
};

/// A wrong request, and what the error has to say.
struct Refusal {
  std::string given, said;
};

}  // namespace

TEST_CASE("probe answers, keeps the answer, and leaves it as it is", "[probe]") {
  const auto [asked, printed, kept] = GENERATE(values<Request>(
      {{"spectrum --top 3 --bottom 2 --tol 1e-3",
        {"hessian of ", "(784-8-10 tanh) on mnist-test, 200 examples; 6370 parameters",
         "eigenvalue     residual  error below", "5 of 5 pairs converged", "found none"},
        {"/spectrum/eigenvalue", "/spectrum/bound", "/spectrum/converged", "/spectrum/norm"}},
       {"density --steps 10 --starts 4 --points 50",
        {"spectrum from ", "4 start vectors, 40 products", "points of the grid 1.000"},
        {"/density/density", "/density/standard_error", "/density/integral"}},
       {"trace --relative-error 0.5 --frobenius --diagonal",
        {"trace ", "frobenius_norm ", "diagonal ", "32 samples"},
        {"/trace/value", "/frobenius_norm/value", "/diagonal/standard_error"}},
       {"trace --method hutch++ --sketch 8 --absolute-error 1 --matrix gauss-newton",
        {"gauss-newton of ", "trace "},
        {"/trace/value", "/trace/standard_error"}},
       {"curvature --relative-error 0.5 --beta 0.25",
        {"hessian + 0.25 I of ", "scalar_curvature ", "squared_frobenius_norm ",
         "gradient_squared_norm "},
        {"/scalar_curvature/value", "/image_squared_norm"}}}));
  INFO(asked);
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5"), out = folder / "answer.h5",
                 other = folder / "new/other.h5";
  const std::string command = probe(asked, model) + "--subset 200 ";

  const Answer first = run_in_shell(command + out_option(out));
  CHECK(first.status == 0);
  CHECK(first.err.empty());
  for (const std::string& part : printed) CHECK_THAT(first.out, Contains(part));
  CHECK(first.out.find("not reached") == std::string::npos);
  CHECK(names_in(folder.path()) == Names{"answer.h5", "model.h5"});
  const RunFile file(out);
  for (const std::string& name : kept) {
    CHECK_FALSE(file.description(name).units.empty());
    CHECK_FALSE(file.description(name).long_name.empty());
  }
  CHECK(file.scalar<std::int64_t>("/reached") == 1);

  REQUIRE(run_in_shell(command + "--threads 2 --simd avx2 " + out_option(other)).status == 0);
  CHECK(digest(other) == digest(out));

  const std::string before = digest(out);
  const Answer again = run_in_shell(command + out_option(out));
  CHECK(again.status == 0);
  CHECK(again.out == "probe: " + out.string() + " is complete already\n");
  CHECK(digest(out) == before);
  CHECK_THAT(run_in_shell(command + "--seed 5 " + out_option(out)).err,
             Contains("seed: 0 in the file, 5 now"));
  CHECK(digest(folder / "answer.h5.aside-1") == before);
}

TEST_CASE("probe writes eigenvectors if asked to, and not otherwise", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5"), out = folder / "answer.h5";
  const std::string command = probe("spectrum --top 2 --tol 1e-3 --subset 100", model);
  REQUIRE(run_in_shell(command + "--vectors " + out_option(out)).status == 0);
  const StoredMatrix<double> vectors = RunFile(out).matrix<double>("/spectrum/vectors");
  CHECK(vectors.rows == 2);
  CHECK(vectors.cols == parameter_count(shape));
  CHECK_THAT(run_in_shell(command + out_option(out)).err,
             Contains("vectors: 1 in the file, 0 now"));
  CHECK_FALSE(RunFile(out).has("/spectrum/vectors"));
}

// The empirical Fisher matrix (1/N) Σ g gᵀ of N examples has the eigenvalues of the N × N matrix of the
// products of their gradients, over N; the others are zero.
TEST_CASE("probe finds the eigenvalues and the trace of an empirical Fisher matrix", "[probe]") {
  constexpr std::size_t n = 20;
  const std::size_t p = parameter_count(shape);
  const std::vector<float> single = small_parameters(shape);
  const std::vector<double> theta(single.begin(), single.end());
  const Dataset images = first_examples(load_mnist(mnist_folder(), Split::test), n);
  std::vector<double> gradients(n * p), products(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = images.matrix().row(i);
    const Dataset one{"one", 1, 784, 10, {row.begin(), row.end()}, {images.labels[i]}};
    DatasetObjective(shape, one).value_and_gradient(theta, {gradients.data() + i * p, p});
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t k = 0; k < p; ++k)
        products[i * n + j] += gradients[i * p + k] * gradients[j * p + k] / n;
  const SymmetricEigen expected = eigen_symmetric({products.data(), n, n});

  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5");
  const std::string fisher =
      probe("spectrum --top 4 --tol 1e-8 --matrix empirical-fisher --subset 20", model);
  REQUIRE(run_in_shell(fisher + out_option(folder / "top.h5")).status == 0);
  REQUIRE(run_in_shell(fisher + "--beta 0.25 " + out_option(folder / "shifted.h5")).status == 0);
  const auto values = RunFile(folder / "top.h5").vector<double>("/spectrum/eigenvalue");
  const auto bounds = RunFile(folder / "top.h5").vector<double>("/spectrum/bound");
  const auto shifted = RunFile(folder / "shifted.h5").vector<double>("/spectrum/eigenvalue");
  REQUIRE(values.size() == 4);
  double trace = 0;
  for (const double value : expected.values) trace += value;
  for (std::size_t i = 0; i < 4; ++i) {
    INFO(i);
    CHECK(std::abs(values[i] - expected.values[n - 4 + i]) <= bounds[i]);
    CHECK(std::abs(shifted[i] - values[i] - 0.25) <= 2 * bounds[i]);
  }

  // A sketch of more directions than the rank takes the trace exactly.
  REQUIRE(
      run_in_shell(probe("trace --method hutch++ --sketch 24 --matrix empirical-fisher --subset 20", model) +
                   out_option(folder / "trace.h5"))
          .status == 0);
  const double found = RunFile(folder / "trace.h5").scalar<double>("/trace/value");
  CHECK(std::abs(found - trace) <= tolerance::second_order<double> * trace);
}

TEST_CASE("probe takes the Fisher matrix for the Gauss-Newton matrix, and says so", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5"), out = folder / "answer.h5";
  const auto trace_of = [&](const std::string& matrix) {
    return run_in_shell(probe("trace --relative-error 0.9 --subset 20 --matrix " + matrix, model) +
                        out_option(out));
  };
  const Answer fisher = trace_of("fisher");
  CHECK(fisher.status == 0);
  CHECK_THAT(fisher.out, Contains("fisher, which is gauss-newton for softmax, of "));
  CHECK_THAT(trace_of("gauss-newton").out, Contains("is complete already"));
  CHECK_THAT(trace_of("empirical-fisher").err,
             Contains("matrix: gauss-newton in the file, empirical-fisher now"));
}

TEST_CASE("probe looks at any point of a sweep", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5"), sweep = folder / "sweep.h5",
                 out = folder / "answer.h5";
  const std::vector<float> first = small_parameters(shape), last = small_parameters(shape, 1);
  std::vector<float> both = first;
  both.insert(both.end(), last.begin(), last.end());
  RunWriter file(sweep, example_identity());
  file.matrix<float>(sweep_parameters, {both.data(), 2, first.size()}, {"1", "parameters"});
  write_model<float>(file, shape, last);
  file.commit();

  const std::string request = "trace --relative-error 0.9 --subset 20";
  REQUIRE(run_in_shell(probe(request, sweep) + "--point 0 " + out_option(out)).status == 0);
  CHECK_THAT(run_in_shell(probe(request, model) + out_option(out)).out,
             Contains("is complete already"));  // of the same weights
  CHECK_THAT(run_in_shell(probe(request, sweep) + out_option(out)).err,
             Contains("configuration/parameters: "));
  CHECK_THAT(run_in_shell(probe(request, sweep) + "--point 1 " + out_option(out)).out,
             Contains("is complete already"));  // the last
  check_refused(run_in_shell(probe(request, sweep) + "--point 2"), "a point below 2, found 2");
  check_refused(run_in_shell(probe(request, sweep) + "--point -1"), "--point: expected 0 to");
  check_refused(run_in_shell(probe(request, model) + "--point 0"), sweep_parameters);
}

TEST_CASE("probe density takes a grid as fine as the width, or refuses the width", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5"), out = folder / "answer.h5";
  const std::string command =
      probe("density --steps 10 --starts 4 --subset 50", model) + out_option(out);
  const Answer narrow = run_in_shell(command + "--width 1e-300");
  CHECK(narrow.status == 2);
  CHECK_THAT(narrow.err, Contains("width: expected at least "));
  CHECK_FALSE(fs::exists(out));
  REQUIRE(run_in_shell(command + "--width 1e-4").status == 0);
  CHECK(std::abs(RunFile(out).scalar<double>("/density/integral") - 1) < 1e-6);
  CHECK(RunFile(out).vector<double>("/density/eigenvalue").size() > 1001);
}

TEST_CASE("probe says so when a limit comes first, every time it is asked", "[probe]") {
  const auto [asked, said] = GENERATE(values<Refusal>(
      {{"spectrum --top 3 --bottom 2 --max-products 18 --tol 1e-9",
        " of 5 pairs converged when the limit was reached"},
       {"trace --max-samples 4 --relative-error 1e-9", "requested error not reached"},
       {"trace --max-samples 4 --relative-error 0.9 --absolute-error 1e-9 --diagonal",
        "requested error not reached"},
       {"curvature --max-samples 3 --relative-error 1e-9", "requested error not reached"}}));
  INFO(asked);
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5"), out = folder / "answer.h5";
  const std::string command = probe(asked, model) + "--subset 50 " + out_option(out);
  const Answer answer = run_in_shell(command);
  CHECK(answer.status == 1);
  CHECK_THAT(answer.out, Contains(said) && Contains("written to"));
  CHECK(RunFile(out).scalar<std::int64_t>("/reached") == 0);
  const Answer again = run_in_shell(command);
  CHECK(again.status == 1);
  CHECK_THAT(again.out, Contains("is complete already"));
}

TEST_CASE("probe looks for ten eigenvalues if none are asked for, and for none only if told", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5");
  const std::string command = probe("spectrum --tol 0.1 --matrix gauss-newton --subset 20", model);
  const Answer answer = run_in_shell(command);
  CHECK(answer.status == 0);
  CHECK_THAT(answer.out, Contains("10 of 10 pairs converged"));
  CHECK_THAT(run_in_shell(command + "--top 0 --bottom 1").out, Contains("1 of 1 pairs converged"));
  for (const char* none : {"--top 0", "--top 0 --bottom 0", "--largest-magnitude 0"})
    check_refused(run_in_shell(command + none),
                  "--top, --bottom and --largest-magnitude together: expected 1 to 6370, found 0");
}

TEST_CASE("probe refuses wrong options before it does anything", "[probe]") {
  const auto [given, said] = GENERATE(values<Refusal>(
      {{"", "expected a verb, found"},
       {"hessian", "expected a verb, found"},
       {"spectrum", "--model is required"},
       {"spectrum --model m.h5 --colour red", "--colour"},
       {"spectrum --model m.h5 stray", "stray"},
       {"spectrum --model m.h5 --matrix jacobian",
        "--matrix: expected hessian, gauss-newton, fisher or empirical-fisher, found 'jacobian'"},
       {"spectrum --model m.h5 --split validation", "--split: expected train or test, found"},
       {"spectrum --model m.h5 --dataset cifar",
        "--dataset: expected mnist, fashion-mnist or patterns, found 'cifar'"},
       {"spectrum --model m.h5 --subset 0", "--subset: expected 1 to 1000000000, found 0"},
       {"spectrum --model m.h5 --subset -1", "--subset: expected 1 to 1000000000, found -1"},
       {"spectrum --model m.h5 --subset many", "--subset"},
       {"spectrum --model m.h5 --beta nan", "--beta: expected a finite number, found 'nan'"},
       {"spectrum --model m.h5 --seed -1", "--seed: expected 0 to"},
       {"spectrum --model m.h5 --top -1", "--top: expected 0 to 1000, found -1"},
       {"spectrum --model m.h5 --top 1001", "--top: expected 0 to 1000, found 1001"},
       {"spectrum --model m.h5 --bottom -2", "--bottom: expected 0 to 1000, found -2"},
       {"spectrum --model m.h5 --top 3 --largest-magnitude 3",
        "--top excludes --largest-magnitude"},
       {"spectrum --model m.h5 --block 0", "--block: expected 1 to 1000, found 0"},
       {"spectrum --model m.h5 --tol -1", "--tol: expected a number above 0 and below 1, found -1"},
       {"spectrum --model m.h5 --tol 0", "--tol: expected a number above 0 and below 1, found 0"},
       {"spectrum --model m.h5 --tol nan", "expected a number above 0 and below 1, found 'nan'"},
       {"spectrum --model m.h5 --tol 2", "--tol: expected a number above 0 and below 1, found 2"},
       {"spectrum --model m.h5 --subset -18446744073709551611",
        "--subset: expected 1 to 1000000000, found -18446744073709551611"},
       {"spectrum --model m.h5 --subset 1e20", "--subset: expected 1 to 1000000000, found '1e20'"},
       {"spectrum --model m.h5 --seed ''", "--seed: expected 0 to 9223372036854775807, found ''"},
       {"spectrum --model m.h5 --seed 99999999999999999999999", "found 99999999999999999999999;"},
       {"density --model m.h5 --width ''", "--width: expected zero or a positive number, found ''"},
       {"trace --model m.h5 --relative-error 1",
        "--relative-error: expected zero or a number below 1"},
       {"density --model m.h5 --steps 0", "--steps: expected 1 to 10000, found 0"},
       {"density --model m.h5 --starts 1", "--starts: expected 2 to"},
       {"density --model m.h5 --points 1", "--points: expected 2 to"},
       {"density --model m.h5 --width -1", "--width: expected zero or a positive number"},
       {"trace --model m.h5 --method exact", "--method: expected hutchinson or hutch++"},
       {"trace --model m.h5 --sketch 0", "--sketch: expected 1 to 10000, found 0"},
       {"trace --model m.h5 --max-samples 1", "--max-samples: expected 2 to"},
       {"trace --model m.h5 --max-samples -8", "--max-samples: expected 2 to 1000000000, found -8"},
       {"trace --model m.h5 --relative-error -1",
        "--relative-error: expected zero or a number below 1"},
       {"trace --model m.h5 --absolute-error inf", "--absolute-error: expected zero or a positive"},
       {"curvature --model m.h5 --max-samples 2", "--max-samples: expected 3 to"},
       {"curvature --model m.h5 --relative-error nan", "--relative-error: expected zero"},
       {"trace --model m.h5 --gemm fast", "expected exact or openblas, found 'fast'"},
       {"trace --model m.h5 --simd sse2", "expected one that this CPU can run: auto, scalar"},
       {"trace --model m.h5 --threads 0", "--threads: expected 1 to 1024, found 0"}}));
  INFO(given);
  check_refused(run_in_shell(program + " " + given), said);
}

TEST_CASE("probe refuses requests that the model is too small for", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5", {{784, 1, 10}, Activation::relu});
  const auto refused = [&](const std::string& given, const std::string& said) {
    INFO(given);
    check_refused(run_in_shell(probe("spectrum " + given, model) + out_option(folder / "new/a.h5")),
                  said);
    CHECK(names_in(folder.path()) == Names{"model.h5"});
  };
  refused("--top 500 --bottom 306", "together: expected 1 to 805, found 806");
  refused("--subset 10001",
          "--subset: expected 1 to 10000, the examples of mnist-test, found 10001");
  refused("--top 3 --block 8 --max-products 13", "--max-products: expected 15 to 1000000000, found 13");
}

TEST_CASE("probe refuses models that it cannot read, and leaves nothing", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = folder / "model.h5";
  const auto refused = [&](const std::string& said) {
    check_refused(run_in_shell(probe("spectrum --top 1 --subset 10", model) +
                               out_option(folder / "new/a.h5")),
                  said);
    CHECK_FALSE(fs::exists(folder / "new"));
  };
  refused("model.h5: expected an HDF5 file, found no such file");
  write_plainly(model, std::as_bytes(std::span("weights")));
  refused("model.h5: expected an HDF5 file, found something else");
  fs::remove(model);
  make_model(model);
  fs::resize_file(model, fs::file_size(model) / 2);
  refused("model.h5: expected an HDF5 file, found a damaged one");
  make_model(model, {{783, 8, 10}, Activation::tanh});
  refused("expected 784 inputs and 10 outputs, as mnist-test has, found 783-8-10 tanh");
  make_model(model, {{784, 8, 9}, Activation::tanh});
  refused("expected 784 inputs and 10 outputs, as mnist-test has, found 784-8-9 tanh");

  // The parts of a model by hand. Entries: weights 784 → 10, biases.
  const auto write_parts = [&](const std::string& activation, std::size_t columns, bool bias,
                               double entry) {
    const std::vector<double> weights(10 * columns, entry), biases(10, 0.5);
    RunWriter file(model, example_identity());
    file.attribute("architecture", "mlp");
    file.attribute("layers", std::vector<std::int64_t>{784, 10});
    file.attribute("activation", activation);
    file.matrix<double>("/parameters/layer1/weight", {weights.data(), 10, columns},
                        {"1", "w", "NaN: damaged"});
    if (bias) file.vector("/parameters/layer1/bias", biases, {"1", "b"});
    file.commit();
  };
  write_parts("swish", 784, true, 0.5);
  refused("model.h5:/@activation: expected sigmoid, tanh or relu, found 'swish'");
  write_parts("tanh", 783, true, 0.5);
  refused("/parameters/layer1/weight: expected shape 10 x 784, found 10 x 783");
  write_parts("tanh", 784, false, 0.5);
  refused("/parameters/layer1/bias");
  write_parts("tanh", 784, true, std::numeric_limits<double>::quiet_NaN());
  refused("/parameters/layer1/weight: expected finite numbers, found nan at entry 0");

  write_parts("tanh", 784, true, 1e308);  // finite, but what it makes is not
  const Answer overflow = run_in_shell(probe("trace --subset 10", model));
  CHECK(overflow.status == 3);
  CHECK_THAT(overflow.err, Contains("not finite"));
}

TEST_CASE("probe refuses places it cannot write to, before it computes", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5");
  const std::string command = probe("trace --relative-error 0.9 --subset 10", model);
  fs::create_directory(folder / "folder");
  check_refused(run_in_shell(command + out_option(folder / "folder")), "found a folder");
  check_refused(run_in_shell(command + out_option(model / "answer.h5")), "Not a directory");
  fs::permissions(folder / "folder", fs::perms::owner_read | fs::perms::owner_exec);
  check_refused(run_in_shell(unprivileged() + command + out_option(folder / "folder/a.h5")),
                "Permission denied");
  fs::permissions(folder / "folder", fs::perms::owner_all);
  check_refused(run_in_shell(command + out_option(model)), "another run is there");
  CHECK(names_in(folder.path()) == Names{"folder", "model.h5"});
  CHECK(names_in(folder / "folder").empty());
}

// Fails in write(2) as a full disk does. Unit: 512 bytes; clang's OpenMP needs some for itself.
TEST_CASE("probe under a limit on the size of files leaves nothing", "[probe]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5");
  const Answer full =
      run_in_shell("ulimit -f 100; " +
                   probe("trace --diagonal --relative-error 0.9 --subset 10", model) +
                   out_option(folder / "answer.h5"));
  CHECK(full.status == 2);
  CHECK_THAT(full.err, Contains("File too large"));
  CHECK(names_in(folder.path()) == Names{"model.h5"});
}
