#include "experiments/storage/hdf5.h"

#include "tests/catch.h"
#include "tests/experiments/storage/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace {

/// Writes `values` as dataset and as attribute, through a file on disk, and reads both again.
void check_round_trip(const Values& values) {
  const TemporaryFolder folder;
  const auto file = hdf5::create_in_memory();
  hdf5::write_dataset(file, "/a/b/data", values);
  hdf5::write_attribute(file, "/a", "data", values);
  write_plainly(folder / "file.h5", hdf5::file_image(file));

  const auto again = hdf5::open_file(folder / "file.h5");
  for (const Values& read :
       {hdf5::read_dataset(again, "/a/b/data"), hdf5::read_attribute(again, "/a", "data")}) {
    CHECK(read.type == values.type);
    CHECK(read.shape == values.shape);
    CHECK(read.bytes == values.bytes);
    CHECK(read.strings == values.strings);
  }
}

/// A file with one dataset of every kind, as bytes.
std::vector<std::byte> example_image() {
  const auto file = hdf5::create_in_memory();
  const auto numbers = random_numbers<double>(500);
  const std::string text = "nat";
  hdf5::write_dataset(file, "/sweep/loss", make_values<double>(numbers, {500}));
  hdf5::write_attribute(file, "/sweep/loss", "units", make_scalar(text));
  return hdf5::file_image(file);
}

}  // namespace

TEMPLATE_TEST_CASE("numbers come back bit by bit", "[storage]", float, double, std::int32_t,
                   std::int64_t, std::uint8_t) {
  std::vector<TestType> numbers;
  for (const std::uint32_t step : {0u, 1u}) {
    for (const double x : random_numbers<double>(6, step)) {
      numbers.push_back(static_cast<TestType>(std::abs(x) * 70));
    }
  }
  const std::span<const TestType> all(numbers);
  check_round_trip(make_values(all, {12}));
  check_round_trip(make_values(all, {4, 3}));
  check_round_trip(make_values(all, {2, 3, 2}));
  check_round_trip(make_values(all.first(0), {0}));
  check_round_trip(make_values(all.first(0), {0, 10}));
  check_round_trip(make_scalar(numbers[5]));
}

TEST_CASE("special numbers come back bit by bit", "[storage]") {
  const std::vector<double> numbers = {-0.0, std::numeric_limits<double>::denorm_min(),
                                       std::numeric_limits<double>::infinity(), std::nan("0x123")};
  check_round_trip(make_values<double>(numbers, {4}));
  check_round_trip(make_scalar(std::numeric_limits<std::int64_t>::min()));
}

TEST_CASE("strings come back, empty ones and other alphabets too", "[storage]") {
  const std::vector<std::string> texts = {"", "β = 0.0123", "two words", std::string(60000, 'x')};
  check_round_trip(make_values<std::string>(texts, {4}));
  check_round_trip(make_values<std::string>(texts, {2, 2}));
  for (const std::string& text : texts) check_round_trip(make_scalar(text));
}

TEST_CASE("other storage of the same values reads the same", "[storage]") {
  const auto file = hdf5::create_in_memory();
  const std::int32_t number = -123456789;
  const hdf5::Handle scalar(H5Screate(H5S_SCALAR), H5Sclose);
  const hdf5::Handle big_endian(
      H5Dcreate2(file, "/big", H5T_STD_I32BE, scalar, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
      H5Dclose);
  H5Dwrite(big_endian, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, &number);
  const hdf5::Handle fixed(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(fixed, 8);
  const hdf5::Handle text(
      H5Dcreate2(file, "/text", fixed, scalar, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
  H5Dwrite(text, fixed, H5S_ALL, H5S_ALL, H5P_DEFAULT, "relu\0\0\0");

  CHECK(hdf5::read_dataset(file, "/big").bytes == make_scalar(number).bytes);
  CHECK(hdf5::read_dataset(file, "/text").strings == std::vector<std::string>{"relu"});
}

TEST_CASE("types that are not ours are refused", "[storage]") {
  const auto file = hdf5::create_in_memory();
  const hdf5::Handle scalar(H5Screate(H5S_SCALAR), H5Sclose);
  const hdf5::Handle null(H5Screate(H5S_NULL), H5Sclose);
  for (const auto& [name, type, space] :
       {std::tuple("/int16", H5T_STD_I16LE, static_cast<hid_t>(scalar)),
        std::tuple("/unsigned", H5T_STD_U64LE, static_cast<hid_t>(scalar)),
        std::tuple("/nothing", H5T_STD_I32LE, static_cast<hid_t>(null))}) {
    const hdf5::Handle made(
        H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
    CHECK_THAT(refusal([&, path = name] { hdf5::read_dataset(file, path); }), Contains(name));
  }
}

TEST_CASE("names are listed in byte order, whatever the order of making", "[storage]") {
  const auto file = hdf5::create_in_memory();
  for (const char* name : {"/b/z", "/b/a", "/a", "/b/Z", "/b/sub/x"}) {
    hdf5::write_dataset(file, name, make_scalar(1.0));
  }
  hdf5::write_attribute(file, "/", "late", make_scalar(1.0));
  hdf5::write_attribute(file, "/", "early", make_scalar(1.0));
  CHECK(hdf5::members(file, "/b") == std::vector<std::string>{"Z", "a", "sub", "z"});
  CHECK(hdf5::attributes(file, "/") == std::vector<std::string>{"early", "late"});
  CHECK(hdf5::objects(file) ==
        std::vector<std::string>{"/", "/a", "/b", "/b/Z", "/b/a", "/b/sub", "/b/sub/x", "/b/z"});
}

TEST_CASE("what is missing or made twice is named", "[storage]") {
  const auto file = hdf5::create_in_memory();
  hdf5::write_dataset(file, "/a/b", make_scalar(1.0));
  CHECK_THAT(refusal([&] { hdf5::read_dataset(file, "/a/c"); }), Contains("/a/c"));
  CHECK_THAT(refusal([&] { hdf5::read_dataset(file, "/a"); }), Contains("dataset"));
  CHECK_THAT(refusal([&] { hdf5::read_attribute(file, "/a/b", "units"); }), Contains("/a/b@units"));
  CHECK_THAT(refusal([&] { hdf5::members(file, "/c"); }), Contains("/c"));
  CHECK_THAT(refusal([&] { hdf5::write_dataset(file, "/a/b", make_scalar(1.0)); }),
             Contains("name already exists"));
  CHECK_FALSE(hdf5::exists(file, "/a/c"));
  CHECK(hdf5::exists(file, "/a/b"));
}

TEST_CASE("a file that is not HDF5, missing or a folder is refused", "[storage]") {
  const TemporaryFolder folder;
  write_plainly(folder / "text", std::as_bytes(std::span("no HDF5 in here")));
  write_plainly(folder / "empty", {});
  const auto open = [&](const std::string& name) {
    return refusal([&] { hdf5::open_file(folder / name); });
  };
  CHECK_THAT(open("text"), Contains("something else") && Contains("text"));
  CHECK_THAT(open("empty"), Contains("something else"));
  CHECK_THAT(open("absent"), Contains("no such file"));
  CHECK_THAT(open("."), Contains("a folder"));
}

TEST_CASE("a file cut anywhere is refused", "[storage]") {
  const TemporaryFolder folder;
  const std::vector<std::byte> image = example_image();
  for (std::size_t length = 1; length < image.size(); length += 37) {
    write_plainly(folder / "cut.h5", std::span(image).first(length));
    CHECK_THAT(refusal([&] { hdf5::open_file(folder / "cut.h5"); }), Contains("cut.h5"));
  }
}
