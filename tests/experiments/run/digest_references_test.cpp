// Digests of references, dimension scales, declared types, and places without values.

#include <set>

#include "tests/experiments/run/typed_files.h"
#include "tests/refusal.h"

namespace caldera::test {

namespace {

using Catch::Contains;

void put_number(const Handle& file, const std::string& name, double value) {
  put(file, name, H5T_IEEE_F64LE, H5T_IEEE_F64LE, &value, {});
}

void put_reference(const Handle& file, const std::string& name, hobj_ref_t reference) {
  put(file, name, H5T_STD_REF_OBJ, H5T_STD_REF_OBJ, &reference, {});
}

// ---- Dimension scales, as HDF5's library for them writes them
// -------------------------------------

struct ScaleUse {
  hobj_ref_t dataset;
  std::int32_t dimension;
};

/// REFERENCE_LIST of /x: its uses, in this order. Releases part in the type of the dimension.
void put_uses(const Handle& file, const std::vector<ScaleUse>& uses, hid_t dimension) {
  const Handle type = compound_of(
      sizeof(ScaleUse),
      {{"dataset", 0, H5T_STD_REF_OBJ}, {"dimension", offsetof(ScaleUse, dimension), dimension}});
  put_attribute(file, "/x", "REFERENCE_LIST", type, uses.data(), {uses.size()});
}

/// DIMENSION_LIST of a table: the scales of its two dimensions.
void put_scales(const Handle& file, const std::string& table, hobj_ref_t first, hobj_ref_t second) {
  const Handle type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose);
  const hvl_t scales[] = {{1, &first}, {second == 0 ? 0u : 1u, &second}};
  put_attribute(file, table, "DIMENSION_LIST", type, scales, {2});
}

/// Two tables; the scale /x is of both dimensions of /a and of the first of /b. Made in another
/// order if `is_reversed`, when all lie elsewhere.
void put_scaled_tables(const Handle& file, bool is_reversed, hid_t dimension) {
  const double zeros[4] = {};
  std::vector<std::string> names = {"/x", "/a", "/b"};
  if (is_reversed) std::swap(names[0], names[2]);
  for (const std::string& name : names)
    put(file, name, H5T_IEEE_F64LE, H5T_IEEE_F64LE, zeros,
        name == "/x" ? std::vector<hsize_t>{2} : std::vector<hsize_t>{2, 2});
  const hobj_ref_t x = reference_to(file, "/x"), a = reference_to(file, "/a"),
                   b = reference_to(file, "/b");
  put_scales(file, "/a", x, x);
  put_scales(file, "/b", x, 0);
  std::vector<ScaleUse> uses = {{a, 0}, {a, 1}, {b, 0}};
  if (is_reversed) std::swap(uses[0], uses[2]);
  put_uses(file, uses, dimension);
  put_attribute(file, "/x", "CLASS", text_of(16), "DIMENSION_SCALE", {});
}

}  // namespace

TEST_CASE("a reference counts by the path of what it refers to", "[storage]") {
  const auto stored = [](const std::vector<std::string>& order, const std::string& target) {
    return digest_of([&](const Handle& file) {
      for (const std::string& name : order) put_number(file, name, 1);
      put_reference(file, "/r", target.empty() ? 0 : reference_to(file, target));
    });
  };
  const std::string expected = stored({"/a", "/b"}, "/a");
  CHECK(stored({"/b", "/a"}, "/a") == expected);
  const std::set<std::string> digests = {expected, stored({"/a", "/b"}, "/b"),
                                         stored({"/a", "/b"}, "/"), stored({"/a", "/b"}, "")};
  CHECK(digests.size() == 4);
}

TEST_CASE("a reference to an object of several names counts by the first", "[storage]") {
  const auto stored = [](const std::string& target) {
    return digest_of([&](const Handle& file) {
      put_number(file, "/n", 1);
      REQUIRE(H5Lcreate_hard(file, "/n", file, "/m", H5P_DEFAULT, H5P_DEFAULT) >= 0);
      put_reference(file, "/r", reference_to(file, target));
      put_reference(file, "/to_another", reference_to(file, "/r"));
    });
  };
  CHECK(stored("/m") == stored("/n"));
}

