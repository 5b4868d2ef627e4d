// The program `escape`, as the shell sees it, on a small network: the same bits on any number of
// threads and after interruptions, refusals, and a figure.

#include <cmath>

#include "plots/escape/settings.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;

namespace fs = std::filesystem;

namespace {

const std::string program = program_path("escape");

std::string escape(const fs::path& start, const fs::path& out) {
  return program + " --profile smoke --epochs 2 --start " + start.string() + data_option() +
         out_option(out);
}

}  // namespace

TEST_CASE("escape: the same bits however it runs, all settings, a certified trap and a figure",
          "[escape]") {
  const TemporaryFolder folder;
  const fs::path start = make_model(folder / "model.h5", 0), out = folder / "run.h5",
                 scalar = folder / "scalar.h5";
  REQUIRE(run_in_shell(escape(start, out)).status == 0);
  REQUIRE(run_in_shell(escape(start, scalar) + "--threads 2 --simd scalar").status == 0);
  CHECK(digest(out) == digest(scalar));
  check_interrupted("escape", escape(start, folder / "again.h5"), folder / "again.h5", digest(out));

  const EscapeStudy study = load_escape(out);
  std::vector<std::pair<double, double>> settings;
  for (const EscapeSetting& setting : study.settings)
    settings.emplace_back(setting.batch, setting.rate);
  CHECK(settings ==
        std::vector<std::pair<double, double>>{{8, 0.05}, {64, 0.05}, {64, 0.1}, {1000, 0.05}});
  CHECK(study.limit == 2);
  CHECK(study.trap.gradient_norm < 1e-8);
  CHECK(study.trap.curvature_bound < std::abs(study.trap.curvature));

  const std::string figure = folder / "figure";
  CHECK(run_in_shell(program_path("figure escape") + " --run " + out.string() + out_option(figure))
            .status == 0);
  CHECK(fs::file_size(figure + ".png") > 0);
}

TEST_CASE("escape refuses wrong options and models and leaves nothing", "[escape]") {
  const TemporaryFolder folder;
  make_model(folder / "model.h5", 0);
  make_model(folder / "narrow.h5", 0, other_inputs);
  const std::vector<std::string> before = names_in(folder.path());
  const std::vector<Refusal> refusals = {
      {"", "--start is required"},
      {"--start absent.h5", "absent.h5: expected an HDF5 file, found no such file"},
      {"--start narrow.h5", "expected 784 inputs and 10 outputs"},
      {"--start model.h5 --beta 0", "--beta: expected"},
      {"--start model.h5 --epochs 0", "--epochs: expected 1 to 10000, found 0"},
      {"--start model.h5 --seed -1", "--seed: expected 0 to"},
      {"--start model.h5 --profile fine", "expected smoke, study or paper, found 'fine'"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell("cd " + folder.path().string() + "; " + program + data_option() +
                               out_option("new/out.h5") + given),
                  "escape", said);
    CHECK(names_in(folder.path()) == before);
  }
}
