#include "plots/origin_sweep/csv.h"
#include "tests/fuzz/answers.h"

namespace caldera::fuzz {

void try_csv(Bytes input) {
  const std::filesystem::path file = input_file("table.csv", input);
  std::vector<std::vector<double>> columns;
  if (!accepts([&] { columns = read_csv(file, {"x", "y"}); })) return;
  require(columns.size() == 2 && columns[0].size() == columns[1].size(), "columns of one length");
}

}  // namespace caldera::fuzz
