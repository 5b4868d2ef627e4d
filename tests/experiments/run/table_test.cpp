#include "experiments/run/table.h"

#include <limits>

#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

struct Row {
  double beta = 0, error = 0;
  double unstored = 17;
};

constexpr Quantity<Row> quantities[] = {
    {"beta", "1", "strength", &Row::beta},
    {"error", "nat", "mean cross-entropy", &Row::error},
};

std::vector<Row> random_rows(std::size_t count) {
  const auto numbers = random_numbers<double>(2 * count);
  std::vector<Row> rows(count);
  for (std::size_t i = 0; i < count; ++i) rows[i] = {numbers[2 * i], numbers[2 * i + 1], 23};
  return rows;
}

RunFile with_rows(const fs::path& path, std::size_t count) {
  RunWriter file(path, example_identity());
  write_table<Row>(file, "/rows", random_rows(count), quantities);
  file.commit();
  return RunFile(path);
}

/// A file in which /rows has the columns given, all of zeros.
RunFile with_columns(const fs::path& path,
                     const std::vector<std::pair<std::string, std::size_t>>& columns) {
  RunWriter file(path, example_identity());
  for (const auto& [name, length] : columns)
    file.vector("/rows/" + name, std::vector<double>(length), {"1", "zeros"});
  file.commit();
  return RunFile(path);
}

}  // namespace

TEST_CASE("a table comes back from its file as it went in", "[storage]") {
  const TemporaryFolder folder;
  const std::size_t count = GENERATE(0u, 1u, 5u);
  const RunFile file = with_rows(folder / "run.h5", count);
  const std::vector<Row> expected = random_rows(count);
  const std::vector<Row> rows = read_table<Row>(file, "/rows", quantities);
  REQUIRE(rows.size() == count);
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(rows[i].beta == expected[i].beta);
    CHECK(rows[i].error == expected[i].error);
    CHECK(rows[i].unstored == 17);
  }
  CHECK(file.members("/rows") == std::vector<std::string>{"beta", "error"});
  CHECK(file.description("/rows/error").units == "nat");
  CHECK(file.description("/rows/error").long_name == "mean cross-entropy");
}

TEST_CASE("a column may say what a number that is not finite means", "[storage]") {
  constexpr Quantity<Row> said[] = {{"error", "nat", "error", &Row::error, "NaN: not measured"}};
  const std::vector<Row> rows = {{1, std::numeric_limits<double>::quiet_NaN(), 0}};
  const TemporaryFolder folder;
  RunWriter file(folder / "run.h5", example_identity());
  CHECK_NOTHROW(write_table<Row>(file, "/said", rows, said));
  CHECK_THROWS_AS(write_table<Row>(file, "/unsaid", rows, quantities), NonFiniteError);
}

TEST_CASE("a table with a column that is missing or of another length is refused", "[storage]") {
  const TemporaryFolder folder;
  const auto complaint = [&](const std::vector<std::pair<std::string, std::size_t>>& columns) {
    const RunFile file = with_columns(folder / "run.h5", columns);
    return refusal([&] { read_table<Row>(file, "/rows", quantities); });
  };
  CHECK_THAT(complaint({{"error", 3}}), Contains("run.h5:/rows/beta") && Contains("doesn't exist"));
  CHECK_THAT(complaint({{"beta", 3}}), Contains("run.h5:/rows/error") && Contains("doesn't exist"));
  for (const std::size_t length : {2u, 4u})
    CHECK_THAT(complaint({{"beta", 3}, {"error", length}}),
               Contains("run.h5:/rows/error: expected 3 entries, found " + std::to_string(length)));
}

TEST_CASE("the only row of a table is refused if there is another number of them", "[storage]") {
  const TemporaryFolder folder;
  const RunFile one = with_rows(folder / "one.h5", 1);
  CHECK(read_single<Row>(one, "/rows", quantities).error == random_rows(1)[0].error);
  for (const std::size_t count : {0u, 2u}) {
    const RunFile file = with_rows(folder / "run.h5", count);
    CHECK_THAT(refusal([&] { read_single<Row>(file, "/rows", quantities); }),
               Contains("run.h5:/rows: expected one row, found " + std::to_string(count)));
  }
}

TEST_CASE("numbers that are divided by or used as an index have a range", "[storage]") {
  const TemporaryFolder folder;
  const RunFile file = with_rows(folder / "run.h5", 1);
  CHECK_NOTHROW(check_range(file, "/rows/beta", std::vector<double>{1, 2}, 1, 2));
  CHECK_NOTHROW(check_range(file, "/rows/beta", std::vector<std::int64_t>{}, 1, 2));
  CHECK_THAT(refusal([&] {
               check_range(file, "/n", std::vector<std::int64_t>{4, 0}, 1, 9);
             }),
             Contains("run.h5:/n: expected numbers from 1 to 9, found 0 at entry 1"));
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  CHECK_THAT(refusal([&] { check_range(file, "/x", std::vector<double>{nothing}, 0, 1); }),
             Contains("run.h5:/x: expected numbers from 0 to 1, found nan at entry 0"));
}
