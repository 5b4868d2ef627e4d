// Sample runs:   caldera digest seed1.h5 seed2.h5 > golden.txt
//                caldera digest --check golden.txt
//                caldera digest --expect golden.txt build/seed1.h5
//                caldera digest --compare seed1.h5 again.h5
//                caldera digest --compare --tolerance 1e-9 --ignore /log mine.h5 yours.h5
//
// Description:   prints the digest of each file: SHA-256 over what the file says, of run files
//                without what varies by machine (experiments/run/digest.h). --expect holds the
//                files against a list of digests, --check all files that a list names. --compare
//                names the first place where two files part. Status: 0 same, 1 different, 2 bad
//                input.

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/difference.h"
#include "experiments/run/digest.h"
#include "experiments/run/digest_list.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::vector<std::filesystem::path> files;
  bool comparing = false;
  std::optional<std::filesystem::path> expected, checked;
  Selection selection;
  std::optional<double> relative, absolute;
};

// ---- What can be asked for ---------------------------------------------------------------------

int print_digests(const Options& o) {
  for (const auto& file : o.files) print_out("{}  {}\n", digest(file, o.selection), file.string());
  return success;
}

int compare_two(const Options& o) {
  const auto parted = first_difference(o.files[0], o.files[1], o.selection,
                                       {o.relative.value_or(0), o.absolute.value_or(0)});
  if (!parted) return success;
  print_out("{}\n", *parted);
  return negative_finding;
}

/// Prints the files that have another digest than is expected of them.
int hold(const std::vector<ListedDigest>& expected, const Selection& selection) {
  int status = success;
  for (const ListedDigest& one : expected) {
    const std::string found = digest(one.file, selection);
    if (found == one.digest) continue;
    print_out("{}: expected {}, found {}\n", one.file.string(), one.digest, found);
    status = negative_finding;
  }
  return status;
}

int hold_files(const Options& o) {
  const std::vector<ListedDigest> lines = read_digest_list(*o.expected);
  std::vector<ListedDigest> expected;
  for (const auto& file : o.files)
    expected.push_back({listed_digest(lines, file, *o.expected), file});
  return hold(expected, o.selection);
}

int hold_list(const Options& o) {
  const std::vector<ListedDigest> lines = read_digest_list(*o.checked);
  for (const ListedDigest& line : lines)
    if (line.file.empty())
      throw InputError("digest", "--check", "a path behind each digest", "a digest alone",
                       "use --expect, and name the file");
  return hold(lines, o.selection);
}

// ---- Command line ------------------------------------------------------------------------------

void check_options(const Options& o) {
  const auto refuse = [](const std::string& where, const std::string& expected,
                         const std::string& found, const std::string& remedy) {
    throw InputError("digest", where, expected, found, remedy);
  };
  if (o.comparing + o.expected.has_value() + o.checked.has_value() > 1)
    refuse("--compare, --expect and --check", "one of them", "more", "leave out all but one");
  if (o.comparing && o.files.size() != 2)
    refuse("--compare", "exactly two files", std::to_string(o.files.size()), "name two");
  if (o.checked && !o.files.empty())
    refuse("--check", "no file beside the list", std::to_string(o.files.size()), "use --expect");
  if (!o.checked && o.files.empty()) refuse("FILE", "a file or more", "none", "name one");
  if (!o.comparing && (o.relative || o.absolute))
    refuse("--tolerance", "two files to --compare", "digests", "digests have no tolerance");
}

int run(const Options& o) {
  check_options(o);
  if (o.comparing) return compare_two(o);
  if (o.expected) return hold_files(o);
  return o.checked ? hold_list(o) : print_digests(o);
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("FILE", o->files, "HDF5 files");
  line.add("--compare", o->comparing, "Name the first place where two files differ");
  line.add("--tolerance", o->relative, relative_error_range,
           "With --compare: numbers agree within this share of the larger one");
  line.add("--absolute-tolerance", o->absolute, not_negative,
           "With --compare: numbers agree within this distance, too");
  line.add("--expect", o->expected,
           "Compare each FILE with its line of this list, found by the end of its path");
  line.add("--check", o->checked, "Compare all files that this list names with it");
  line.add("--ignore", o->selection.ignored,
           "Leave out a dataset, a group, or an attribute as /path@name; may be repeated")
      .repeated();
  line.add("--with-machine", o->selection.with_machine,
           "Do not leave out /machine and /provenance of run files");
  return [o] { return run(*o); };
}

const Registration verb(
    {.name = "digest",
     .summary = "Digests of HDF5 files: equal for equal content, on any machine.",
     .example = "caldera digest --compare seed1.h5 again.h5",
     .prepare = prepare,
     .group = VerbGroup::file});

}  // namespace
}  // namespace caldera
