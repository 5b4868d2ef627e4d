// Digests of entries that have parts: compounds, arrays, lists, and texts in them.

#include <cstring>
#include <set>

#include "tests/experiments/run/typed_files.h"
#include "tests/refusal.h"

namespace caldera::test {

namespace {

using Catch::Contains;

/// As h5py stores numpy's complex64 and complex128.
Handle complex_of(hid_t part) {
  const std::size_t width = H5Tget_size(part);
  return compound_of(2 * width, {{"r", 0, part}, {"i", width, part}});
}

struct Record {
  std::uint16_t id;
  double value[2];
  std::int8_t flag;
  float complex[2];
};

const Record records[] = {{1, {0.1, -2.5}, 1, {1.5f, -0.3f}},
                          {65535, {1e-300, 7}, 0, {0, -0.0f}},
                          {77, {3, 1.0 / 3}, 1, {1e-40f, 2}}};

/// A Record as the compiler lays it out, with gaps.
Handle record_in_memory() {
  const hsize_t two = 2;
  const Handle values(H5Tarray_create2(H5T_IEEE_F64LE, 1, &two), H5Tclose);
  const Handle flag = boolean(), complex = complex_of(H5T_IEEE_F32LE);
  return compound_of(sizeof(Record), {{"id", offsetof(Record, id), H5T_STD_U16LE},
                                      {"value", offsetof(Record, value), values},
                                      {"flag", offsetof(Record, flag), flag},
                                      {"complex", offsetof(Record, complex), complex}});
}

/// The same, packed and in the other byte order, made from the last part to the first.
Handle record_reversed() {
  const hsize_t two = 2;
  const Handle values(H5Tarray_create2(H5T_IEEE_F64BE, 1, &two), H5Tclose);
  const Handle flag = boolean(), complex = complex_of(H5T_IEEE_F32BE);
  return compound_of(2 + 16 + 1 + 8, {{"complex", 19, complex},
                                      {"flag", 18, flag},
                                      {"value", 2, values},
                                      {"id", 0, H5T_STD_U16BE}});
}

}  // namespace

TEST_CASE("a compound has one digest, packed or not, in each byte order", "[storage]") {
  const Handle memory = record_in_memory(), reversed = record_reversed();
  const std::string expected = digest_of_data(memory, memory, records, {3});
  CHECK(digest_of_data(memory, memory, records, {3}, true) == expected);
  CHECK(digest_of_data(reversed, memory, records, {3}) == expected);
  CHECK(digest_of_data(reversed, memory, records, {3}, true) == expected);
}

TEST_CASE("each bit of each part of a compound counts", "[storage]") {
  const hsize_t two = 2;
  const Handle shorts(H5Tarray_create2(H5T_STD_I16LE, 1, &two), H5Tclose), flag = boolean();
  const Handle complex = complex_of(H5T_IEEE_F32LE);
  const Handle type = compound_of(13, {{"c", 0, complex}, {"f", 8, flag}, {"s", 9, shorts}});
  CHECK(digests_of_flips(type, std::vector<std::byte>(26), {2}) == 8 * 26 + 1);
}

TEST_CASE("names, order and types of a compound's parts count", "[storage]") {
  const double zeros[] = {0, 0};
  const hsize_t two = 2;
  const Handle single = complex_of(H5T_IEEE_F32LE),
               pair(H5Tarray_create2(H5T_IEEE_F64LE, 1, &two), H5Tclose);
  const auto stored = [&](hid_t type, const std::vector<hsize_t>& extents = {}) {
    return digest_of_data(type, type, zeros, extents);
  };
  const auto parts = [](const char* a, const char* b, hid_t type) {
    return compound_of(16, {{a, 0, type}, {b, 8, type}});
  };
  const std::set<std::string> digests = {stored(complex_of(H5T_IEEE_F64LE)),
                                         stored(complex_of(H5T_IEEE_F32LE)),
                                         stored(complex_of(H5T_STD_I64LE)),
                                         stored(parts("i", "r", H5T_IEEE_F64LE)),
                                         stored(parts("r", "im", H5T_IEEE_F64LE)),
                                         stored(parts("r: ", "i", H5T_IEEE_F64LE)),
                                         stored(compound_of(8, {{"r", 0, H5T_IEEE_F64LE}})),
                                         stored(compound_of(8, {{"c", 0, single}})),
                                         stored(pair),
                                         stored(H5T_IEEE_F64LE, {2})};
  CHECK(digests.size() == 10);
}

TEST_CASE("a text in a compound has one digest, of fixed or of variable length", "[storage]") {
  struct Fixed {
    char name[6];
    std::int32_t count;
  } const fixed[] = {{"alpha", 1}, {"", -1}},
          spaced[] = {{{'a', 'l', 'p', 'h', 'a', ' '}, 1}, {{' ', ' ', ' ', ' ', ' ', ' '}, -1}};
  struct Variable {
    const char* name;
    std::int32_t count;
  } const variable[] = {{"alpha", 1}, {nullptr, -1}};
  const auto type = [](std::size_t size, std::size_t count, hid_t text) {
    return compound_of(size, {{"name", 0, text}, {"count", count, H5T_STD_I32LE}});
  };
  const Handle a = type(sizeof(Fixed), offsetof(Fixed, count), text_of(6));
  const Handle b = type(sizeof(Fixed), offsetof(Fixed, count), text_of(6, H5T_STR_SPACEPAD));
  const Handle c = type(sizeof(Variable), offsetof(Variable, count), text_of(H5T_VARIABLE));
  const std::string expected = digest_of_data(a, a, fixed, {2});
  CHECK(digest_of_data(b, b, spaced, {2}) == expected);
  CHECK(digest_of_data(c, c, variable, {2}) == expected);
  CHECK(digest_of_data(c, c, variable, {2}, true) == expected);
}

TEST_CASE("lists of any length have one digest, and their lengths count", "[storage]") {
  std::int16_t numbers[] = {1, -2, 300, 4};
  const auto stored = [&](hid_t base, std::size_t first) {
    const Handle type(H5Tvlen_create(base), H5Tclose);
    const Handle memory(H5Tvlen_create(H5T_NATIVE_INT16), H5Tclose);
    const hvl_t lists[] = {{first, numbers}, {4 - first, numbers + first}};
    const std::string of_dataset = digest_of_data(type, memory, lists, {2});
    CHECK(digest_of_data(type, memory, lists, {2}, true) == of_dataset);
    return of_dataset;
  };
  std::set<std::string> digests = {stored(H5T_STD_I32LE, 2)};
  for (std::size_t first = 0; first <= 4; ++first) {
    CHECK(stored(H5T_STD_I16BE, first) == stored(H5T_STD_I16LE, first));
    digests.insert(stored(H5T_STD_I16LE, first));
  }
  CHECK(digests.size() == 6);
}

TEST_CASE("attributes of all these types have digests, and a bound on their lists", "[storage]") {
  std::int32_t number = 7;
  const Handle record = record_in_memory(), list(H5Tvlen_create(H5T_STD_I32LE), H5Tclose);
  const std::vector<hvl_t> lists(257, {1, &number});
  const auto with_lists = [&](const Handle& file, hsize_t count) {
    put_attribute(file, "/", "records", record, records, {3});
    put_attribute(file, "/", "lists", list, lists.data(), {count});
  };
  CHECK(digest_of([&](const Handle& file) { with_lists(file, 256); }).size() == 64);
  CHECK_THAT(refusal([&] { digest_of([&](const Handle& file) { with_lists(file, 257); }); }),
             Contains("/@lists: expected an attribute of at most 256 strings or lists"));
}

}  // namespace caldera::test
