// The programs that draw and judge, as the shell sees them: on runs that they are not for, and on files in
// a folder of results that are no runs.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

#include "tests/catch.h"
#include "tests/content.h"
#include "tests/experiments/mutants/readers.h"
#include "tests/experiments/mutants/small_results.h"
#include "tests/plots/group_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// Small results, and programs that see some of them.
struct Workshop {
  TemporaryFolder folder;
  Readers readers;

  Workshop() : readers((write_small_results(folder / "small"), folder / "small"), folder / "work", 60) {}

  /// What the program says of its files, of which one is changed.
  Answer answer(const RunReading& reading, const std::function<void(FileContent&)>& change) const {
    readers.prepare(reading);
    FileContent content = read_content(folder / "small" / reading.files.front());
    change(content);
    readers.replace(reading.files.front(), content);
    return readers.answer(reading);
  }
};

/// Gives the programs each of the small results in each place that they read, one such pair in n: in each
/// place others. They draw it or refuse it.
void give_runs(std::size_t n) {
  const Workshop shop;
  std::vector<std::string> findings, all;
  for (const auto& entry : fs::recursive_directory_iterator(shop.folder / "small"))
    if (entry.is_regular_file()) all.push_back(entry.path().string());
  std::ranges::sort(all);
  std::size_t places = 0;
  for (const RunReading& reading : plot_readings()) {
    if (reading.program == "verdict") continue;
    for (const std::string& place : reading.files) {
      for (std::size_t k = places++ % n; k < all.size(); k += n) {
        shop.readers.prepare(reading);
        shop.readers.link(place, all[k]);
        if (const auto wrong = shop.readers.complaint(reading, false))
          findings.push_back(fmt::format("{} with {} as {}: {}", reading.program, all[k], place, *wrong));
      }
    }
  }
  CHECK(findings == std::vector<std::string>{});
}

RunReading reading_of(const std::string& program) {
  for (const RunReading& reading : plot_readings())
    if (reading.program == program) return reading;
  FAIL(program);
  return {};
}

Values without_last(const Values& values) {
  Shape shape = values.shape;
  --shape[0];
  Values shorter = values;
  shorter.shape = shape;
  if (values.type == "string") shorter.strings.pop_back();
  shorter.bytes.resize(values.bytes.size() / values.shape[0] * shape[0]);
  return shorter;
}

Values without_any(const Values& values) {
  Values empty = values;
  empty.shape[0] = 0;
  empty.bytes.clear();
  empty.strings.clear();
  return empty;
}

/// As train --beta-step .01 --beta-max .09 --max-epochs 1 leaves it.
void make_short(FileContent& content) {
  for (const std::string table : {"/step", "/epoch", "/curvature"})
    for (auto& [path, object] : content)
      if (path.starts_with(table + "/")) {
        const std::vector<double> all = values_as<double>(*object.values, path);
        const std::size_t per_stage = table == "/step" ? 20 : 4;
        std::vector<double> last;
        for (std::size_t i = per_stage - 1; i < 10 * per_stage; i += per_stage)
          last.push_back(path.ends_with("/epoch") ? static_cast<double>(last.size() + 1) : all[i]);
        object.values = make_values(std::span<const double>(last), {last.size()});
      }
}

}  // namespace

TEST_CASE("figures: parts of a run file that do not fit are named instead of read beyond") {
  const Workshop shop;
  const auto refused = [&](const std::string& program, const std::string& dataset,
                           Values (*change)(const Values&), const std::string& said) {
    check_refused(shop.answer(reading_of(program),
                              [&](FileContent& content) {
                                content[dataset].values = change(*content[dataset].values);
                              }),
                  program, said);
  };
  refused("figure basins", "/far/name", without_last, "/far/point: expected 2 x 2, found 3 x 2");
  refused("figure classroom", "/data/inputs", without_any,
          "/data/inputs: expected 4 x 2, found 0 x 2");
  refused("figure linear_cascade", "/depth3/branch1/products", without_any,
          "/depth3/branch1/products: expected 5 x any, found 0 x 1");
}

TEST_CASE("figures: a watched sweep of one epoch a stage is drawn, without what needs a window") {
  const Workshop shop;
  const Answer answer = shop.answer(reading_of("figure watched_sweep"), make_short);
  CHECK(answer.err == "");
  CHECK(answer.status == 0);
}

TEST_CASE("figures: a sweep whose run does not name its data set has no title") {
  const Workshop shop;
  check_refused(shop.answer(reading_of("figure generalisation"),
                            [](FileContent& content) {
                              content["/configuration"].attributes.erase("dataset");
                            }),
                "figure generalisation", "relu.h5:/configuration@dataset: expected");
}

