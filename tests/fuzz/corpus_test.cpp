// The inputs that are kept, given to the same functions as by libFuzzer: every compiler sees them.

#include <filesystem>
#include <iterator>
#include <vector>

#include "tests/catch.h"
#include "tests/content.h"
#include "tests/fuzz/targets.h"
#include "tests/places.h"

namespace caldera::fuzz {

namespace {

std::vector<std::uint8_t> bytes_of(const std::filesystem::path& file) {
  const std::string text = test::content(file);
  return {text.begin(), text.end()};
}

}  // namespace

TEST_CASE("inputs of the fuzz corpora are read or refused", "[fuzz]") {
  for (const Target& target : targets) {
    INFO(target.name);
    target.run({});
    std::size_t inputs = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(test::corpus_folder() / target.name)) {
      INFO(entry.path());
      CHECK_NOTHROW(target.run(bytes_of(entry.path())));
      ++inputs;
    }
    CHECK(inputs > 2);
  }
}

}  // namespace caldera::fuzz
