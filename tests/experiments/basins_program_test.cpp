// The program `basins`, as the shell sees it, on a small network.

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <string>

#include "experiments/basins/record.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
using namespace caldera::test;

namespace fs = std::filesystem;

namespace {

std::string maps(const fs::path& folder, const fs::path& out,
                 const std::string& size = "--side 5 --subset 200") {
  return program_path("basins") + " " + size + " --sweep " + (folder / "sweep.h5").string() +
         " --minimum " + (folder / "other.h5").string() + " --checkpoints " + folder.string() +
         data_option() + out_option(out);
}

/// A sweep, another one, and weights on both sides of five transitions.
void make_inputs(const fs::path& folder) {
  make_sweep(folder / "sweep.h5", 12);
  make_sweep(folder / "other.h5", 3);
  for (std::uint32_t k = 1; k <= 5; ++k)
    for (const std::uint32_t side : {0u, 1u})
      make_model(folder / fmt::format("T{}_{}.h5", k, side == 0 ? "before" : "after"),
                 20 + 2 * k + side);
}

double squared(double x, double y) { return x * x + y * y; }

}  // namespace

TEST_CASE("basins maps two planes through the origin", "[basins]") {
  const TemporaryFolder folder;
  make_inputs(folder.path());
  const fs::path out = folder / "maps/planes.h5";
  REQUIRE(run_in_shell(maps(folder.path(), out)).status == 0);
  const RunFile run(out);
  const BasinMap near = read_map(run, "near"), far = read_map(run, "far");
  CHECK(near.names.size() == 10);
  CHECK(near.names.front() == "T1 before");
  CHECK(far.names.size() == 12);
  CHECK(far.names.back() == "M2");
  for (const BasinMap* map : {&near, &far}) {
    CHECK(map->xs.size() == 5);
    CHECK(map->error.size() == 25);
    CHECK(map->path.rows == 12);
    // A quarter of the range lies beyond the outermost points, so that they are in the middle half.
    const double width = map->xs.back() - map->xs.front();
    double in_plane = 0;
    for (std::size_t i = 0; i < map->points.rows; ++i) {
      CHECK(map->points(i, 0) >= map->xs.front() + width / 6 - 1e-9);
      CHECK(map->points(i, 0) <= map->xs.back() - width / 6 + 1e-9);
      in_plane += squared(map->points(i, 0), map->points(i, 1));
    }
    for (std::size_t i = 0; i < map->error.size(); ++i) {
      CHECK(map->error[i] > 0);
      CHECK(map->accuracy[i] >= 0);
      CHECK(map->accuracy[i] <= 100);
    }
    // Shares are of the whole squared length: what the plane holds divided by them is all there is.
    const double all = in_plane / (map->shares[0] + map->shares[1]);
    double lengths = 0;
    for (std::uint32_t step = 22; step < 32; ++step)
      for (const float entry : small_parameters(small_shape, step))
        lengths += static_cast<double>(entry) * static_cast<double>(entry);
    if (map == &near) CHECK(std::abs(all - lengths) <= tolerance::probe_against_dense * lengths);
  }
}

TEST_CASE("basins that is interrupted goes on to the same bits", "[basins]") {
  const TemporaryFolder folder;
  make_inputs(folder.path());
  fs::create_directory(folder / "maps");
  REQUIRE(run_in_shell(maps(folder.path(), folder / "maps/whole.h5")).status == 0);
  check_interrupted("basins", maps(folder.path(), folder / "maps/part.h5"),
                    folder / "maps/part.h5", digest(folder / "maps/whole.h5"));
}

TEST_CASE("basins refuses what is not there, and leaves nothing", "[basins]") {
  const TemporaryFolder folder;
  make_inputs(folder.path());
  const fs::path out = folder / "maps/planes.h5";
  check_refused(run_in_shell(maps(folder.path(), out, "--side 1")), "basins",
                "--side: expected 2 to 1000, found 1");
  check_refused(run_in_shell(maps(folder.path(), out, "--subset 0")), "basins",
                "--subset: expected 1 to 1000000000, found 0");
  fs::remove(folder / "T3_after.h5");
  check_refused(run_in_shell(maps(folder.path(), out)), "basins", "T3_after.h5");
  CHECK_FALSE(fs::exists(folder / "maps"));
}
