#include "experiments/run/columns.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

struct Place {
  std::int64_t seed = 0;
  std::size_t step = 0;
  bool operator==(const Place&) const = default;
};

struct Pair {
  double value = 0;
  bool converged = false;
  bool operator==(const Pair&) const = default;
};

struct Row {
  double beta = 0, delay = 0;
  bool settled = false;
  Place place = {};
  std::string name = {};
  std::vector<double> shares = {};
  std::vector<float> theta = {};
  std::vector<Pair> pairs = {};
  double unstored = 17;

  double twice_beta() const { return 2 * beta; }
  bool operator==(const Row&) const = default;
};

const Columns<Row> kept_columns = {
    {"beta", "1", "strength", &Row::beta},
    {"delay", "epoch", "delay", &Row::delay, "infinite: it does not end"},
    {"settled", "1", "1 if settled", &Row::settled},
    {"seed", "1", "seed of the weights", [](auto& row) { return &row.place.seed; }},
    {"step", "step", "steps that were done", [](auto& row) { return &row.place.step; }},
    {"name", "1", "what it is called", &Row::name},
    {"shares", "%", "shares", &Row::shares},
    {"theta", "1", "parameters", &Row::theta},
    {"value", "nat", "eigenvalues", &Row::pairs, &Pair::value},
    {"converged", "1", "1 where they converged", &Row::pairs, &Pair::converged},
};

const Columns<Row> columns =
    kept_columns.with({{"twice_beta", "1", "twice the strength", &Row::twice_beta}});

/// With a mantissa that is full, a step beyond 2^53, and a delay without an end.
std::vector<Row> example_rows(std::size_t count) {
  const auto x = random_numbers<double>(5 * count);
  const auto theta = random_numbers<float>(count, 1);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i)
    rows.push_back({.beta = x[5 * i],
                    .delay = i == 1 ? INFINITY : x[5 * i + 1],
                    .settled = i % 2 == 0,
                    .place = {-static_cast<std::int64_t>(i), (std::size_t{1} << 53) + 1 + i},
                    .name = "row " + std::to_string(i),
                    .shares = {x[5 * i + 2], x[5 * i + 3], 3},
                    .theta = {theta[i], -theta[i]},
                    .pairs = {{x[5 * i + 4], true}, {1.5, i == 0}}});
  return rows;
}

RunFile file_with(const fs::path& path, const std::vector<Row>& rows) {
  RunWriter file(path, example_identity());
  columns.write(file, "/rows", rows);
  file.commit();
  return RunFile(path);
}

struct Two {
  double beta = 0, error = 0;
};

const Columns<Two> two_columns = {
    {"beta", "1", "strength", &Two::beta},
    {"error", "nat", "mean cross-entropy", &Two::error},
};

/// A file with these numbers as /rows/beta and /rows/error.
RunFile with_columns(const fs::path& path,
                     const std::vector<std::pair<std::string, std::vector<double>>>& given) {
  RunWriter file(path, example_identity());
  for (const auto& [name, values] : given)
    file.vector("/rows/" + name, values, {"1", name, "NaN: for the test"});
  file.commit();
  return RunFile(path);
}

}  // namespace

TEST_CASE("rows come back from their file as they went in", "[storage]") {
  const TemporaryFolder folder;
  const std::size_t count = GENERATE(0u, 1u, 5u);
  const std::vector<Row> rows = example_rows(count);
  const RunFile file = file_with(folder / "run.h5", rows);
  CHECK(columns.read(file, "/rows") == rows);
  CHECK(columns.read(file, "/rows", count) == rows);
}

TEST_CASE("a column has a name, a type, units and a long name", "[storage]") {
  struct Expected {
    std::string name, type;
    Shape shape;
    std::string units, long_name;
  };
  const std::vector<Expected> all = {
      {"beta", "float64", {5}, "1", "strength"},
      {"converged", "float64", {5, 2}, "1", "1 where they converged"},
      {"delay", "float64", {5}, "epoch", "delay"},
      {"name", "string", {5}, "1", "what it is called"},
      {"seed", "int64", {5}, "1", "seed of the weights"},
      {"settled", "float64", {5}, "1", "1 if settled"},
      {"shares", "float64", {5, 3}, "%", "shares"},
      {"step", "int64", {5}, "step", "steps that were done"},
      {"theta", "float32", {5, 2}, "1", "parameters"},
      {"twice_beta", "float64", {5}, "1", "twice the strength"},
      {"value", "float64", {5, 2}, "nat", "eigenvalues"},
  };
  const TemporaryFolder folder;
  const std::vector<Row> rows = example_rows(5);
  const RunFile file = file_with(folder / "run.h5", rows);
  std::vector<std::string> names;
  for (const Expected& expected : all) {
    CAPTURE(expected.name);
    const std::string path = "/rows/" + expected.name;
    CHECK(file.kind(path).type == expected.type);
    CHECK(file.kind(path).shape == expected.shape);
    CHECK(file.description(path).units == expected.units);
    CHECK(file.description(path).long_name == expected.long_name);
    names.push_back(expected.name);
  }
  CHECK(file.members("/rows") == names);
  CHECK(file.vector<double>("/rows/settled") == std::vector<double>{1, 0, 1, 0, 1});
  CHECK(file.vector<double>("/rows/twice_beta")[3] == 2 * rows[3].beta);
  CHECK(file.matrix<float>("/rows/theta")(4, 1) == rows[4].theta[1]);
}

TEST_CASE("matrices of no rows have no columns", "[storage]") {
  const TemporaryFolder folder;
  const RunFile file = file_with(folder / "run.h5", {});
  for (const char* name : {"/rows/shares", "/rows/theta", "/rows/converged"})
    CHECK(file.kind(name).shape == Shape{0, 0});
}

