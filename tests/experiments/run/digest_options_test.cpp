// What is left out of digests and comparisons, how far numbers may part, and lists of digests.

#include "experiments/run/difference.h"
#include "experiments/run/digest_list.h"
#include "tests/experiments/run/typed_files.h"
#include "tests/refusal.h"

namespace caldera::test {

namespace {

using Catch::Contains;

/// Writes datasets of one number each, and whatever else `more` adds.
auto with_numbers(
    const std::vector<std::pair<std::string, double>>& numbers,
    const std::function<void(const Handle&)>& more = [](const Handle&) {}) {
  return [=](const Handle& file) {
    for (const auto& [name, value] : numbers) hdf5::write_dataset(file, name, make_scalar(value));
    more(file);
  };
}

void make_run_file(const Handle& file) {
  for (const char* name : {"program", "study", "profile", "seed", "arithmetic_version"})
    hdf5::write_attribute(file, "/", name, make_scalar(std::int64_t{1}));
}

void note(const Handle& file, const std::string& object, const std::string& name) {
  hdf5::write_attribute(file, object, name, make_scalar(1.0));
}

/// Where two files part, called a.h5 and b.h5.
template <class A, class B>
std::string parting(const A& a, const B& b, const Selection& selection = {},
                    const Tolerance& tolerance = {}) {
  const TemporaryFolder folder;
  write_plainly(folder / "a.h5", file_of(a, true));
  write_plainly(folder / "b.h5", file_of(b, true));
  return first_difference(folder / "a.h5", folder / "b.h5", selection, tolerance).value_or("equal");
}

}  // namespace

TEST_CASE("what is ignored does not count, and nothing else is", "[storage]") {
  const auto plain = with_numbers({{"/a", 1}, {"/group/b", 2}});
  const auto more =
      with_numbers({{"/a", 1}, {"/group/b", 2}, {"/log/deep/c", 3}, {"/logs", 4}, {"/time", 5}},
                   [](const Handle& file) {
                     note(file, "/", "date");
                     note(file, "/time", "units");
                     note(file, "/log/deep", "note");
                     note(file, "/group/b", "date");
                   });
  const std::vector<std::string> all = {"/log", "/logs", "/time", "/@date", "/group/b@date"};
  CHECK(digest_of(more, {.ignored = all}) == digest_of(plain));
  CHECK(parting(plain, more, {.ignored = all}) == "equal");
  for (std::size_t left_out = 0; left_out < all.size(); ++left_out) {
    std::vector<std::string> others = all;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
    INFO(all[left_out]);
    CHECK(digest_of(more, {.ignored = others}) != digest_of(plain));
    CHECK_THAT(parting(plain, more, {.ignored = others}), Contains(all[left_out]));
  }
  CHECK(digest_of(more, {.ignored = {"/"}}) == digest_of(with_numbers({})));
  for (const char* wrong : {"log", "", "/log/"})
    CHECK_THAT(refusal([&] { digest_of(more, {.ignored = {wrong}}); }), Contains("--ignore"));
}

TEST_CASE("only run files have groups that are left out by themselves", "[storage]") {
  const std::vector<std::pair<std::string, double>> machine = {
      {"/a", 1}, {"/machine/seconds", 2}, {"/provenance/version", 3}};
  CHECK(digest_of(with_numbers(machine)) != digest_of(with_numbers({{"/a", 1}})));
  CHECK(digest_of(with_numbers(machine), {.ignored = {"/machine", "/provenance"}}) ==
        digest_of(with_numbers({{"/a", 1}})));

  const auto run = with_numbers(machine, make_run_file);
  const auto without = with_numbers({{"/a", 1}}, make_run_file);
  CHECK(digest_of(run) == digest_of(without));
  CHECK(digest_of(run, {.with_machine = true}) != digest_of(without));
  CHECK(parting(run, without) == "equal");
  CHECK_THAT(parting(run, without, {.with_machine = true}), Contains("/machine/seconds: present"));

  const auto almost = [](const Handle& file) {
    make_run_file(file);
    H5Adelete(file, "study");
  };
  CHECK(digest_of(with_numbers(machine, almost)) != digest_of(with_numbers({{"/a", 1}}, almost)));
}

TEST_CASE("numbers agree within a tolerance, relative or absolute", "[storage]") {
  const auto agree = [](double a, double b, const Tolerance& tolerance) {
    return parting(with_numbers({{"/x", a}}), with_numbers({{"/x", b}}), {}, tolerance) == "equal";
  };
  const double infinity = std::numeric_limits<double>::infinity(), nan = std::nan("");
  CHECK(agree(1000, 1001, {.relative = 1e-3}));
  CHECK_FALSE(agree(1000, 1001.01, {.relative = 1e-3}));
  CHECK(agree(-1000, -1001, {.relative = 1e-3}));
  CHECK_FALSE(agree(1e-20, -1e-20, {.relative = 0.5}));
  CHECK(agree(1e-20, -1e-20, {.relative = 0.5, .absolute = 1e-19}));
  CHECK(agree(0, 0.5, {.absolute = 0.5}));
  CHECK_FALSE(agree(0, 0.51, {.absolute = 0.5}));
  CHECK(agree(0.0, -0.0, {.relative = 1e-9}));
  CHECK_FALSE(agree(0.0, -0.0, {}));
  CHECK(agree(infinity, infinity, {.relative = 0.5}));
  CHECK_FALSE(agree(infinity, 1e308, {.relative = 0.5}));
  CHECK_FALSE(agree(infinity, -infinity, {.relative = 0.5, .absolute = 1}));
  CHECK(agree(nan, -nan, {.relative = 1e-9}));
  CHECK_FALSE(agree(nan, 1, {.relative = 0.5, .absolute = 1e300}));
}

TEST_CASE("a tolerance reaches numbers in compounds, and no integers and types", "[storage]") {
  struct Record {
    double value;
    std::int64_t count;
  };
  const Handle list(H5Tvlen_create(H5T_IEEE_F32LE), H5Tclose);
  const auto file_with = [&](double value, std::int64_t count, float listed, hid_t type) {
    return [=, &list](const Handle& file) {
      const Record record{value, count};
      const Handle stored = compound_of(16, {{"value", 0, type}, {"count", 8, H5T_STD_I64LE}});
      put(file, "/record", stored,
          compound_of(16, {{"value", 0, H5T_NATIVE_DOUBLE}, {"count", 8, H5T_STD_I64LE}}), &record,
          {});
      float numbers[] = {1, listed};
      const hvl_t lists[] = {{2, numbers}};
      put(file, "/list", list, list, lists, {1});
    };
  };
  const auto a = file_with(1, 5, 2, H5T_IEEE_F64LE);
  const Tolerance tolerance{.relative = 0.01};
  CHECK(parting(a, file_with(1.001, 5, 2.001f, H5T_IEEE_F64BE), {}, tolerance) == "equal");
  CHECK_THAT(parting(a, file_with(1.1, 5, 2, H5T_IEEE_F64LE), {}, tolerance),
             Contains("/record: {value: 1 (0x3ff0000000000000), count: 5} in ") &&
                 Contains("{value: 1.1 (0x3ff199999999999a), count: 5} in "));
  CHECK_THAT(parting(a, file_with(1, 6, 2, H5T_IEEE_F64LE), {}, {.relative = 0.9, .absolute = 9}),
             Contains("count: 6} in "));
  CHECK_THAT(parting(a, file_with(1, 5, 2.5f, H5T_IEEE_F64LE), {}, tolerance),
             Contains("/list[0]: [1 (0x3f800000), 2 (0x40000000)] in ") &&
                 Contains("2.5 (0x40200000)] in "));
  CHECK_THAT(parting(a, file_with(1, 5, 2, H5T_IEEE_F32LE), {}, tolerance),
             Contains("/record: compound {value: float64, count: int64} scalar in ") &&
                 Contains("compound {value: float32, count: int64} scalar in "));
}

TEST_CASE("lists of digests are read as sha256sum has them", "[storage]") {
  const TemporaryFolder folder;
  const auto list = folder / "golden.txt";
  const std::string a(64, 'a'), b(64, 'b'), c(64, 'c');
  const auto write = [&](const std::string& text) {
    write_plainly(list, std::as_bytes(std::span(text)));
    return read_digest_list(list);
  };
  const auto lines = write("# how it was made\n\n" + a + "  x/run.h5\n" + b + " *y/run.h5\n" + c +
                           "  two words.h5\n");
  CHECK(listed_digest(lines, "x/run.h5", list) == a);
  CHECK(listed_digest(lines, "/build/y/run.h5", list) == b);
  CHECK(listed_digest(lines, "./two words.h5", list) == c);
  CHECK_THAT(refusal([&] { listed_digest(lines, "run.h5", list); }),
             Contains("golden.txt: expected one digest of run.h5, found 2"));
  CHECK_THAT(refusal([&] { listed_digest(lines, "/build/x/y.h5", list); }), Contains("found none"));
  CHECK_THAT(refusal([&] { listed_digest(lines, "an.h5", list); }), Contains("found none"));
  CHECK(listed_digest(write(a + "  x/run.h5\n" + b + "  run.h5\n"), "run.h5", list) == b);
  CHECK(listed_digest(write(a), "any.h5", list) == a);

  for (const std::string& wrong : {a.substr(1), a + "  ", a + " x.h5", a + "x.h5", "x.h5  " + a,
                                   std::string(64, 'A') + "  x.h5"})
    CHECK_THAT(refusal([&] { return write("# first\n" + wrong + "\n"); }),
               Contains("golden.txt:2: expected 64 hexadecimal digits"));
  CHECK_THAT(refusal([&] { return write("# nothing\n"); }), Contains("a digest or more"));
  CHECK_THAT(refusal([&] { return read_digest_list(folder / "absent"); }),
             Contains("no such file"));
}

}  // namespace caldera::test
