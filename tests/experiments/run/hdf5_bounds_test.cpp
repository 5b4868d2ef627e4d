// Files made to hurt: each is refused by one line, before HDF5 reads what it claims to hold.

#include <sys/stat.h>

#include <cstring>
#include <iterator>

#include "experiments/run/digest.h"
#include "experiments/run/hdf5.h"
#include "experiments/run/seal.h"
#include "tests/catch.h"
#include "tests/content.h"
#include "tests/experiments/run/child_process.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/places.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;
using hdf5::Handle;

namespace {

Handle new_file(const std::filesystem::path& path, H5F_libver_t lowest = H5F_LIBVER_EARLIEST) {
  hdf5::create_in_memory();  // keeps HDF5 from printing
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_libver_bounds(access, lowest, H5F_LIBVER_V110);
  return Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose);
}

Handle space_of(const std::vector<hsize_t>& extents) {
  return Handle(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                H5Sclose);
}

/// Properties of a dataset, changed by `change(id)`.
template <class Change>
Handle creation(Change change) {
  Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  change(static_cast<hid_t>(properties));
  return properties;
}

Handle new_dataset(const Handle& file, hid_t type, const std::vector<hsize_t>& extents,
                   const Handle& properties) {
  return Handle(
      H5Dcreate2(file, "/data", type, space_of(extents), H5P_DEFAULT, properties, H5P_DEFAULT),
      H5Dclose);
}

Handle chunked(hsize_t side) {
  return creation([&](hid_t id) { H5Pset_chunk(id, 1, &side); });
}

/// What is said of /data, by reading it and by looking at its kind.
std::string said_of_data(const std::filesystem::path& path) {
  const Handle file = hdf5::open_file(path);
  const std::string said = refusal([&] { hdf5::read_dataset(file, "/data"); });
  CHECK(refusal([&] { hdf5::kind_of_dataset(file, "/data"); }) == said);
  CHECK(refusal([&] { digest(path); }) == said);
  return said;
}

}  // namespace

TEST_CASE("values that were never written are not read as zeros", "[storage][bounds]") {
  const TemporaryFolder folder;
  const auto path = folder / "file.h5";
  SECTION("all of them") {
    new_dataset(new_file(path), H5T_IEEE_F64LE, {6}, creation([](hid_t) {}));
  }
  SECTION("all of them, with a value to fill with") {
    const double fill = 1;
    new_dataset(new_file(path), H5T_IEEE_F64LE, {6},
                creation([&](hid_t id) { H5Pset_fill_value(id, H5T_NATIVE_DOUBLE, &fill); }));
  }
  SECTION("one chunk of two") {
    const Handle file = new_file(path), data = new_dataset(file, H5T_IEEE_F64LE, {6}, chunked(3));
    const Handle all = space_of({6}), part = space_of({3});
    const hsize_t first = 0, count = 3;
    H5Sselect_hyperslab(all, H5S_SELECT_SET, &first, nullptr, &count, nullptr);
    const auto numbers = random_numbers<double>(3);
    H5Dwrite(data, H5T_NATIVE_DOUBLE, part, all, H5P_DEFAULT, numbers.data());
  }
  CHECK_THAT(said_of_data(path),
             Contains("file.h5:/data: expected values, found some that were never written"));
}

TEST_CASE("values that lie in another file are refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  const auto path = folder / "file.h5";
  const std::string source = GENERATE("gone.h5", ".");  // "." is the file itself
  {
    const Handle all = space_of({6});
    new_dataset(new_file(path), H5T_IEEE_F64LE, {6},
                creation([&](hid_t id) { H5Pset_virtual(id, all, source.c_str(), "/data", all); }));
  }
  CHECK_THAT(said_of_data(path), Contains("found a virtual dataset"));
}

