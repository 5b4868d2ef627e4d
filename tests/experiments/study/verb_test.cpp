#include "experiments/study/verb.h"

#include <filesystem>
#include <iostream>
#include <new>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"
#include "tests/catch.h"

using namespace caldera;
using Catch::Contains;
using Catch::StartsWith;

namespace {

/// What a program answers: status and both streams.
struct Answer {
  int status;
  std::string out;
  std::string err;
};

/// Runs a program called "study" with the common options, --steps and this body.
Answer run(const std::vector<std::string>& words, const Body& body) {
  int steps = 0;
  const Verb study{.name = "study",
                   .summary = "Studies something.",
                   .example = "study --steps 3",
                   .prepare =
                       [&](CommandLine& line) {
                         line.add("--steps", steps, {0, 1000}, "How many");
                         add_arithmetic_options(line);
                         return body;
                       },
                   .takes = "3 minutes"};
  std::ostringstream out, err;
  std::streambuf* const old_out = std::cout.rdbuf(out.rdbuf());
  std::streambuf* const old_err = std::cerr.rdbuf(err.rdbuf());
  const int status = run_program(study, words);
  std::cout.rdbuf(old_out);
  std::cerr.rdbuf(old_err);
  configure_arithmetic("exact", "auto", 1);
  return {status, out.str(), err.str()};
}

Answer run(const std::vector<std::string>& words) {
  return run(words, [] { return success; });
}

/// Status 2, nothing on stdout, one line "study: …" on stderr that holds `part`.
void check_refused(const Answer& answer, const std::string& part) {
  CHECK(answer.status == bad_input);
  CHECK(answer.out.empty());
  CHECK_THAT(answer.err, StartsWith("study: ") && Contains(part));
  CHECK(std::count(answer.err.begin(), answer.err.end(), '\n') == 1);
  CHECK(answer.err.back() == '\n');
}

}  // namespace

TEST_CASE("a program's status is what its body returns", "[program]") {
  CHECK(run({}).status == 0);
  CHECK(run({"--steps", "3"}, [] { return negative_finding; }).status == 1);
  CHECK(run({"--steps", "3"}).err.empty());
}

TEST_CASE("a wrong command line is one line and status 2", "[program]") {
  check_refused(run({"--colour", "red"}), "--colour");
  check_refused(run({"stray"}), "stray");
  check_refused(run({"--steps", "many"}), "--steps");
  check_refused(run({"--steps"}), "--steps");
  check_refused(run({"--threads", "0"}), "--threads: expected 1 to 1024, found 0");
  check_refused(run({"--threads", "100000"}), "--threads: expected 1 to 1024, found 100000");
  check_refused(run({"--gemm", "fast"}), "--gemm: expected exact or openblas, found 'fast'");
  check_refused(run({"--simd", "sse2"}), "--simd: expected one that this CPU can run: auto, scalar");
  check_refused(run({"--two\nlines"}), "--two lines");
}

TEST_CASE("a wrong command line stops the program before its body", "[program]") {
  bool ran = false;
  run({"--colour"}, [&] { return ran = true, success; });
  CHECK_FALSE(ran);
}

TEST_CASE("errors of the body become one line and a status", "[program]") {
  check_refused(run({}, []() -> int { throw InputError("bad file"); }), "bad file");
  check_refused(run({}, []() -> int { throw std::bad_alloc(); }), "not enough memory");
  check_refused(run({},
                    []() -> int {
                      throw std::filesystem::filesystem_error(
                          "exists", "closed/file",
                          std::make_error_code(std::errc::permission_denied));
                    }),
                "closed/file: expected a path that can be used, found Permission denied");
  check_refused(run({},
                    []() -> int {
                      throw std::system_error(
                          std::make_error_code(std::errc::resource_unavailable_try_again));
                    }),
                "found Resource temporarily unavailable");
  check_refused(run({}, []() -> int { throw std::length_error("vector"); }), "vector");
  const Answer answer = run({}, []() -> int { throw NonFiniteError("theta is nan"); });
  CHECK(answer.status == non_finite);
  CHECK(answer.err == "study: theta is nan\n");
}

TEST_CASE("--help shows the options and the example", "[program]") {
  const Answer answer = run({"--help"});
  CHECK(answer.status == 0);
  CHECK(answer.err.empty());
  for (const char* part : {"Studies something.", "--steps", "--gemm", "--simd", "--threads",
                           "Example: study --steps 3\nIt takes 3 minutes.", "Numbers are decimal",
                           "Status: 0 done; 1 done, and the answer is no", "How many; 0 to 1000"}) {
    CHECK_THAT(answer.out, Contains(part));
  }
}

TEST_CASE("the common options set the arithmetic before the body runs", "[program]") {
  run({"--simd", "scalar", "--threads", "3"}, [] {
    CHECK(arithmetic().path == SimdPath::scalar);
    CHECK(arithmetic().threads == 3);
    CHECK(arithmetic().backend == GemmBackend::exact);
    return success;
  });
  run({}, [] {
    CHECK(arithmetic().path == widest_simd_path());
    CHECK(arithmetic().threads == 1);
    return success;
  });
}
