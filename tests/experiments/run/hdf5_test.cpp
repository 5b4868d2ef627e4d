#include "experiments/run/hdf5.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
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

TEST_CASE("strings are read as other programs write them", "[storage]") {
  const auto file = hdf5::create_in_memory();
  const bool variable = GENERATE(false, true), utf8 = GENERATE(false, true),
             list = GENERATE(false, true);
  const H5T_str_t padding = GENERATE(H5T_STR_NULLTERM, H5T_STR_NULLPAD, H5T_STR_SPACEPAD);
  const hdf5::Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, variable ? H5T_VARIABLE : 7);
  H5Tset_cset(type, utf8 ? H5T_CSET_UTF8 : H5T_CSET_ASCII);
  if (!variable) H5Tset_strpad(type, padding);
  const hsize_t one = 1;
  const hdf5::Handle space(list ? H5Screate_simple(1, &one, nullptr) : H5Screate(H5S_SCALAR),
                           H5Sclose);
  const hdf5::Handle attribute(
      H5Acreate2(file, "activation", type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  const char* const text = padding == H5T_STR_SPACEPAD && !variable ? "relu   " : "relu\0\0\0";
  H5Awrite(attribute, type, variable ? static_cast<const void*>(&text) : text);
  CHECK(hdf5::read_attribute(file, "/", "activation").strings == std::vector<std::string>{"relu"});
}

TEST_CASE("integers of any size and sign are read as 64 bits", "[storage]") {
  const auto file = hdf5::create_in_memory();
  const std::int64_t numbers[] = {784, 128, 10};
  const hid_t types[] = {H5T_STD_I16LE, H5T_STD_U16BE, H5T_STD_I32LE,  H5T_STD_I64BE,
                         H5T_STD_U32LE, H5T_STD_U64LE, H5T_IEEE_F32LE, H5T_IEEE_F64LE};
  const hid_t type = types[GENERATE(range(0, 8))];
  const auto shape =
      GENERATE(std::vector<hsize_t>{3}, std::vector<hsize_t>{1, 3}, std::vector<hsize_t>{3, 1});
  const hdf5::Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                           H5Sclose);
  const hdf5::Handle attribute(H5Acreate2(file, "layers", type, space, H5P_DEFAULT, H5P_DEFAULT),
                               H5Aclose);
  H5Awrite(attribute, H5T_NATIVE_INT64, numbers);
  CHECK(hdf5::read_integers(file, "/", "layers") == std::vector<std::int64_t>{784, 128, 10});
}

TEST_CASE("numbers that are no integers of 64 bits are refused", "[storage]") {
  const auto file = hdf5::create_in_memory();
  const auto said = [&](hid_t type, hid_t memory_type, const void* value) {
    const hdf5::Handle scalar(H5Screate(H5S_SCALAR), H5Sclose);
    const hdf5::Handle attribute(H5Acreate2(file, "layers", type, scalar, H5P_DEFAULT, H5P_DEFAULT),
                                 H5Aclose);
    H5Awrite(attribute, memory_type, value);
    const std::string text = refusal([&] { hdf5::read_integers(file, "/", "layers"); });
    H5Adelete(file, "layers");
    return text;
  };
  const double half = 0.5, nothing = std::nan("");
  const std::uint64_t large = ~std::uint64_t{0};
  CHECK_THAT(said(H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &half),
             Contains("/@layers: expected a list of whole numbers, found 0.5"));
  CHECK_THAT(said(H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &nothing), Contains("found nan"));
  CHECK_THAT(said(H5T_STD_U64LE, H5T_NATIVE_UINT64, &large),
             Contains("found 18446744073709551616"));
  CHECK_THAT(said(H5T_C_S1, H5T_C_S1, "x"), Contains("found string"));
  hdf5::write_attribute(file, "/", "table",
                        make_values<std::int64_t>(std::vector<std::int64_t>(4), {2, 2}));
  CHECK_THAT(refusal([&] { hdf5::read_integers(file, "/", "table"); }), Contains("a table, 2 x 2"));
}

TEST_CASE("types that are not ours are refused by their names", "[storage]") {
  const auto file = hdf5::create_in_memory();
  const hdf5::Handle scalar(H5Screate(H5S_SCALAR), H5Sclose), null(H5Screate(H5S_NULL), H5Sclose);
  const hdf5::Handle half(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
  H5Tset_fields(half, 15, 10, 5, 0, 10);
  H5Tset_size(half, 2);
  H5Tset_ebias(half, 15);
  const hdf5::Handle boolean(H5Tenum_create(H5T_STD_I8LE), H5Tclose);
  const std::int8_t yes = 1;
  H5Tenum_insert(boolean, "TRUE", &yes);
  const hdf5::Handle lists(H5Tvlen_create(H5T_STD_I32LE), H5Tclose);
  const hdf5::Handle compound(H5Tcreate(H5T_COMPOUND, 8), H5Tclose);
  H5Tinsert(compound, "r", 0, H5T_IEEE_F64LE);
  const std::tuple<std::string, hid_t, hid_t, std::string> cases[] = {
      {"/int16", H5T_STD_I16LE, scalar, "found int16;"},
      {"/unsigned", H5T_STD_U64LE, scalar, "found uint64;"},
      {"/half", half, scalar, "found float16;"},
      {"/boolean", boolean, scalar, "found an enumeration;"},
      {"/lists", lists, scalar, "found lists of variable length;"},
      {"/complex", compound, scalar, "found a compound;"},
      {"/reference", H5T_STD_REF_OBJ, scalar, "found a reference;"},
      {"/nothing", H5T_STD_I32LE, null, "found no values;"}};
  for (const auto& [name, type, space, found] : cases) {
    INFO(name);
    const hdf5::Handle made(
        H5Acreate2(file, name.c_str() + 1, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    CHECK_THAT(
        refusal([&, attribute = name.substr(1)] { hdf5::read_attribute(file, "/", attribute); }),
        Contains(name.substr(1)) && Contains(found));
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
