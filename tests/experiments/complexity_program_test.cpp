// The program `complexity`, as the shell sees it: the onset of one hidden layer is where theory
// puts it, that of two and three has nowhere to come back from; the same bits on any number of
// threads and after an interruption; and a figure.

#include <algorithm>
#include <cmath>

#include "caldera/probes/linalg/symmetric_eigen.h"
#include "experiments/complexity/branches.h"
#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const std::string complexity = program_path("complexity");

/// The largest singular value of C = mean (e_label − 1/K) xᵀ. At θ = 0 the only curvature of E that
/// is not positive is that between the weights of the output and of a single hidden layer, which is
/// −C for each hidden unit (tanh′(0) = 1): so λ_min(∇²E) = −σ_max(C).
double largest_correlation(const Dataset& data) {
  const std::size_t d = data.features;
  std::vector<double> c(data.classes * d), square(d * d);
  for (std::size_t i = 0; i < data.count; ++i)
    for (std::size_t k = 0; k < data.classes; ++k)
      for (std::size_t j = 0; j < d; ++j)
        c[k * d + j] +=
            ((data.labels[i] == k ? 1.0 : 0.0) - 1 / static_cast<double>(data.classes)) *
            static_cast<double>(data.matrix()(i, j)) / static_cast<double>(data.count);
  for (std::size_t k = 0; k < data.classes; ++k)
    for (std::size_t i = 0; i < d; ++i)
      for (std::size_t j = 0; j < d; ++j) square[i * d + j] += c[k * d + i] * c[k * d + j];
  return std::sqrt(eigen_symmetric({square.data(), d, d}).values.back());
}

/// Of the rising branch of the finest step.
const ComplexityBranch& finest(const ComplexityTable& table, std::int64_t hidden) {
  const ComplexityBranch* found = nullptr;
  for (const ComplexityBranch& branch : table.onset)
    if (branch.of.hidden == hidden && !branch.falls()) found = &branch;
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE(
    "complexity: one hidden layer learns where theta = 0 turns into a saddle, deeper ones do not") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  const std::string command = complexity + " --profile smoke" + out_option(out);
  REQUIRE(run_in_shell(command).status == 0);
  const std::string in_one_go = digest(out);
  const ComplexityTable table = read_complexity(RunFile(out));
  REQUIRE(table.origin.size() == 3);
  CHECK(table.counts.size() == 6);

  const double correlation = largest_correlation(gaussian_mixture(mixture_of({}), 1));
  for (const OriginCurvature& origin : table.origin) {
    CAPTURE(origin.of.hidden);
    const bool single = origin.of.hidden == 1;
    CHECK(std::abs(origin.value - (single ? -correlation : 0)) <=
          tolerance::dense_eigen * (1 + correlation));
    const ComplexityBranch& rising = finest(table, origin.of.hidden);
    const std::size_t behind = point_behind_onset(rising);
    REQUIRE(behind < rising.size());
    if (single) {
      CHECK(rising.beta[behind - 1] <= correlation);
      CHECK(rising.beta[behind] >= correlation - 1e-5);  // what SettleRule takes for a minimum
    }
    for (const ComplexityBranch& branch : table.onset)
      if (branch.of.hidden == origin.of.hidden && branch.falls())
        CHECK((point_behind_onset(branch) < branch.size()) == single);
  }
  // Equal weights in the trivial phase: the logarithm of the number of classes.
  for (const ComplexityBranch& branch : table.counts)
    CHECK(branch.error.back() == Approx(std::log(static_cast<double>(branch.of.classes))));

  const std::string figure = folder / "figure";
  CHECK(run_in_shell(program_path("figure complexity") + " --run " + out.string() + " --out " +
                     figure)
            .status == 0);
  CHECK(std::filesystem::file_size(figure + ".png") > 0);

  std::filesystem::remove(out);
  check_interrupted("complexity", command, out, in_one_go);
}

TEST_CASE("complexity refuses a seed below zero and an unknown profile") {
  const TemporaryFolder folder;
  const std::string out = out_option(folder / "run.h5");
  check_refused(run_in_shell(complexity + out + " --profile smoke --seed -1"), "complexity",
                "--seed");
  check_refused(run_in_shell(complexity + out + " --profile big"), "complexity", "--profile");
}

}  // namespace caldera::test
