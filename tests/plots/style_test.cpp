#include "plots/style.h"

#include <unistd.h>

#include <cstdlib>
#include <limits>

#include "autograd/arithmetic/error.h"
#include "tests/catch.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// A folder, with a quote and a space in its name, that goes with the object.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("caldera 'style' " + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(path), fs::directory_iterator());
  }
};

}  // namespace

TEST_CASE("figure: SVG and PNG appear, and nothing else") {
  const Folder folder;
  draw_figure(folder.path / "line", {}, "plot x with lines\n");
  CHECK(fs::file_size(folder.path / "line.svg") > 0);
  CHECK(fs::file_size(folder.path / "line.png") > 0);
  CHECK(folder.files() == 2);
}

TEST_CASE("figure: what gnuplot does not understand is an error that leaves nothing") {
  const Folder folder;
  CHECK_THROWS_AS(draw_figure(folder.path / "line", {}, "plot x with nonsense\n"), InputError);
  CHECK(folder.files() == 0);
}

TEST_CASE("figure: without gnuplot there is an error that leaves nothing") {
  const Folder folder;
  const std::string path = std::getenv("PATH");
  setenv("PATH", folder.path.c_str(), 1);
  CHECK_THROWS_WITH(draw_figure(folder.path / "line", {}, "plot x\n"),
                    Catch::Contains("install gnuplot"));
  setenv("PATH", path.c_str(), 1);
  CHECK(folder.files() == 0);
}

TEST_CASE("figure: a data block holds the rows, and NaN as a gap") {
  CHECK(data_block("curve", {{0.25, -1.5}, {0.5, std::numeric_limits<double>::quiet_NaN()}}) ==
        "$curve << EOD\n0.25 -1.5 \n0.5 NaN \nEOD\n");
}
