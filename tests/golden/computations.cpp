#include "tests/golden/computations.h"

#include <algorithm>
#include <array>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera::golden {
namespace {

constexpr std::array<Computation, 11> all = {{{"gemm", gemm_bits},
                                             {"elementary", elementary_bits},
                                             {"sums", sums_bits},
                                             {"random", random_bits},
                                             {"ops", op_bits},
                                             {"network", network_bits},
                                             {"training", training_bits},
                                             {"part_data", part_data_bits},
                                             {"full_data", full_data_bits},
                                             {"probes", probe_bits},
                                             {"signals", signal_bits}}};

void check(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (std::ranges::find(all, name, &Computation::name) != all.end()) continue;
    std::string known;
    for (const Computation& c : all) known += (known.empty() ? "" : ", ") + std::string(c.name);
    throw InputError("unknown computation", "golden digests", known, "'" + name + "'",
                     "name one of these");
  }
}

}  // namespace

std::span<const Computation> computations() { return all; }

Record compute(const std::vector<std::string>& names, const Request& request) {
  check(names);
  Record record;
  for (const Computation& c : all)
    if (names.empty() || std::ranges::find(names, c.name) != names.end()) c.run(request, record);
  return record;
}

}  // namespace caldera::golden
