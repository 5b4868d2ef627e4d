// Sample runs:   caldera digest seed1.h5 seed2.h5
//                caldera digest --compare seed1.h5 again.h5
//
// Description:   prints the digest of each run file: SHA-256 over what the file says, without what
//                varies by machine (experiments/run/digest.h). With --compare, names the first
//                place where two files part. Status: 0 same, 1 different, 2 bad input.

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/digest.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::vector<std::filesystem::path> files;
  bool comparing = false;
};

int print_digests(const std::vector<std::filesystem::path>& files) {
  for (const auto& file : files) print_out("{}  {}\n", digest(file), file.string());
  return success;
}

int run(const Options& o) {
  if (!o.comparing) return print_digests(o.files);
  if (o.files.size() != 2)
    throw InputError("digest", "--compare", "exactly two files", std::to_string(o.files.size()),
                     "name two");
  const auto parted = first_difference(o.files[0], o.files[1]);
  if (!parted) return success;
  print_out("{}\n", *parted);
  return negative_finding;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("FILE", o->files, "Run files").required();
  line.add("--compare", o->comparing, "Name the first place where two files part");
  return [o] { return run(*o); };
}

const Registration verb(
    {.name = "digest",
     .summary = "Digests of run files: equal for equal results, on any machine.",
     .example = "caldera digest --compare seed1.h5 again.h5",
     .prepare = prepare,
     .group = VerbGroup::file});

}  // namespace
}  // namespace caldera
