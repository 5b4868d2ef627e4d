#include "tests/fuzz/readers.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "experiments/model/model_file.h"
#include "experiments/monitor/signal_table.h"
#include "experiments/run/columns.h"
#include "experiments/run/digest.h"
#include "experiments/sweep/record.h"
#include "tests/fuzz/answers.h"

namespace caldera::fuzz {

namespace {

struct Point {
  double x = 0, y = 0;
};

const Columns<Point> columns = {{"x", "1", "abscissa", &Point::x},
                                {"y", "1", "ordinate", &Point::y}};

void require_whole(const Model& model) {
  require(model.parameters.size() == parameter_count(model.shape), "all parameters");
  require(std::ranges::all_of(model.parameters, [](double x) { return std::isfinite(x); }),
          "parameters are finite");
}

/// Each kind of table, alone: one that is refused does not hide another.
void read_tables(const RunFile& file) {
  accepts([&] { file.identity(); });
  accepts([&] { find_transitions(read_sweep(file)); });
  accepts([&] { columns.read(file, "/table"); });
  accepts([&] { columns.read_single(file, "/table"); });
  accepts([&] {
    const SignalTable table = read_signals(file, "/signals");
    for (const Signal& signal : table.signals)
      require(table.column(signal.name).size() == table.rows.size(), "a sample in each row");
  });
}

}  // namespace

void read_as_model(const std::filesystem::path& file) {
  accepts([&] { require_whole(read_model(file)); });
}

void read_as_sweep_models(const std::filesystem::path& file) {
  accepts([&] {
    const SweepModels models = read_sweep_models(file);
    if (models.parameters.rows > 0) require_whole(models.at(models.parameters.rows - 1));
  });
}

void read_as_run(const std::filesystem::path& file) {
  accepts([&] { read_tables(RunFile(file)); });
}

void read_digest(const std::filesystem::path& file) {
  accepts([&] { require(digest(file).size() == 64, "a digest of 64 digits"); });
}

void read_one_way(const std::filesystem::path& file, std::size_t way) {
  constexpr void (*ways[])(const std::filesystem::path&) = {read_as_model, read_as_run, read_digest,
                                                            read_as_sweep_models};
  ways[way % std::size(ways)](file);
}

}  // namespace caldera::fuzz
