// What has no digest, unless it is left out; and which links count.

#include "tests/experiments/run/typed_files.h"
#include "tests/refusal.h"

namespace caldera::test {

namespace {

using Catch::Contains;

void put_number(const Handle& file, const std::string& name) {
  const double one = 1;
  put(file, name, H5T_IEEE_F64LE, H5T_IEEE_F64LE, &one, {});
}

/// A file with a number, and an attribute and a dataset of a type; nothing is written into these,
/// but the attribute of an early format has its bytes.
auto with_type(hid_t type) {
  return [type](const Handle& file) {
    put_number(file, "/number");
    const Handle scalar(H5Screate(H5S_SCALAR), H5Sclose);
    REQUIRE(Handle(H5Acreate2(file, "odd", type, scalar, H5P_DEFAULT, H5P_DEFAULT), H5Aclose) >= 0);
  };
}

struct Refused {
  std::string found;
  Handle type;
};

Handle copy(hid_t type) { return Handle(H5Tcopy(type), H5Tclose); }

Handle twelve_bits() {
  Handle type = copy(H5T_STD_I16LE);
  H5Tset_precision(type, 12);
  return type;
}

std::vector<Refused> refused_types() {
  const Handle texts(H5Tvlen_create(text_of(H5T_VARIABLE)), H5Tclose);
  const Handle numbers(H5Tvlen_create(H5T_STD_I32LE), H5Tclose);
  const Handle opaque(H5Tcreate(H5T_OPAQUE, 4), H5Tclose);
  Handle deep = copy(H5T_STD_I8LE);
  for (int i = 0; i < 40; ++i) deep = compound_of(1, {{"x", 0, deep}});
  std::vector<Refused> all;
  all.push_back({"found bits or bytes without a meaning", copy(opaque)});
  all.push_back({"found bits or bytes without a meaning", compound_of(4, {{"x", 0, opaque}})});
  all.push_back({"found a reference to something else", copy(H5T_STD_REF_DSETREG)});
  all.push_back({"found lists of texts or of lists", copy(texts)});
  all.push_back({"found lists of texts or of lists", Handle(H5Tvlen_create(numbers), H5Tclose)});
  all.push_back({"found float128", copy(H5T_NATIVE_LDOUBLE)});
  all.push_back({"found int16 with 12 bits of its own", twelve_bits()});
  all.push_back({"found types nested deeper than 32", std::move(deep)});
  return all;
}

}  // namespace

TEST_CASE("types without a digest are refused by their names, or left out", "[storage]") {
  for (const Refused& one : refused_types()) {
    INFO(one.found);
    const auto build = with_type(one.type);
    for (const bool is_sealed : {false, true}) {
      const TemporaryFolder folder;
      const auto path = folder / "file.h5";
      write_plainly(path, file_of(build, is_sealed));
      CHECK_THAT(refusal([&] { digest(path); }),
                 Contains("file.h5:/@odd: expected numbers, texts") && Contains(one.found));
      CHECK(digest(path, {.ignored = {"/@odd"}}) ==
            sealed_digest_of([](const Handle& file) { put_number(file, "/number"); }));
    }
  }
}

TEST_CASE("soft links and further names do not count", "[storage]") {
  const auto build = [](const Handle& file) {
    put_number(file, "/group/number");
    put_number(file, "/last");
  };
  const std::string expected = digest_of(build);
  const auto with_link = [&](const auto& link) {
    return digest_of([&](const Handle& file) {
      build(file);
      REQUIRE(link(file) >= 0);
    });
  };
  const auto soft = [&](const char* target) {
    return with_link([&](hid_t file) {
      return H5Lcreate_soft(target, file, "/group/soft", H5P_DEFAULT, H5P_DEFAULT);
    });
  };
  const auto hard = [&](const char* of, const char* name) {
    return with_link(
        [&](hid_t file) { return H5Lcreate_hard(file, of, file, name, H5P_DEFAULT, H5P_DEFAULT); });
  };
  CHECK(soft("/last") == expected);
  CHECK(soft("/nowhere") == expected);
  CHECK(soft("/group/soft") == expected);
  CHECK(hard("/group/number", "/group/second") == expected);
  CHECK(hard("/group", "/group/itself") == expected);  // a circle
  CHECK(hard("/", "/group/root") == expected);
  CHECK(hard("/group/number", "/first") != expected);  // comes before the other name
}

TEST_CASE("a link to another file is refused, seal or not, whether or not it is there",
          "[storage]") {
  const TemporaryFolder folder;
  const auto other = folder / "other.h5";
  if (GENERATE(false, true))
    write_plainly(other, file_of([](const Handle& file) { put_number(file, "/x"); }, true));
  const auto build = [&](const Handle& file) {
    put_number(file, "/number");
    REQUIRE(H5Lcreate_external(other.c_str(), "/x", file, "/link", H5P_DEFAULT, H5P_DEFAULT) >= 0);
  };
  for (const bool is_sealed : {false, true}) {
    write_plainly(folder / "file.h5", file_of(build, is_sealed));
    CHECK_THAT(refusal([&] { digest(folder / "file.h5"); }),
               Contains("file.h5:/: expected a group or dataset of this file, found a link to "
                        "another file, link"));
    CHECK_THAT(refusal([&] { digest(folder / "file.h5", {.ignored = {"/link"}}); }),
               Contains("a link to another file"));
  }
}

TEST_CASE("values in other files are refused, or left out", "[storage]") {
  const TemporaryFolder folder;
  const std::string raw = (folder / "raw").string(), source = (folder / "source.h5").string();
  write_plainly(raw, std::vector<std::byte>(16));
  write_plainly(source, file_of([](const Handle& file) { put_number(file, "/x"); }, true));
  const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  const Handle space = space_of({2});
  const bool is_virtual = GENERATE(false, true);
  if (is_virtual)
    H5Pset_virtual(properties, space, source.c_str(), "/x", space);
  else
    H5Pset_external(properties, raw.c_str(), 0, 16);
  const auto build = [&](const Handle& file) {
    put_number(file, "/number");
    REQUIRE(Handle(H5Dcreate2(file, "/far", H5T_IEEE_F64LE, space, H5P_DEFAULT, properties,
                              H5P_DEFAULT),
                   H5Dclose) >= 0);
  };
  // A file in memory only cannot have them.
  const auto path = folder / "file.h5";
  { build(Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose)); }
  CHECK_THAT(refusal([&] { digest(path); }),
             Contains("file.h5:/far: expected values in this file") &&
                 Contains(is_virtual ? "a virtual dataset" : "values in another file"));
  CHECK(digest(path, {.ignored = {"/far"}}) ==
        sealed_digest_of([](const Handle& file) { put_number(file, "/number"); }));
}

}  // namespace caldera::test
