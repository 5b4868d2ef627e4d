#include "plots/csv.h"

#include <unistd.h>

#include <fstream>

#include "autograd/arithmetic/error.h"
#include "tests/catch.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// A file with this text, that goes with the object.
struct TextFile {
  fs::path path = fs::temp_directory_path() / ("caldera_csv_" + std::to_string(getpid()));
  explicit TextFile(const std::string& text) { std::ofstream(path) << text; }
  ~TextFile() { fs::remove(path); }
};

}  // namespace

TEST_CASE("csv: columns by name, rows with an empty field are left out") {
  const TextFile file(",beta,E,r0\n0,0.0,0.0137,89.93\n1,2e-4,0.0467,\n2,0.0004,0.0729,24.85\r\n");
  const auto columns = read_csv(file.path, {"r0", "beta"});
  REQUIRE(columns.size() == 2);
  CHECK(columns[0] == std::vector<double>{89.93, 24.85});
  CHECK(columns[1] == std::vector<double>{0.0, 0.0004});
}

TEST_CASE("csv: bad files are refused") {
  CHECK_THROWS_AS(read_csv("no such file", {"r0"}), InputError);
  CHECK_THROWS_AS(read_csv(TextFile("").path, {"r0"}), InputError);
  CHECK_THROWS_WITH(read_csv(TextFile("a,b\n1,2\n").path, {"r0"}), Catch::Contains("column r0"));
  CHECK_THROWS_WITH(read_csv(TextFile("a,b\n1,2\n1\n").path, {"b"}), Catch::Contains(":3"));
  CHECK_THROWS_WITH(read_csv(TextFile("a,b\n1,2x\n").path, {"b"}), Catch::Contains("'2x'"));
}
