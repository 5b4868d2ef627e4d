#include "experiments/run/digest.h"

#include <set>

#include "experiments/run/difference.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace {

/// One thing to write: a dataset, or an attribute of an object.
struct Item {
  std::string object;
  std::string attribute;
  Values values;
};

void write_items(const std::filesystem::path& path, const std::vector<Item>& items) {
  const auto file = hdf5::create_in_memory();
  for (const Item& item : items) {
    if (item.attribute.empty()) {
      hdf5::write_dataset(file, item.object, item.values);
    } else {
      hdf5::write_attribute(file, item.object, item.attribute, item.values);
    }
  }
  write_plainly(path, hdf5::file_image(file));
}

std::string digest_of(const std::vector<Item>& items) {
  const TemporaryFolder folder;
  write_items(folder / "file.h5", items);
  return digest(folder / "file.h5");
}

/// Where files of these items part, with the files called a.h5 and b.h5.
std::string parting(const std::vector<Item>& a, const std::vector<Item>& b) {
  const TemporaryFolder folder;
  write_items(folder / "a.h5", a);
  write_items(folder / "b.h5", b);
  return first_difference(folder / "a.h5", folder / "b.h5").value_or("equal");
}

template <class T>
Values numbers(std::initializer_list<T> list, const Shape& shape) {
  return make_values(std::span<const T>(list.begin(), list.size()), shape);
}

Values text(const std::string& content) { return make_scalar(content); }

/// An item of each type, dataset and attribute.
std::vector<Item> example() {
  return {{"/sweep/beta", "", numbers<double>({0.1, -2.718281828459045}, {2})},
          {"/sweep/beta", "units", text("1")},
          {"/sweep/epochs", "", numbers<std::int32_t>({300, -17}, {1, 2})},
          {"/theta", "", numbers<float>({0.3f, 1e-40f}, {2, 1})},
          {"/labels", "", numbers<std::uint8_t>({7, 255}, {2})},
          {"/names", "", make_values<std::string>(std::vector<std::string>{"ab", ""}, {2})},
          {"/", "seed", make_scalar(std::int64_t{-3})}};
}

}  // namespace

TEST_CASE("the digest is the one that is documented", "[storage]") {
  // Computed from the comment in digest.h by another program: Python with h5py and hashlib.
  CHECK(digest_of(example()) == "8789332837d34e30cb6c0d17773bbfe07b0c275e4a284e46b2b23eb07b96c2e4");
}

TEST_CASE("the digest does not depend on the order of making", "[storage]") {
  const std::vector<Item> items = example();
  std::vector<Item> reversed = {items[0], items[6], items[5], items[4],
                                items[3], items[2], items[1]};
  CHECK(digest_of(reversed) == digest_of(items));
  CHECK(parting(reversed, items) == "equal");
}

