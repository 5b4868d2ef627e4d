#include "caldera/autograd/arithmetic/input_file.h"

#include <iterator>

#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

namespace caldera::test {

TEST_CASE("a file that cannot be opened is refused with what the system says", "[input_file]") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("loop", folder / "loop");
  const auto said = [&](const std::string& name) {
    return refusal([&] { open_input("CSV file", folder / name); });
  };
  CHECK_THAT(said("absent"), Catch::StartsWith("CSV file: ") && Catch::Contains("/absent: expected") &&
                                 Catch::Contains("found No such file or directory"));
  CHECK_THAT(said("loop"), Catch::Contains("found Too many levels of symbolic links"));
  CHECK_THAT(said(std::string(300, 'n')), Catch::Contains("found File name too long"));
  CHECK_THAT(said(""), Catch::Contains("found Is a directory"));
}

TEST_CASE("a file is opened byte by byte", "[input_file]") {
  const TemporaryFolder folder;
  std::ofstream(folder / "file", std::ios::binary) << "a\r\nb";
  std::ifstream file = open_input("file", folder / "file");
  CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == "a\r\nb");
}

}  // namespace caldera::test
