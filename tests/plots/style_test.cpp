#include "plots/style.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

#include "autograd/arithmetic/error.h"
#include "tests/catch.h"

using namespace caldera;
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

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The complaint about a figure that gnuplot does not understand.
std::string complaint_about(const fs::path& folder, const std::string& commands) {
  try {
    draw_figure(folder / "line", {}, commands);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no complaint";
}

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

TEST_CASE("figure: the error is the line that says what is wrong, whatever the language") {
  const Folder folder;
  for (const char* locale : {"C", "C.UTF-8"}) {
    const Variable language("LC_ALL", locale);
    const std::string line = complaint_about(folder.path, "set label 'β'\nplot sin(x\n");
    CHECK_THAT(line, Catch::Contains("')' expected"));
    CHECK_THAT(line, !Catch::Contains("warning"));
  }
}

TEST_CASE("figure: nothing of the user's changes a bit of it") {
  const Folder folder;
  const std::string data = data_block("curve", {{0.25, 1.5}, {1.75, 2.5}});
  const std::string commands = data + "set title 'β'\nplot $curve using 1:2 with lines\n";
  draw_figure(folder.path / "plain", {}, commands);
  const fs::path home = folder.path / "home";
  fs::create_directories(home);
  std::ofstream(home / ".gnuplot") << "set grid\nset decimalsign ','\nset datafile separator ','\n";
  {
    const Variable place("HOME", home), terminal("GNUTERM", "dumb"), language("LC_ALL", "C");
    draw_figure(folder.path / "users", {}, commands);
  }
  CHECK(bytes_of(folder.path / "users.svg") == bytes_of(folder.path / "plain.svg"));
  CHECK(bytes_of(folder.path / "users.png") == bytes_of(folder.path / "plain.png"));
}

TEST_CASE("figure: through a link its target is drawn, onto what is no file nothing is") {
  const Folder folder;
  fs::create_directory(folder.path / "elsewhere");
  fs::create_symlink("elsewhere/target.svg", folder.path / "line.svg");
  draw_figure(folder.path / "line", {}, "plot x with lines\n");
  CHECK(fs::is_symlink(folder.path / "line.svg"));
  CHECK(fs::file_size(folder.path / "elsewhere/target.svg") > 0);

  fs::create_directory(folder.path / "folder.svg");
  CHECK_THROWS_AS(draw_figure(folder.path / "folder", {}, "plot x with lines\n"), InputError);
  CHECK(fs::is_directory(folder.path / "folder.svg"));
  CHECK_FALSE(fs::exists(folder.path / "folder.png"));
}

TEST_CASE("figure: without a font there is an error that leaves nothing") {
  const Folder folder, configuration_folder("fonts");
  const fs::path configuration = configuration_folder.path / "fonts.conf";
  std::ofstream(configuration) << "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>"
                                  "<fontconfig></fontconfig>";
  const Variable no_fonts("FONTCONFIG_FILE", configuration);
  CHECK_THAT(complaint_about(folder.path, "plot x\n"),
             Catch::Contains("install fonts-dejavu-core"));
  CHECK(folder.files() == 0);
}

TEST_CASE("figure: a name that means something to gnuplot is a name like any other") {
  const Folder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path);
  for (const char* name : {"-p", "~", "|false"}) {
    CHECK_NOTHROW(draw_figure(name, {}, "plot x\n"));
    CHECK(fs::exists(std::string(name) + ".svg"));
  }
  fs::current_path(before);
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
