#include "plots/origin_sweep/csv.h"

#include <fstream>

#include "tests/catch.h"
#include "tests/experiments/shell.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;

namespace {

using Columns = std::vector<std::vector<double>>;

/// The columns b and a of a file with this text.
Columns columns_of(const std::string& text) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "t.csv", std::ios::binary) << text;
  return read_csv(folder / "t.csv", {"b", "a"});
}

std::string refusal_of(const std::string& text) {
  return test::refusal([&] { columns_of(text); });
}

const Columns expected = {{2.5, -4e-3}, {1, 3}};

}  // namespace

TEST_CASE("csv: columns by name, rows with an empty field and blank lines are left out") {
  CHECK(columns_of(",a,b\n0,1,2.5\n1,7,\n2,3,-4e-3\n") == expected);
  CHECK(columns_of(",a,b\n0,1,2.5\n\n1, ,8\n2,3,-4e-3") == expected);
}

TEST_CASE("csv: a byte-order mark, CRLF and blanks around names and numbers are passed over") {
  CHECK(columns_of("\xEF\xBB\xBF"
                   "a,b\n1,2.5\n3,-4e-3\n") == expected);
  CHECK(columns_of("a,b\r\n1,2.5\r\n\r\n3,-4e-3\r\n") == expected);
  CHECK(columns_of("a,b\r1,2.5\r3,-4e-3") == expected);
  CHECK(columns_of("a, b\n1, 2.5\n3\t,\t-4e-3 \n") == expected);
  CHECK(columns_of("\xEF\xBB\xBF\"a\" , \"b\"\r\n1,2.5\r\n3,-4e-3") == expected);
}

TEST_CASE("csv: quoted fields as in RFC 4180") {
  CHECK(columns_of("\"a\",\"b\"\n\"1\",\"2.5\"\n\"3\",-4e-3\n") == expected);
  CHECK(columns_of("\"x, \"\"y\"\"\",a,b\n\"0,5\n9\",1,2.5\n\"\",3,-4e-3\n") == expected);
  CHECK(columns_of("a,b\n1,2.5\n\"\",8\n3,-4e-3\n") == expected);
  CHECK_THAT(refusal_of("a,b\n1,\"2\n3,4\n"),
             Catch::Contains("t.csv:2: expected a quote at the end of a quoted field"));
  CHECK_THAT(refusal_of("a,b\n\"1\"0,2\n"),
             Catch::Contains("a comma behind a quoted field, found '0'"));
}

TEST_CASE("csv: what is wrong is said, with its line") {
  CHECK_THAT(refusal_of(""), Catch::Contains("expected a table, found nothing"));
  CHECK_THAT(refusal_of("\n\n"), Catch::Contains("expected a table, found nothing"));
  CHECK_THAT(refusal_of("a,c\n1,2\n"), Catch::Contains("one column b, found 'a', 'c'"));
  CHECK_THAT(refusal_of("a;b\n1;2\n"),
             Catch::Contains("one column b, found 'a;b'; name the columns"));
  CHECK_THAT(refusal_of("a,b,b\n1,2,3\n"), Catch::Contains("one column b, found 2 of that name"));
  CHECK_THAT(refusal_of("a,b\n1,2\n1\n"), Catch::Contains("t.csv:3: expected 2 fields"));
  CHECK_THAT(refusal_of("a,b\n1,0,5\n"), Catch::Contains("t.csv:2: expected 2 fields"));
  CHECK_THAT(refusal_of("a,b\n1,\"0,5\"\n"),
             Catch::Contains("point for its decimals, found '0,5'"));
  CHECK_THAT(refusal_of("\"a\n\",b,a\n1,2x,3\n"),
             Catch::Contains("t.csv:3: ") && Catch::Contains("'2x'"));
  CHECK_THAT(refusal_of("a,b\n1,nan\n"),
             Catch::Contains("finite number") && Catch::Contains("'nan'"));
  CHECK_THAT(refusal_of("a,b\n1,1e999\n"), Catch::Contains("'1e999'"));
  CHECK_THAT(refusal_of(std::string("\xFF\xFE"
                                    "a\0,\0b\0",
                                    8)),
             Catch::Contains("UTF-8, found UTF-16"));
}

TEST_CASE("csv: of a file that cannot be read the system's word is passed on") {
  const test::TemporaryFolder folder;
  CHECK_THAT(test::refusal([&] { read_csv(folder / "none.csv", {"a"}); }),
             Catch::Contains("found No such file or directory"));
  CHECK_THAT(test::refusal([&] { read_csv(folder.path(), {"a"}); }),
             Catch::Contains("found Is a directory"));
}

TEST_CASE("csv: transitions reads a sweep as a spreadsheet writes it, and from a pipe") {
  const test::TemporaryFolder folder;
  std::string text = "\xEF\xBB\xBF\"\", \"L2_strength\",\"Train_Loss\",\"r0\"\r\n";
  for (int i = 0; i < 20; ++i)
    text += std::to_string(i) + ",\"0.0" + (i < 10 ? "0" : "") + std::to_string(i) + "\"," +
            std::to_string(0.1 + 0.01 * i + 0.001 * (i % 3) + (i > 10 ? 1 : 0)) + ", " +
            std::to_string(50 - 0.5 * i - 0.01 * (i % 4) - (i > 10 ? 10 : 0)) + "\r\n";
  std::ofstream(folder / "t.csv", std::ios::binary) << text;
  const std::string program = test::program_path("transitions"), file = (folder / "t.csv").string();
  const test::Answer answer = test::run_in_shell(program + " --csv " + file);
  CHECK(answer.status == 0);
  CHECK_THAT(answer.out, Catch::Contains("0.01000 - 0.01100"));
  CHECK(test::run_in_shell("cat " + file + " | " + program + " --csv /dev/stdin").out ==
        answer.out);
}
