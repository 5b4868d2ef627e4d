// Sample runs:   bits > tests/golden/v2.txt
//                bits --check tests/golden/v2.txt --simd scalar --threads 3
//                bits --only gemm ops training --steps 20 --overall
//
// Description:   computes everything the golden digests pin down, and prints a line a step; with
//                --overall only one digest of all. With --check, that digest, and the first step
//                and tensor that part from a golden file. Status: 0 same, 1 different.

#include <iostream>

#include "experiments/study/verb.h"
#include "tests/golden/computations.h"
#include "tests/golden/golden_file.h"

using namespace caldera;
using namespace caldera::golden;

namespace {

struct Options {
  std::vector<std::string> only;
  Request request{.mnist = "data/mnist"};
  std::string golden;
  bool overall = false;
  bool environment = false;
};

int run(const Options& options) {
  if (options.environment) {
    std::cout << environment();
    return success;
  }
  const Record record = compute(options.only, options.request);
  if (options.golden.empty() && !options.overall) {
    std::cout << golden_text(record);
    return success;
  }
  std::cout << overall_digest(record) << std::endl;
  if (options.golden.empty()) return success;
  const std::vector<Difference> parted = differences(record, read_golden_file(options.golden));
  std::cout << report(parted, record.size());
  return parted.empty() ? success : negative_finding;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  std::string names;
  for (const Computation& c : computations()) names += std::string(" ") + c.name;
  line.add("--only", o->only, "Only these computations:" + names);
  line.add("--steps", o->request.training_steps, {1, 1000000},
           "Steps of Adam, in whole epochs of 20");
  line.add("--data", o->request.mnist, "Folder with the four MNIST files");
  line.add("--check", o->golden, "Golden file to compare with");
  line.add("--overall", o->overall, "Print nothing but one digest of everything");
  line.add("--environment", o->environment, "Print only what would compute them");
  add_arithmetic_options(line);
  return [o] { return run(*o); };
}

}  // namespace

int main(int argc, char** argv) {
  return run_program({.name = "bits",
                      .summary = "Computes the golden digests, or compares with them.",
                      .example = "bits --check tests/golden/v2.txt --simd scalar --threads 3",
                      .prepare = prepare},
                     {argv + 1, argv + argc});
}