TEST_CASE("figures: of three classes there are no ten digits") {
  const Workshop shop;
  const RunReading reading = reading_of("figure origin_sweep");
  shop.readers.prepare(reading);
  shop.readers.replace(reading.files.front(), read_content(shop.folder / "small/generalisation/cnn.h5"));
  check_refused(shop.readers.answer(reading), "figure origin_sweep",
                "seed1.h5: expected a sweep on mnist");
}

TEST_CASE("figures: the sweep of figure cnn has the title of what was trained") {
  const Workshop shop;
  const RunReading reading = reading_of("figure cnn");
  const auto drawn_of = [&](const std::string& run) {
    shop.readers.prepare(reading);
    shop.readers.replace(reading.files.front(), read_content(shop.folder / "small" / run));
    CHECK(shop.readers.answer(reading).status == 0);
    return content(shop.folder / "work/f.svg");
  };
  CHECK_THAT(drawn_of("generalisation/cnn.h5"), Contains("4 × 4 patterns"));
  CHECK_THAT(drawn_of("generalisation/fashion.h5"),
             Contains("Fashion-MNIST") && !Contains("patterns"));
}

TEST_CASE("figures: folds stand on the sweep that they begin at") {
  const Workshop shop;
  RunReading reading = reading_of("figure folds");
  std::swap(reading.files[0], reading.files[1]);
  check_refused(shop.answer(reading,
                            [](FileContent& content) {
                              content["/configuration"].attributes["learning_rate"] =
                                  make_scalar(0.5);
                            }),
                "figure folds", "seed1.h5: expected the sweep that T5 begins at");
}

TEST_CASE("figures: every program draws or refuses a run in one line, a sample") { give_runs(4); }

// It takes minutes: `make mutate-runs`.
TEST_CASE("figures: every program draws or refuses a run in one line, all", "[.][mutants]") {
  give_runs(1);
}

TEST_CASE("verdict: what is no run in a folder of results is named and passed over") {
  const Workshop shop;
  const RunReading reading{
      "verdict", "--runs {} --partial --report report/index.html", {"classroom/run.h5"}};
  shop.readers.prepare(reading);
  const fs::path results = shop.folder / "work/results";
  fs::create_directories(results / "figures/origin_sweep.svg");  // a folder of that name
  fs::create_directories(results / "theory/linear.h5");
  fs::create_symlink("loop.h5", results / "classroom/loop.h5");
  fs::create_symlink("nowhere.h5", results / "classroom/dangling.h5");
  std::ofstream(results / "notes.h5") << "not below a study";
  const Answer before = shop.readers.answer(reading);
  CHECK(before.status == 0);
  CHECK_THAT(before.out, !Catch::Contains("Passed over"));
  std::ofstream(results / "classroom/notes.h5") << "not HDF5";
  const Answer after = shop.readers.answer(reading);
  CHECK(after.status == 0);
  CHECK_THAT(after.out, Catch::StartsWith("Passed over: classroom/notes.h5: "));
}

TEST_CASE("verdict: while runs are missing it is no pass, but for --partial") {
  const Workshop shop;
  RunReading reading{"verdict", "--runs {} --out verdict.txt", {"classroom/run.h5"}};
  shop.readers.prepare(reading);
  const Answer whole = shop.readers.answer(reading);
  CHECK(whole.status == 1);
  CHECK_THAT(whole.out,
             Catch::Contains("Incomplete: ") && Catch::Contains("Not run: origin sweep"));
  for (const char* name : {"verdict.txt", "verdict.csv", "verdict.json"})
    CHECK(fs::exists(shop.folder / "work" / name));
  reading.options = "--runs {} --partial";
  const Answer partial = shop.readers.answer(reading);
  CHECK(partial.status == 0);
  CHECK_THAT(partial.out, Catch::StartsWith("Incomplete: "));
}

TEST_CASE("verdict: a damaged run of the plan is a row that fails, and the others are judged") {
  const Workshop shop;
  const RunReading reading{"verdict", "--runs {}", {"classroom/run.h5", "theory/complexity.h5"}};
  shop.readers.prepare(reading);
  fs::remove(shop.folder / "work/results/theory/complexity.h5");
  std::ofstream(shop.folder / "work/results/theory/complexity.h5") << "not HDF5";
  const Answer answer = shop.readers.answer(reading);
  CHECK(answer.status == 1);
  CHECK_THAT(answer.out, Catch::Contains("damaged: theory/complexity.h5") &&
                             Catch::Contains("classroom\nquantity"));
}
