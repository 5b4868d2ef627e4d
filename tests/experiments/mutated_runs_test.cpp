// Programs on run files that are not as they should be: with another length, number, type or shape in one
// place. They may draw, judge, or refuse in one line; they never crash.

#include <fmt/format.h>

#include <cstdlib>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/experiments/mutants/mutations.h"
#include "tests/experiments/mutants/readers.h"
#include "tests/experiments/mutants/small_results.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
namespace fs = std::filesystem;

namespace {

/// How many mutants were read, and what went wrong, a line each.
struct Tally {
  std::size_t mutants = 0;
  std::vector<std::string> findings;
};

/// One in `every` of a reading's mutants, at random.
void read_mutants(const Readers& readers, const RunReading& reading, const fs::path& results,
                  std::size_t every, bool may_take_long, Tally& tally) {
  const Stream chosen{1, Purpose::test_data, 0};
  for (const std::string& file : reading.files) {
    if (!fs::exists(results / file)) continue;
    const FileContent content = read_content(results / file);
    for (const Mutation& mutation : mutations_of(content)) {
      if (chosen.bits(tally.mutants++) % every != 0) continue;
      FileContent mutant = content;
      mutation.apply(mutant);
      readers.prepare(reading);
      readers.replace(file, mutant);
      if (const auto wrong = readers.complaint(reading, may_take_long))
        tally.findings.push_back(
            fmt::format("{} on {}, {}: {}", reading.program, file, mutation.name, *wrong));
    }
  }
}

}  // namespace

TEST_CASE("mutated runs: the small results are read by all programs as they are") {
  const TemporaryFolder folder;
  write_small_results(folder / "small");
  const Readers readers(folder / "small", folder / "work", 60);
  for (const RunReading& reading : plot_readings()) {
    CAPTURE(reading.program, reading.options, reading.files);
    readers.prepare(reading);
    const Answer answer = readers.answer(reading);
    CHECK(answer.status < 2);
    CHECK(answer.err == "");
  }
}

TEST_CASE("mutated runs: figures and verdict never crash, a sample") {
  constexpr std::size_t one_in = 400;
  const TemporaryFolder folder;
  write_small_results(folder / "small");
  const Readers readers(folder / "small", folder / "work", 60);
  Tally tally;
  for (const RunReading& reading : plot_readings())
    read_mutants(readers, reading, folder / "small", one_in, false, tally);
  CHECK(tally.findings == std::vector<std::string>{});
}

// All of them, on real runs: CALDERA_MUTATED is the folder of results, CALDERA_MUTATED_EVERY (1) takes
// one mutant in so many, and CALDERA_MUTATED_STUDIES the programs that compute from runs instead of those
// that draw. `make mutate-runs`.
TEST_CASE("mutated runs: all", "[.][mutants]") {
  const char* const results = std::getenv("CALDERA_MUTATED");
  REQUIRE(results != nullptr);
  const char* const chosen = std::getenv("CALDERA_MUTATED_EVERY");
  const std::size_t every = chosen == nullptr ? 1 : std::stoul(chosen);
  const bool studies = std::getenv("CALDERA_MUTATED_STUDIES") != nullptr;
  const TemporaryFolder folder;
  const Readers readers(results, folder / "work", studies ? 5 : 60);
  Tally tally;
  for (const RunReading& reading : studies ? study_readings() : plot_readings()) {
    const std::size_t before = tally.mutants, found = tally.findings.size();
    read_mutants(readers, reading, results, every, studies, tally);
    fmt::print("{} {}: {} mutants, one in {} read, {} findings\n", reading.program, reading.options,
               tally.mutants - before, every, tally.findings.size() - found);
    for (std::size_t k = found; k < tally.findings.size(); ++k)
      fmt::print("  {}\n", tally.findings[k]);
    std::fflush(stdout);
  }
  CHECK(tally.findings.empty());
}
