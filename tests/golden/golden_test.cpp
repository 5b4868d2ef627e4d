// The golden digests hold here, on every path and with any number of threads.

#include <fstream>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"
#include "tests/catch.h"
#include "tests/golden/computations.h"
#include "tests/golden/golden_file.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

namespace caldera::golden {
namespace {

/// Computes in the given arithmetic, which is restored.
Record compute_with(SimdPath path, int threads, const std::vector<std::string>& names) {
  configure_arithmetic("exact", name(path), threads);
  const Record record = compute(names, {.mnist = test::mnist_folder()});
  configure_arithmetic("exact", "auto", 1);
  return record;
}

GoldenFile golden() {
  return read_golden_file(test::golden_folder() / golden_file_name());
}

void check_golden(const Record& record) {
  REQUIRE(!record.empty());
  const std::vector<Difference> parted = differences(record, golden());
  INFO(report(parted, record.size()));
  CHECK(parted.empty());
}

}  // namespace

TEST_CASE("golden bits: everything", "[golden]") {
  const Record record = compute_with(widest_simd_path(), 1, {});
  check_golden(record);
  CHECK(record.size() == golden().size());
}

TEST_CASE("golden bits: products and ops on every path", "[golden]") {
  for (const SimdPath path : simd_paths()) check_golden(compute_with(path, 1, {"gemm", "ops", "network"}));
}

TEST_CASE("golden bits: products and full-data passes on many threads", "[golden]") {
  for (const int threads : {2, 3, 7})
    check_golden(compute_with(widest_simd_path(), threads, {"gemm", "part_data"}));
}

TEST_CASE("a number that changes by one bit is named by step and tensor", "[golden]") {
  Record record(2);
  record[0].name = "first";
  record[0].add("same", 0.1);
  record[1].name = "second";
  record[1].add("same", 0.1);
  record[1].add("changed", 0.1);
  const test::TemporaryFolder folder;
  std::ofstream(folder / "golden.txt") << golden_text(record);
  const GoldenFile file = read_golden_file(folder / "golden.txt");
  CHECK(differences(record, file).empty());

  record[1].tensors.pop_back();
  record[1].add("changed", 0x1.999999999999bp-4);  // 0.1 is 0x1.999999999999ap-4
  const std::vector<Difference> parted = differences(record, file);
  REQUIRE(parted.size() == 1);
  CHECK(parted[0].step == "second");
  CHECK(parted[0].tensor == "changed");
  CHECK_THAT(report(parted, 2), Catch::Contains("1 of 2 steps") && Catch::Contains("step second") &&
                                    Catch::Contains("tensor changed") &&
                                    Catch::Contains("-ffp-contract"));

  record.push_back({"not in the file"});
  CHECK(differences(record, file).back().step == "not in the file");
}

TEST_CASE("damaged golden files and unknown computations are refused", "[golden]") {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "golden.txt") << "no digest";
  CHECK_THROWS_AS(read_golden_file(folder / "golden.txt"), InputError);
  CHECK_THROWS_AS(read_golden_file(folder / "absent.txt"), InputError);
  CHECK_THROWS_AS(compute({"gem"}, {}), InputError);
}

}  // namespace caldera::golden
