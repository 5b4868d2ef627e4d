// Sample runs:   digest seed1.h5 seed2.h5
//                digest --compare seed1.h5 again.h5
//
// Description:   prints the digest of each run file: SHA-256 over what the file says, without what
//                varies by machine (experiments/storage/digest.h). With --compare, names the first
//                place where two files part. Status: 0 same, 1 different, 2 bad input.

#include <string>
#include <vector>

#include "experiments/program.h"
#include "experiments/storage/digest.h"
#include "experiments/storage/standard_output.h"

using namespace caldera;

namespace {

int print_digests(const std::vector<std::string>& files) {
  for (const std::string& file : files) print_out("{}  {}\n", digest(file), file);
  return success;
}

int compare(const std::string& a, const std::string& b) {
  const auto parted = first_difference(a, b);
  if (!parted) return success;
  print_out("{}\n", *parted);
  return negative_finding;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Digests of run files: equal for equal results, on any machine.", "digest");
  app.footer("Example: digest --compare seed1.h5 again.h5");
  std::vector<std::string> files;
  bool comparing = false;
  app.add_option("FILE", files, "Run files")->required();
  app.add_flag("--compare", comparing, "Name the first place where two files part");

  return run_program(app, argc, argv, [&] {
    if (!comparing) return print_digests(files);
    if (files.size() != 2) throw CLI::ValidationError("--compare", "takes exactly two files");
    return compare(files[0], files[1]);
  });
}