TEST_CASE("a reference to what is gone is refused", "[storage]") {
  const auto build = [](const Handle& file) {
    put_number(file, "/gone", 1);
    put_reference(file, "/r", reference_to(file, "/gone"));
    REQUIRE(H5Ldelete(file, "/gone", H5P_DEFAULT) >= 0);
  };
  const auto is_said =
      Contains(":/r: expected references to objects of this file, found one to none");
  CHECK_THAT(refusal([&] { digest_of(build); }), is_said);
  CHECK_THAT(refusal([&] { sealed_digest_of(build); }), is_said);
}

TEST_CASE("dimension scales have one digest, in whatever order they were attached", "[storage]") {
  const auto stored = [](bool is_reversed, hid_t dimension) {
    return digest_of([&](const Handle& file) { put_scaled_tables(file, is_reversed, dimension); });
  };
  const std::string expected = stored(false, H5T_STD_I32LE);
  CHECK(stored(true, H5T_STD_I32LE) == expected);
  CHECK(stored(false, H5T_STD_U32LE) == expected);
  CHECK(stored(true, H5T_STD_U32LE) == expected);
}

TEST_CASE("each use of a dimension scale counts", "[storage]") {
  const auto stored = [](const char* object, std::int32_t dimension, bool is_listed) {
    return digest_of([&](const Handle& file) {
      for (const char* name : {"/x", "/y", "/z"}) put_number(file, name, 0);
      put_uses(file, {{reference_to(file, object), dimension}}, H5T_STD_I32LE);
      put_scales(file, "/z", reference_to(file, "/x"), is_listed ? reference_to(file, "/y") : 0);
    });
  };
  const std::set<std::string> digests = {stored("/z", 0, true), stored("/y", 0, true),
                                         stored("/z", 1, true), stored("/z", 0, false)};
  CHECK(digests.size() == 4);
}

TEST_CASE("a place without values has a digest of its own", "[storage]") {
  const auto stored = [](hid_t type, H5S_class_t kind) {
    return digest_of([&](const Handle& file) {
      const Handle space(H5Screate(kind), H5Sclose);
      const Handle attribute(H5Acreate2(file, "a", type, space, H5P_DEFAULT, H5P_DEFAULT),
                             H5Aclose);
      const std::int64_t zero = 0;
      if (kind == H5S_SCALAR) H5Awrite(attribute, H5T_STD_I64LE, &zero);
      const Handle dataset(H5Dcreate2(file, "d", type, Handle(H5Screate(H5S_NULL), H5Sclose),
                                      H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                           H5Dclose);
    });
  };
  CHECK(stored(H5T_STD_I32BE, H5S_NULL) == stored(H5T_STD_I32LE, H5S_NULL));
  const std::set<std::string> digests = {stored(H5T_STD_I32LE, H5S_NULL),
                                         stored(H5T_STD_I16LE, H5S_NULL),
                                         stored(H5T_STD_I32LE, H5S_SCALAR)};
  CHECK(digests.size() == 3);
}

TEST_CASE("a declared type counts, and datasets do not tell whether theirs is one", "[storage]") {
  const auto stored = [](hid_t type, bool is_declared) {
    return digest_of([&](const Handle& file) {
      const Handle used(H5Tcopy(type), H5Tclose), other(H5Tcopy(type), H5Tclose);
      REQUIRE(H5Tcommit2(file, "/type", is_declared ? used : other, H5P_DEFAULT, H5P_DEFAULT,
                         H5P_DEFAULT) >= 0);
      const std::int8_t one = 1;
      put(file, "/data", used, H5T_NATIVE_INT8, &one, {});
      put_attribute(file, "/type", "note", H5T_STD_I8LE, &one, {});
    });
  };
  CHECK(stored(H5T_STD_I16LE, true) == stored(H5T_STD_I16BE, false));
  CHECK(stored(H5T_STD_I32LE, true) != stored(H5T_STD_I16LE, true));
}

}  // namespace caldera::test