TEST_CASE("external storage and links out of the file are refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  const auto path = folder / "file.h5", pipe = folder / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  {
    const Handle file = new_file(path);
    new_dataset(file, H5T_IEEE_F64LE, {6},
                creation([&](hid_t id) { H5Pset_external(id, pipe.c_str(), 0, H5F_UNLIMITED); }));
  }
  CHECK_THAT(said_of_data(path), Contains("found values in another file"));

  {
    const Handle file = new_file(path);
    H5Lcreate_external("other.h5", "/data", file, "/data", H5P_DEFAULT, H5P_DEFAULT);
  }
  CHECK_THAT(refusal([&] { hdf5::open_file(path); }), Contains("a link to another file, data"));
  std::string bytes = content(path);
  bytes += seal(std::as_bytes(std::span(bytes)));
  write_plainly(path, std::as_bytes(std::span(bytes)));  // with a seal nothing is listed first
  const Handle file = hdf5::open_file(path);
  CHECK_THAT(
      refusal([&] { hdf5::read_dataset(file, "/data"); }),
      Contains("file.h5:/data: expected a group or dataset of this file, found a link to other"));
  CHECK_THAT(refusal([&] { hdf5::exists(file, "/data"); }), Contains("a link to other.h5"));
  CHECK_THAT(refusal([&] { digest(path); }), Contains("a link to another file, data"));
}

TEST_CASE("a link that leads to itself is refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  {
    const Handle file = new_file(folder / "file.h5");
    H5Lcreate_soft("/data", file, "/data", H5P_DEFAULT, H5P_DEFAULT);
  }
  const Handle file = hdf5::open_file(folder / "file.h5");
  CHECK_THAT(refusal([&] { hdf5::read_dataset(file, "/data"); }), Contains("too many"));
}

TEST_CASE("more entries than a file can hold are refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  const auto path = folder / "file.h5";
  const hsize_t huge = hsize_t{1} << 60, side = 100;
  {
    const Handle file = new_file(path);
    const bool strings = GENERATE(false, true);
    Handle type(H5Tcopy(strings ? H5T_C_S1 : H5T_IEEE_F64LE), H5Tclose);
    if (strings) H5Tset_size(type, H5T_VARIABLE);
    new_dataset(file, type, {strings ? 2 * huge : huge}, chunked(side));
  }
  CHECK_THAT(said_of_data(path), Contains("never written"));
}

TEST_CASE("extents beyond what is stored are refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  const hsize_t meant = 0x123456;
  std::vector<std::byte> bytes;
  {
    const Handle file = hdf5::create_in_memory();
    const std::vector<double> numbers(meant, 1.5);
    hdf5::write_dataset(file, "/data", make_values(std::span(numbers), {numbers.size()}));
    bytes = hdf5::file_image(file);
  }
  // The extent, and behind it the largest that it may have.
  std::vector<std::byte> extent(8);
  std::memcpy(extent.data(), &meant, 8);
  const auto found = std::search(bytes.begin(), bytes.end(), extent.begin(), extent.end());
  REQUIRE(found != bytes.end());
  found[7] = std::byte{0x10};  // 2⁶⁰ more
  write_plainly(folder / "file.h5", bytes);
  CHECK_THAT(said_of_data(folder / "file.h5"), Contains("values of at most 64 times their bytes"));
}

TEST_CASE("compressed values that take no place are refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  const auto path = folder / "file.h5";
  const std::size_t count = std::size_t{1} << 20;
  const auto write = [&](const std::vector<double>& numbers, int times_compressed) {
    const Handle file = new_file(path);
    const Handle data = new_dataset(file, H5T_IEEE_F64LE, {numbers.size()}, creation([&](hid_t id) {
                                      const hsize_t side = numbers.size() / 4;
                                      H5Pset_chunk(id, 1, &side);
                                      for (int i = 0; i < times_compressed; ++i)
                                        H5Pset_deflate(id, 6);
                                    }));
    H5Dwrite(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data());
  };
  write(std::vector<double>(count), 1);
  CHECK_THAT(said_of_data(path),
             Contains("values of at most 64 times their bytes in the file, found 1048576 entries"));
  write(random_numbers<double>(1000), 2);
  CHECK_THAT(said_of_data(path), Contains("expected each filter once"));

  for (const auto& numbers : {random_numbers<double>(400000), std::vector<double>(100000)}) {
    write(numbers, 1);
    CHECK(hdf5::read_dataset(hdf5::open_file(path), "/data").bytes ==
          make_values<double>(numbers, {numbers.size()}).bytes);
  }
}

