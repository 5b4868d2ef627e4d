// Compares the runs of a profile with what was published, and says pass or fail.
//
// Sample run:
//   verdict --runs results/study --out results/study/verdict.txt
//
// Description: reads origin_sweep/seed<k>.h5 under --runs, finds the transitions, and compares
// positions, number, and error, accuracy and distance at β = 0 and around each transition with
// plots/published.h. Prints the table, and stores it as --out and as CSV beside it. Status 1 if
// anything fails. The tolerances and where they come from: plots/comparison.h.

#include <fmt/format.h>

#include <algorithm>

#include "autograd/arithmetic/error.h"
#include "experiments/program.h"
#include "experiments/storage/atomic_file.h"
#include "plots/comparison.h"

namespace {

using namespace caldera;
namespace fs = std::filesystem;

void store(const fs::path& target, const std::string& text) {
  write_atomically(target, std::as_bytes(std::span(text)));
}

int run(const fs::path& runs, const fs::path& out) {
  // 1. Whatever cannot be stored is not worth computing.
  const fs::path csv = fs::path(out).replace_extension(".csv");
  if (csv == out)
    throw InputError("verdict", "--out", "the name of the table, as verdict.txt", out.string(),
                     "the CSV gets its own name");
  prepare_output(out);
  prepare_output(csv);

  // 2. Every seed against the published figures.
  std::vector<Comparison> comparisons;
  for (const SeedSweep& sweep : load_sweeps(runs / "origin_sweep"))
    for (const Comparison& row : compare(sweep)) comparisons.push_back(row);

  // 3. The table, on the screen and on disk.
  const std::string table = verdict_table(comparisons);
  fmt::print("{}", table);
  store(out, table);
  store(csv, verdict_csv(comparisons));
  return std::all_of(comparisons.begin(), comparisons.end(), passes) ? success : negative_finding;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Compares the runs of a profile with the published figures.", "verdict");
  app.footer("Example: verdict --runs results/study --out results/study/verdict.txt");
  fs::path runs, out;
  app.add_option("--runs", runs, "Folder of the profile's runs")->required();
  app.add_option("--out", out, "The table; its CSV lies beside it")->required();
  return run_program(app, argc, argv, [&] { return run(runs, out); });
}
