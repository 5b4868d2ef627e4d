#include "plots/figure/draw.h"

#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <sstream>

#include "caldera/autograd/arithmetic/error.h"
#include "plots/figure/gnuplot.h"
#include "tests/catch.h"
#include "tests/content.h"

using namespace caldera;
using test::content;
namespace fs = std::filesystem;

namespace {

/// A folder, with a quote and a space in its name, that goes with the object.
struct Folder {
  fs::path path;
  explicit Folder(const std::string& name = "style")
      : path(fs::temp_directory_path() / ("caldera '" + name + "' " + std::to_string(getpid()))) {
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(path), fs::directory_iterator());
  }
};

/// A variable of the environment with another value, as long as the object lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* const old = std::getenv(name)) old_ = old;
    setenv(name, value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> old_;
};

/// A curve with a gap, and a text that needs quotes and UTF-8.
Figure curve() {
  constexpr double gap = std::numeric_limits<double>::quiet_NaN();
  return {.size = {400, 300},
          .panels = {{.letter = "a",
                      .at = {0.15, 0.95, 0.2, 0.9},
                      .x = {.label = "it's β"},
                      .series = {{.name = "a, b",
                                  .mark = Mark::line,
                                  .style = line(colour::blue),
                                  .x = {0.25, 1, 1.75, 2},
                                  .y = {1.5, gap, 2.5, 3}}}}}};
}

/// A figure that gnuplot does not understand.
Figure nonsense() {
  Figure figure = curve();
  figure.panels[0].x.format = "%q%q";
  figure.panels[0].x.low = 1;
  figure.panels[0].x.high = 1;
  return figure;
}

std::string complaint_about(const fs::path& folder, const Figure& figure) {
  try {
    draw(figure, folder / "line");
  } catch (const InputError& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

TEST_CASE("figure: SVG, PNG and CSV appear, and nothing else") {
  const Folder folder;
  draw(curve(), folder.path / "line");
  for (const char* file : {"line.svg", "line.png", "line.csv"})
    CHECK(fs::file_size(folder.path / file) > 0);
  CHECK(folder.files() == 3);
}

TEST_CASE("figure: the CSV has every number, and nothing for a gap") {
  const Folder folder;
  draw(curve(), folder.path / "line");
  CHECK(content(folder.path / "line.csv") ==
        "panel,series,x,y,low,high,to_x,to_y,value\na,\"a, b\",0.25,1.5,,,,,\na,\"a, b\",1,,,,,,\n"
        "a,\"a, b\",1.75,2.5,,,,,\na,\"a, b\",2,3,,,,,\n");
}

TEST_CASE("figure: the SVG carries the runs that it shows") {
  const Folder folder;
  Figure figure = curve();
  figure.runs = {{"origin_sweep/seed 1.h5", "0123abcd"}, {"escape.h5", "ff"}};
  draw(figure, folder.path / "line");
  const std::vector<ShownRun> runs = runs_shown_by(content(folder.path / "line.svg"));
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].path == "origin_sweep/seed 1.h5");
  CHECK(runs[0].digest == "0123abcd");
  CHECK(runs[1].digest == "ff");
  CHECK(runs_shown_by("<svg></svg>").empty());
  figure.runs = {{"a&b<c.h5", "0"}};
  draw(figure, folder.path / "line");
  CHECK_THAT(content(folder.path / "line.svg"), Catch::Contains("0 a&amp;b&lt;c.h5\n"));
}

TEST_CASE("figure: the SVG carries its points, placed by the ranges that gnuplot has chosen") {
  const Folder folder;
  draw(curve(), folder.path / "line");  // the last point is at the upper ends of both
  const std::string svg = content(folder.path / "line.svg");
  const std::size_t begin = svg.find("<metadata id='caldera-points'>\n");
  REQUIRE(begin != std::string::npos);
  CHECK_THAT(svg,
             Catch::Contains(" 0.25 1.5 (a) a, b\n") && Catch::Contains(" 1.75 2.5 (a) a, b\n"));
  CHECK_THAT(svg, Catch::Contains("\n380.0 30.0 2 3 (a) a, b\n</metadata>"));
}

