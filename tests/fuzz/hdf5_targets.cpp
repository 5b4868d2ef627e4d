// HDF5 files, as bytes. The length of an input chooses who reads it, so that a finding is a file
// which the programs can be given as it is.

#include "experiments/run/hdf5.h"
#include "experiments/run/segments.h"
#include "tests/fuzz/answers.h"
#include "tests/fuzz/readers.h"

namespace caldera::fuzz {

namespace {

const RunIdentity identity = {"fuzz", "one", "smoke", 1, {{"steps", std::int64_t{3}}}};

std::filesystem::path segment_of(const std::filesystem::path& out) {
  return out.string() + ".segments/step-0000.h5";
}

}  // namespace

void try_model(Bytes input) {
  const std::filesystem::path file = input_file("model.h5", input);
  input.size() % 2 == 0 ? read_as_model(file) : read_as_sweep_models(file);
}

void try_run(Bytes input) {
  const std::filesystem::path file = input_file("run.h5", input);
  input.size() % 2 == 0 ? read_as_run(file) : read_digest(file);
}

void try_segments(Bytes input) {
  const std::filesystem::path out = input_folder() / "segmented.h5";
  std::filesystem::create_directories(segment_of(out).parent_path());
  input_file("segmented.h5.segments/step-0000.h5", input);
  accepts([&] {
    const Segments segments(out, identity);
    require(segments.count() <= 1, "no more segments than files");
    if (segments.count() == 1) require(!difference(segments.open(0), identity), "one identity");
  });
  std::filesystem::remove_all(out.string() + ".segments.aside-1");  // of another identity
}

}  // namespace caldera::fuzz