TEST_CASE("a number that is not finite is refused unless its column says what it means",
          "[storage]") {
  const TemporaryFolder folder;
  RunWriter writer(folder / "run.h5", example_identity());
  CHECK_THROWS_AS(two_columns.write(writer, "/rows", {{1, NAN}}), NonFiniteError);
  const RunFile file = with_columns(folder / "nan.h5", {{"beta", {1, 2}}, {"error", {1, NAN}}});
  CHECK_THAT(
      refusal([&] { return two_columns.read(file, "/rows"); }),
      Contains("nan.h5:/rows/error: expected finite numbers, found nan") && Contains("at entry 1"));
  const Columns<Two> said = {{"error", "nat", "error", &Two::error, "NaN: not measured"}};
  CHECK(std::isnan(said.read(file, "/rows")[1].error));
  const Columns<Two> long_said = {{"error", "nat", "error, NaN: not measured", &Two::error}};
  CHECK(std::isnan(long_said.read(file, "/rows")[1].error));
}

TEST_CASE("a column that is missing or of another length is refused", "[storage]") {
  const TemporaryFolder folder;
  const auto complaint = [&](const std::vector<std::pair<std::string, std::vector<double>>>& given,
                             Length count = {}) {
    const RunFile file = with_columns(folder / "run.h5", given);
    return refusal([&] { return two_columns.read(file, "/rows", count); });
  };
  const std::vector<double> three(3);
  CHECK_THAT(complaint({{"error", three}}),
             Contains("run.h5:/rows/beta") && Contains("doesn't exist"));
  CHECK_THAT(complaint({{"beta", three}}),
             Contains("run.h5:/rows/error") && Contains("doesn't exist"));
  for (const std::size_t length : {2u, 4u})
    CHECK_THAT(complaint({{"beta", three}, {"error", std::vector<double>(length)}}),
               Contains("run.h5:/rows/error: expected 3 entries, found " + std::to_string(length)));
  CHECK_THAT(complaint({{"beta", three}, {"error", three}}, 4),
             Contains("run.h5:/rows/beta: expected 4 entries, found 3"));
}

TEST_CASE("lists are refused if there are none, and if their columns differ in length",
          "[storage]") {
  const TemporaryFolder folder;
  const Columns<Row> lists = {
      {"value", "nat", "eigenvalues", &Row::pairs, &Pair::value},
      {"converged", "1", "1 where they converged", &Row::pairs, &Pair::converged},
  };
  const std::vector<double> zeros(6);
  const auto complaint = [&](std::size_t values, std::size_t converged) {
    RunWriter file(folder / "run.h5", example_identity());
    file.matrix<double>("/rows/value", {zeros.data(), 2, values}, {"1", "values"});
    file.matrix<double>("/rows/converged", {zeros.data(), 2, converged}, {"1", "converged"});
    file.commit();
    return refusal([&] { return lists.read(RunFile(folder / "run.h5"), "/rows"); });
  };
  CHECK_THAT(complaint(3, 2),
             Contains("run.h5:/rows/converged: expected 3 entries a row, found 2"));
  CHECK_THAT(complaint(0, 0),
             Contains("run.h5:/rows/value: expected a column or more, found none"));
}

TEST_CASE("a count below zero is refused", "[storage]") {
  const TemporaryFolder folder;
  RunWriter writer(folder / "run.h5", example_identity());
  writer.vector("/rows/seed", std::vector<std::int64_t>{-1, -2}, {"1", "seeds"});
  writer.vector("/rows/step", std::vector<std::int64_t>{3, -4}, {"1", "steps"});
  writer.commit();
  const RunFile file(folder / "run.h5");
  const Columns<Place> columns_of_place = {
      {"seed", "1", "seed of the weights", &Place::seed},
      {"step", "step", "steps that were done", &Place::step},
  };
  CHECK_THAT(refusal([&] { return columns_of_place.read(file, "/rows"); }),
             Contains("/rows/step: expected numbers from 0 to") && Contains("-4 at entry 1"));
}

TEST_CASE("a row alone has scalars and vectors, which may be empty", "[storage]") {
  const TemporaryFolder folder;
  Row row = example_rows(2)[1];
  row.theta.clear();
  RunWriter writer(folder / "run.h5", example_identity());
  columns.write_alone(writer, "/row", row);
  writer.commit();
  const RunFile file(folder / "run.h5");
  CHECK(columns.read_alone(file, "/row") == row);
  CHECK(file.scalar<double>("/row/beta") == row.beta);
  CHECK(file.scalar<std::int64_t>("/row/seed") == -1);
  CHECK(file.scalar<std::string>("/row/name") == "row 1");
  CHECK(file.vector<double>("/row/shares") == row.shares);
  CHECK(file.kind("/row/theta").shape == Shape{0});
  const RunFile table = file_with(folder / "table.h5", {row});
  CHECK_THAT(refusal([&] { return columns.read_alone(table, "/rows"); }),
             Contains("table.h5:/rows/beta"));
}

TEST_CASE("no row where there is to be one, and two for the only one, are refused", "[storage]") {
  const TemporaryFolder folder;
  const auto with = [&](std::size_t count) {
    return file_with(folder / "run.h5", example_rows(count));
  };
  CHECK(columns.read_single(with(1), "/rows") == example_rows(1)[0]);
  CHECK(columns.read_filled(with(2), "/rows") == example_rows(2));
  for (const std::size_t count : {0u, 2u})
    CHECK_THAT(refusal([&] { return columns.read_single(with(count), "/rows"); }),
               Contains("run.h5:/rows: expected one row, found " + std::to_string(count)));
  CHECK_THAT(refusal([&] { return columns.read_filled(with(0), "/rows"); }),
             Contains("run.h5:/rows: expected at least one row, found none"));
}