TEST_CASE("figure: a point is where gnuplot draws its marker, on a logarithmic and a right axis") {
  const Folder folder;
  const Figure figure = {.size = {400, 300},
                         .panels = {{.at = {0.15, 0.85, 0.2, 0.9},
                                     .x = {.low = 1, .high = 1000, .is_logarithmic = true},
                                     .y = {.low = 0, .high = 1},
                                     .right = Axis{.low = 0, .high = 8},
                                     .series = {{.style = symbol(Symbol::disc, colour::blue),
                                                 .x = {50},
                                                 .y = {3},
                                                 .on_right = true}}}}};
  draw(figure, folder.path / "marker");
  const std::string svg = content(folder.path / "marker.svg");
  const std::string point_begin = "<metadata id='caldera-points'>\n",
                    marker_begin = "transform='translate(";
  const std::size_t point_at = svg.find(point_begin), marker_at = svg.find(marker_begin);
  REQUIRE(point_at != std::string::npos);
  REQUIRE(marker_at != std::string::npos);
  double right = 0, down = 0, marker_right = 0, marker_down = 0;
  char comma = 0;
  std::istringstream(svg.substr(point_at + point_begin.size())) >> right >> down;
  std::istringstream(svg.substr(marker_at + marker_begin.size())) >> marker_right >> comma >>
      marker_down;
  REQUIRE(comma == ',');
  CHECK(std::abs(right - marker_right) < 1);
  CHECK(std::abs(down - marker_down) < 1);
}

TEST_CASE("figure: a range of nothing is refused, and leaves nothing") {
  const Folder folder;
  CHECK_THAT(complaint_about(folder.path, nonsense()),
             Catch::Contains("x axis: expected numbers that span a range, found 1 to 1"));
  CHECK(folder.files() == 0);
}

TEST_CASE("figure: what gnuplot does not understand is an error that says what is wrong") {
  for (const char* locale : {"C", "C.UTF-8"}) {
    const Variable language("LC_ALL", locale);
    try {
      gnuplot::run("set label 'β'\nplot sin(x\n");
      FAIL("no complaint");
    } catch (const InputError& error) {
      CHECK_THAT(error.what(), Catch::Contains("')' expected") && !Catch::Contains("warning"));
    }
  }
}

TEST_CASE("figure: nothing of the user's changes a bit of it") {
  const Folder folder;
  draw(curve(), folder.path / "plain");
  const fs::path home = folder.path / "home";
  fs::create_directories(home);
  std::ofstream(home / ".gnuplot") << "set grid\nset decimalsign ','\nset datafile separator ','\n";
  {
    const Variable place("HOME", home), terminal("GNUTERM", "dumb"), language("LC_ALL", "C");
    draw(curve(), folder.path / "users");
  }
  CHECK(content(folder.path / "users.svg") == content(folder.path / "plain.svg"));
  CHECK(content(folder.path / "users.png") == content(folder.path / "plain.png"));
}

TEST_CASE("figure: through a link its target is drawn, onto what is no file nothing is") {
  const Folder folder;
  fs::create_directory(folder.path / "elsewhere");
  fs::create_symlink("elsewhere/target.svg", folder.path / "line.svg");
  draw(curve(), folder.path / "line");
  CHECK(fs::is_symlink(folder.path / "line.svg"));
  CHECK(fs::file_size(folder.path / "elsewhere/target.svg") > 0);

  fs::create_directory(folder.path / "folder.svg");
  CHECK_THROWS_AS(draw(curve(), folder.path / "folder"), InputError);
  CHECK(fs::is_directory(folder.path / "folder.svg"));
  CHECK_FALSE(fs::exists(folder.path / "folder.png"));
}

TEST_CASE("figure: without a font there is an error that leaves nothing") {
  const Folder folder, configuration_folder("fonts");
  const fs::path configuration = configuration_folder.path / "fonts.conf";
  std::ofstream(configuration) << "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>"
                                  "<fontconfig></fontconfig>";
  const Variable no_fonts("FONTCONFIG_FILE", configuration);
  CHECK_THAT(complaint_about(folder.path, curve()), Catch::Contains("install fonts-dejavu-core"));
  CHECK(folder.files() == 0);
}

TEST_CASE("figure: a name that means something to gnuplot is a name like any other") {
  const Folder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path);
  for (const char* name : {"-p", "~", "|false"}) {
    CHECK_NOTHROW(draw(curve(), name));
    CHECK(fs::exists(std::string(name) + ".svg"));
  }
  fs::current_path(before);
}

TEST_CASE("figure: without gnuplot there is an error that leaves nothing") {
  const Folder folder;
  const std::string path = std::getenv("PATH");
  setenv("PATH", folder.path.c_str(), 1);
  CHECK_THROWS_WITH(draw(curve(), folder.path / "line"), Catch::Contains("install gnuplot"));
  setenv("PATH", path.c_str(), 1);
  CHECK(folder.files() == 0);
}