TEST_CASE("the digest does not depend on chunks, compression and byte order", "[storage]") {
  const auto stored = [](hid_t type, bool chunked) {
    const TemporaryFolder folder;
    const std::vector<double> values = random_numbers<double>(100);
    const auto file = hdf5::create_in_memory();
    const hsize_t extent = 100, chunk = 7;
    const hdf5::Handle space(H5Screate_simple(1, &extent, nullptr), H5Sclose);
    const hdf5::Handle layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    if (chunked) {
      H5Pset_chunk(layout, 1, &chunk);
      H5Pset_deflate(layout, 6);
    }
    {
      const hdf5::Handle data(
          H5Dcreate2(file, "/data", type, space, H5P_DEFAULT, layout, H5P_DEFAULT), H5Dclose);
      H5Dwrite(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    }
    write_plainly(folder / "file.h5", hdf5::file_image(file));
    return digest(folder / "file.h5");
  };
  const std::string expected =
      digest_of({{"/data", "", make_values<double>(random_numbers<double>(100), {100})}});
  CHECK(stored(H5T_IEEE_F64LE, false) == expected);
  CHECK(stored(H5T_IEEE_F64LE, true) == expected);
  CHECK(stored(H5T_IEEE_F64BE, false) == expected);
}

TEST_CASE("the digest of a run does not depend on the machine and the code's version",
          "[storage]") {
  std::vector<Item> run = example();  // has a seed
  for (const char* name : {"program", "study", "profile"}) run.push_back({"/", name, text("x")});
  run.push_back({"/", "arithmetic_version", make_scalar(std::int64_t{1})});
  std::vector<Item> elsewhere = run;
  elsewhere.push_back({"/machine/deep/timing", "", make_scalar(12.5)});
  elsewhere.push_back({"/machine", "cpu", text("another")});
  elsewhere.push_back({"/provenance/x", "", make_scalar(1.0)});
  elsewhere.push_back({"/provenance", "code_version", text("v2")});
  CHECK(digest_of(elsewhere) == digest_of(run));
  CHECK(parting(elsewhere, run) == "equal");
  // A name that only begins so does count.
  std::vector<Item> more = run;
  more.push_back({"/machinery", "", make_scalar(1.0)});
  CHECK(digest_of(more) != digest_of(run));
}

TEST_CASE("two runs of one identity have one digest, whenever they ran", "[storage]") {
  const TemporaryFolder folder;
  for (const auto& [file, seconds] : {std::pair("a.h5", 1.5), std::pair("b.h5", 2.5)}) {
    RunWriter writer(folder / file, example_identity());
    writer.machine("wall_seconds", seconds);
    writer.commit();
  }
  CHECK(digest(folder / "a.h5") == digest(folder / "b.h5"));
  RunIdentity other = example_identity();
  other.configuration["epochs"] = std::int64_t{301};
  RunWriter(folder / "c.h5", other).commit();
  CHECK(digest(folder / "c.h5") != digest(folder / "a.h5"));
}

TEST_CASE("every bit of every value counts", "[storage]") {
  std::set<std::string> digests = {digest_of(example())};
  std::size_t flips = 0;
  for (std::size_t k = 0; k < example().size(); ++k) {
    for (std::size_t bit = 0; bit < 8 * example()[k].values.bytes.size(); ++bit, ++flips) {
      std::vector<Item> items = example();
      items[k].values.bytes[bit / 8] ^= static_cast<std::byte>(1u << (bit % 8));
      digests.insert(digest_of(items));
    }
  }
  CHECK(flips == 2 * 64 + 2 * 32 + 2 * 32 + 2 * 8 + 64);
  CHECK(digests.size() == flips + 1);
}

TEST_CASE("names, types, shapes and texts count", "[storage]") {
  std::set<std::string> digests = {digest_of(example())};
  std::size_t changes = 0;
  const auto change = [&](auto edit) {
    std::vector<Item> items = example();
    edit(items);
    digests.insert(digest_of(items));
    ++changes;
  };
  change([](auto& items) { items[3].object.back() = 'b'; });
  change([](auto& items) { items[3].object += "/theta"; });
  change([](auto& items) { items[1].attribute.pop_back(); });
  change([](auto& items) { items[3].values.shape = {1, 2}; });
  change([](auto& items) { items[3].values.shape = {2}; });
  change([](auto& items) { items[3].values.type = element_type<std::int32_t>(); });
  change([](auto& items) { items[5].values.strings = {"a", "b"}; });
  change([](auto& items) { items[5].values.strings = {"", "ab"}; });
  change([](auto& items) { items[1].values.strings = {"2"}; });
  change([](auto& items) { items.pop_back(); });
  change([](auto& items) { items.push_back({"/", "z", make_scalar(1.0)}); });
  change([](auto& items) { items.push_back({"/z", "", make_scalar(1.0)}); });
  change([](auto& items) { items.push_back({"/empty", "", numbers<double>({}, {0})}); });
  change([](auto& items) { items.push_back({"/empty", "", numbers<double>({}, {0, 3})}); });
  CHECK(digests.size() == changes + 1);
}

TEST_CASE("comparing names the first path, index and both values", "[storage]") {
  const auto parted = [](auto edit) {
    std::vector<Item> items = example();
    edit(items);
    return parting(example(), items);
  };
  CHECK_THAT(
      parted([](auto& items) { items[2].values.bytes[4] ^= std::byte{1}; }),
      Contains("/sweep/epochs[0, 1]: -17 in ") && Contains("a.h5, -18 in ") && Contains("b.h5"));
  CHECK_THAT(parted([](auto& items) { items[0].values.bytes[0] ^= std::byte{1}; }),
             Contains("/sweep/beta[0]: 0.1 (0x3fb999999999999a) in ") &&
                 Contains("0.10000000000000002 (0x3fb999999999999b)"));
  CHECK_THAT(parted([](auto& items) { items[3].values.bytes[7] ^= std::byte{128}; }),
             Contains("/theta[1, 0]: 1e-40 (0x000116c2) in ") && Contains("-1e-40 (0x800116c2)"));
  CHECK_THAT(parted([](auto& items) { items[5].values.strings[1] += 'c'; }),
             Contains("/names[1]: \"\" in ") && Contains("\"c\" in "));
  CHECK_THAT(parted([](auto& items) { items[6].values = make_scalar(std::int64_t{4}); }),
             Contains("/@seed: -3 in ") && Contains("4 in "));
  CHECK_THAT(parted([](auto& items) {
               items[3].values.shape = {1, 2};
             }),
             Contains("/theta: float32 2 x 1 in ") && Contains("float32 1 x 2 in "));
  CHECK_THAT(parted([](auto& items) { items.erase(items.begin() + 4); }),
             Contains("/labels: present in ") && Contains("missing in "));
  // Of two differences, the first in the order of paths.
  CHECK_THAT(parted([](auto& items) {
               items[0].values.bytes[0] ^= std::byte{1};
               items[4].values.bytes[1] ^= std::byte{1};
             }),
             Contains("/labels[1]: 255 in ") && Contains("254 in "));
}

TEST_CASE("numbers that compare equal but have other bits part", "[storage]") {
  CHECK_THAT(parting({{"/x", "", make_scalar(0.0)}}, {{"/x", "", make_scalar(-0.0)}}),
             Contains("/x: 0 (0x0000000000000000) in ") && Contains("-0 (0x8000000000000000)"));
}

TEST_CASE("files that cannot be read have no digest", "[storage]") {
  const TemporaryFolder folder;
  write_items(folder / "whole.h5", example());
  std::filesystem::copy(folder / "whole.h5", folder / "cut.h5");
  std::filesystem::resize_file(folder / "cut.h5", 1000);
  CHECK_THAT(refusal([&] { digest(folder / "cut.h5"); }), Contains("damaged"));
  CHECK_THAT(refusal([&] { digest(folder / "absent.h5"); }), Contains("no such file"));
  CHECK_THAT(refusal([&] { first_difference(folder / "whole.h5", folder / "cut.h5"); }),
             Contains("cut.h5"));
}
