#include "experiments/storage/hdf5_trial.h"

#include "experiments/storage/digest.h"
#include "experiments/storage/hdf5.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

#include <fstream>

namespace caldera {

using test::TemporaryFolder;

namespace {

/// A file without a seal, as others write them: a text, numbers and a group.
std::vector<std::byte> unsealed() {
  const hdf5::Handle file = hdf5::create_in_memory();
  hdf5::write_dataset(file, "/group/numbers", make_scalar(1.5));
  hdf5::write_attribute(file, "/", "text", make_scalar(std::string("of variable length")));
  return hdf5::file_image(file);
}

void save(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

TEST_CASE("HDF5 survives a sound file", "[storage]") {
  const TemporaryFolder folder;
  save(folder / "sound.h5", unsealed());
  CHECK_NOTHROW(hdf5::check_survives(folder / "sound.h5"));
  CHECK(digest(folder / "sound.h5").size() == 64);
}

// HDF5 1.10 dies of several of these.
TEST_CASE("a file without a seal with any byte altered is read or refused", "[storage]") {
  const TemporaryFolder folder;
  const std::vector<std::byte> sound = unsealed();
  std::size_t refused = 0;
  for (std::size_t i = 0; i < sound.size(); i += 3) {
    std::vector<std::byte> damaged = sound;
    damaged[i] ^= std::byte{0x2f};
    save(folder / "damaged.h5", damaged);
    try {
      digest(folder / "damaged.h5");
    } catch (const InputError&) {
      ++refused;
    }
  }
  CHECK(refused > 10);
}

}  // namespace caldera
