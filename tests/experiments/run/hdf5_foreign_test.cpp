// Files without a seal: what is read is a copy.

#include "experiments/run/digest.h"
#include "experiments/run/hdf5_calls.h"
#include "experiments/run/seal.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

namespace caldera {

using Catch::Contains;
using test::refusal;
using test::TemporaryFolder;
using test::write_plainly;

namespace {

/// A file without a seal, as others write them: a text, numbers and a group.
std::vector<std::byte> unsealed() {
  const hdf5::Handle file = hdf5::create_in_memory();
  hdf5::write_dataset(file, "/group/numbers", make_scalar(1.5));
  hdf5::write_attribute(file, "/", "text", make_scalar(std::string("of variable length")));
  return hdf5::file_image(file);
}

/// Every n-th byte altered, one at a time: each file is read or refused. HDF5 1.10 dies of several.
void alter_bytes(std::size_t n) {
  const TemporaryFolder folder;
  const std::vector<std::byte> sound = unsealed();
  std::size_t refused = 0;
  for (std::size_t i = 0; i < sound.size(); i += n) {
    std::vector<std::byte> damaged = sound;
    damaged[i] ^= std::byte{0x2f};
    write_plainly(folder / "damaged.h5", damaged);
    try {
      digest(folder / "damaged.h5");
    } catch (const InputError&) {
      ++refused;
    }
  }
  CHECK(refused > sound.size() / n / 100);
}

}  // namespace

TEST_CASE("a sealed file and the same one without a seal say the same", "[storage]") {
  const TemporaryFolder folder;
  std::vector<std::byte> bytes = unsealed();
  write_plainly(folder / "unsealed.h5", bytes);
  const std::string last_line = seal(bytes);
  for (const char letter : last_line) bytes.push_back(static_cast<std::byte>(letter));
  write_plainly(folder / "sealed.h5", bytes);
  CHECK(digest(folder / "unsealed.h5") == digest(folder / "sealed.h5"));
}

TEST_CASE("in a file without a seal things have all their names", "[storage]") {
  const TemporaryFolder folder;
  {
    const hdf5::Handle file = hdf5::create_in_memory();
    hdf5::write_dataset(file, "/group/numbers", make_scalar(1.5));
    const auto hard = [&](const char* of, const char* name) {
      REQUIRE(H5Lcreate_hard(file, of, file, name, H5P_DEFAULT, H5P_DEFAULT) >= 0);
    };
    const auto soft = [&](const char* of, const char* name) {
      REQUIRE(H5Lcreate_soft(of, file, name, H5P_DEFAULT, H5P_DEFAULT) >= 0);
    };
    hard("/group/numbers", "/second");
    hard("/group", "/group/itself");
    soft("numbers", "/group/relative");
    soft("/nowhere", "/dangling");
    write_plainly(folder / "names.h5", hdf5::file_image(file));
  }
  const hdf5::Handle file = hdf5::open_file(folder / "names.h5");
  for (const char* name :
       {"/group/numbers", "/second", "/group/itself/itself/numbers", "/group/relative"})
    CHECK(values_as<double>(hdf5::read_dataset(file, name), name) == std::vector{1.5});
  CHECK(hdf5::objects(file) == std::vector<std::string>{"/", "/group", "/group/numbers"});
  CHECK(hdf5::members(file, "/") == std::vector<std::string>{"dangling", "group", "second"});
  CHECK(!hdf5::exists(file, "/dangling"));
}

TEST_CASE("in a file without a seal only what cannot be read is refused, each time it is asked for",
          "[storage]") {
  const TemporaryFolder folder;
  {
    const hdf5::Handle file = hdf5::create_in_memory();
    hdf5::write_dataset(file, "/numbers", make_scalar(1.5));
    const hdf5::Handle scalar(H5Screate(H5S_SCALAR), H5Sclose);
    REQUIRE(hdf5::Handle(H5Dcreate2(file, "/short", H5T_STD_I16LE, scalar, H5P_DEFAULT, H5P_DEFAULT,
                                    H5P_DEFAULT),
                         H5Dclose) >= 0);
    for (const auto& [name, type] : {std::pair("layers", H5T_STD_I16BE), {"half", H5T_NATIVE_B8}}) {
      const hdf5::Handle attribute(H5Acreate2(file, name, type, scalar, H5P_DEFAULT, H5P_DEFAULT),
                                   H5Aclose);
      const std::uint8_t values[] = {1, 2};
      REQUIRE(H5Awrite(attribute, type, values) >= 0);
    }
    write_plainly(folder / "partly.h5", hdf5::file_image(file));
  }
  const hdf5::Handle file = hdf5::open_file(folder / "partly.h5");
  CHECK(values_as<double>(hdf5::read_dataset(file, "/numbers"), "/numbers") == std::vector{1.5});
  CHECK(hdf5::read_integers(file, "/", "layers") == std::vector<std::int64_t>{258});
  for (int times = 0; times < 2; ++times) {
    const std::string said = refusal([&] { hdf5::read_dataset(file, "/short"); });
    CHECK(refusal([&] { hdf5::kind_of_dataset(file, "/short"); }) == said);
    CHECK_THAT(said, Contains("partly.h5:/short: expected values, found some that were never"));
    CHECK_THAT(refusal([&] { hdf5::read_attribute(file, "/", "half"); }),
               Contains("partly.h5:/@half: expected float32") && Contains("found bits or bytes"));
  }
}

TEST_CASE("two files of one name in turn are two", "[storage]") {
  const TemporaryFolder folder;
  const auto write = [&](double number) {
    const hdf5::Handle file = hdf5::create_in_memory();
    hdf5::write_dataset(file, "/number", make_scalar(number));
    write_plainly(folder / "file.h5", hdf5::file_image(file));
  };
  const auto read = [](const hdf5::Handle& file) {
    return values_as<double>(hdf5::read_dataset(file, "/number"), "/number");
  };
  write(1.5);
  const hdf5::Handle first = hdf5::open_file(folder / "file.h5");
  write(2.5);
  CHECK(read(hdf5::open_file(folder / "file.h5")) == std::vector{2.5});
  CHECK(read(first) == std::vector{1.5});
}

TEST_CASE("a file that says itself why it cannot be read is not believed", "[storage]") {
  const TemporaryFolder folder;
  {
    const hdf5::Handle file = hdf5::create_in_memory();
    hdf5::write_refused_dataset(file, "/data", "all is well");
    hdf5::write_refused_attribute(file, "/", "note", "");
    write_plainly(folder / "sly.h5", hdf5::file_image(file));
  }
  const hdf5::Handle file = hdf5::open_file(folder / "sly.h5");
  const auto is_usual = Contains("found bits or bytes without a meaning");
  CHECK_THAT(refusal([&] { hdf5::read_dataset(file, "/data"); }), is_usual);
  CHECK_THAT(refusal([&] { hdf5::read_attribute(file, "/", "note"); }), is_usual);
}

TEST_CASE("integers of any width are read as lists, and have digests of their own", "[storage]") {
  const TemporaryFolder folder;
  const auto digest_of = [&](hid_t type, const std::vector<hsize_t>& extents) {
    const hdf5::Handle file = hdf5::create_in_memory();
    const hdf5::Handle space(
        extents.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, extents.data(), nullptr),
        H5Sclose);
    const hdf5::Handle attribute(H5Acreate2(file, "layers", type, space, H5P_DEFAULT, H5P_DEFAULT),
                                 H5Aclose);
    const std::int64_t five = 5;
    REQUIRE(H5Awrite(attribute, H5T_NATIVE_INT64, &five) >= 0);
    write_plainly(folder / "file.h5", hdf5::file_image(file));
    CHECK(hdf5::read_integers(hdf5::open_file(folder / "file.h5"), "/", "layers") ==
          std::vector<std::int64_t>{5});
    return digest(folder / "file.h5");
  };
  CHECK(digest_of(H5T_STD_I16LE, {}) == digest_of(H5T_STD_I16BE, {}));
  CHECK(digest_of(H5T_STD_I16LE, {}) != digest_of(H5T_STD_U16LE, {}));
  CHECK(digest_of(H5T_STD_U64BE, {1}) != digest_of(H5T_STD_U64BE, {}));
}

TEST_CASE("a file without a seal with a byte altered is read or refused, a sample", "[storage]") {
  alter_bytes(29);
}

// It takes minutes: `make mutate-runs`.
TEST_CASE("a file without a seal with a byte altered is read or refused, all", "[.][mutants]") {
  alter_bytes(1);
}

}  // namespace caldera
