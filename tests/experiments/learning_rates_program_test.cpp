// The program `learning_rates`, as the shell sees it: the same bits on any number of threads and
// after interruptions, refusals, and a figure.

#include <algorithm>

#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;

namespace {

const std::string program = program_path("learning_rates");

}  // namespace

TEST_CASE("learning_rates: the same bits however it runs, a verdict and a figure",
          "[learning_rates]") {
  const TemporaryFolder folder;
  const std::string command = program + " --rates 3 --epochs 3";
  std::filesystem::create_directory(folder / "monitoring");
  const std::string out = folder / "monitoring/learning_rates.h5", scalar = folder / "scalar.h5";
  REQUIRE(run_in_shell(command + out_option(out)).status == 0);
  REQUIRE(run_in_shell(command + " --threads 2 --simd scalar" + out_option(scalar)).status == 0);
  CHECK(digest(out) == digest(scalar));
  check_interrupted("learning_rates", command + out_option(folder / "again.h5"),
                    folder / "again.h5", digest(out));

  const std::vector<Claim> rows = checked_claims("learning rates", folder.path());
  CHECK(std::ranges::count_if(rows, passes) == 2);
  CHECK(std::ranges::none_of(rows, fails));
  const std::string figure = folder / "figure";
  CHECK(run_in_shell(program_path("figure learning_rates") + " --run " + out + out_option(figure))
            .status == 0);
  CHECK(std::filesystem::file_size(figure + ".png") > 0);
}

TEST_CASE("learning_rates refuses wrong options and leaves nothing", "[learning_rates]") {
  const TemporaryFolder folder;
  const std::vector<Refusal> refusals = {
      {"--rates 1", "--rates: expected 2 to 1000, found 1"},
      {"--epochs 0", "--epochs: expected 1 to 10000, found 0"},
      {"--seed -1", "--seed: expected 0 to"},
      {"--profile fine", "expected smoke, study or paper, found 'fine'"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell(program + out_option(folder / "run.h5") + given), "learning_rates",
                  said);
    CHECK(names_in(folder.path()).empty());
  }
}