TEST_CASE("many strings that share their place are refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  std::vector<std::string> texts(1000);
  texts.front() = std::string(50000, 'x');
  const Handle file = hdf5::create_in_memory();
  hdf5::write_dataset(file, "/data", make_values<std::string>(texts, {texts.size()}));
  const auto first = static_cast<std::ptrdiff_t>(
      H5Dget_offset(Handle(H5Dopen2(file, "/data", H5P_DEFAULT), H5Dclose)));
  std::vector<std::byte> bytes = hdf5::file_image(file);
  constexpr std::ptrdiff_t place = 16;  // length, heap and number of a string
  for (std::ptrdiff_t i = 1; i < 1000; ++i)
    std::copy_n(bytes.begin() + first, place, bytes.begin() + first + i * place);
  write_plainly(folder / "file.h5", bytes);
  CHECK_THAT(refusal([&] { digest(folder / "file.h5"); }), Contains("file.h5:/data"));
}

TEST_CASE("groups nested very deep are refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  const auto path = folder / "file.h5";
  const auto nest = [&](int depth) {
    const Handle file = hdf5::create_in_memory();
    std::string name;
    for (int i = 0; i < depth; ++i) name += "/g";
    hdf5::write_dataset(file, name + "/data", make_scalar(1.0));
    write_plainly(path, hdf5::file_image(file));
  };
  nest(1000);
  CHECK_THAT(refusal([&] { digest(path); }), Contains("groups at most 32 deep"));
  nest(31);
  CHECK(digest(path).size() == 64);
}

TEST_CASE("attributes too large to be meant are refused", "[storage][bounds]") {
  const TemporaryFolder folder;
  const auto path = folder / "file.h5";
  const auto write = [&](const std::vector<std::int64_t>& layers) {
    const Handle file = new_file(path, H5F_LIBVER_V18);
    const Handle attribute(H5Acreate2(file, "layers", H5T_STD_I64LE, space_of({layers.size()}),
                                      H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose);
    H5Awrite(attribute, H5T_NATIVE_INT64, layers.data());
  };
  const auto said = [&] {
    return refusal([&] { hdf5::read_integers(hdf5::open_file(path), "/", "layers"); });
  };
  write(std::vector<std::int64_t>(1 << 18, 4));
  CHECK_THAT(said(), Contains("file.h5:/: expected attributes of at most 1048576 bytes"));
  write(std::vector<std::int64_t>(10000, 4));
  CHECK_THAT(said(), Contains("file.h5:/@layers: expected an attribute of at most 64000 bytes"));
  write({4, 3});
  CHECK(hdf5::read_integers(hdf5::open_file(path), "/", "layers") ==
        std::vector<std::int64_t>{4, 3});
}

TEST_CASE("what cannot be opened is refused in the system's words", "[storage][bounds]") {
  const TemporaryFolder folder;
  const auto open = [&](const std::filesystem::path& path) {
    return refusal([&] { hdf5::open_file(path); });
  };
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_THAT(open(folder / "pipe"), Contains("found a pipe"));
  CHECK_THAT(open("/dev/null"), Contains("found a device"));
  CHECK_THAT(open(folder.path()), Contains("found a folder"));
  CHECK_THAT(open(folder / "absent.h5"), Contains("found no such file"));
  CHECK_THAT(open(folder / std::string(300, 'x')), Contains("found File name too long"));
  std::filesystem::create_symlink("loop", folder / "loop");
  CHECK_THAT(open(folder / "loop"), Contains("found Too many levels of symbolic links"));
  write_plainly(folder / "file", {});
  CHECK_THAT(open(folder / "file/file.h5"), Contains("found Not a directory"));

  std::filesystem::permissions(folder / "file", std::filesystem::perms::none);
  std::string said;
  as_nobody([&] { said = open(folder / "file"); });
  CHECK_THAT(said, Contains("found Permission denied"));
}

TEST_CASE("damaged files are refused by one line", "[storage][bounds]") {
  const auto damaged = golden_folder().parent_path() / "experiments/run/damaged";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(damaged)) {
    INFO(entry.path().string());
    ++count;
    const int status = in_child([&] {
      try {
        digest(entry.path());
      } catch (const InputError& error) {
        _exit(std::string(error.what()).find('\n') == std::string::npos ? 2 : 1);
      }
      _exit(0);
    });
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 2);
  }
  CHECK(count == 18);
}
