#include "experiments/run/run_identity.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/run_file.h"
#include "experiments/run/standard_output.h"

namespace caldera {

namespace {

/// All of an identity in one map, so that two can be compared entry by entry.
Configuration flat(const RunIdentity& identity, std::int64_t version) {
  Configuration result = {{"program", identity.program},
                          {"study", identity.study},
                          {"profile", identity.profile},
                          {"seed", identity.seed},
                          {"arithmetic_version", version}};
  for (const auto& [name, value] : identity.configuration) result["configuration/" + name] = value;
  return result;
}

std::string text_of(const Configuration& options, const std::string& name) {
  const auto found = options.find(name);
  if (found == options.end()) return "nothing";
  return std::visit([](const auto& value) { return fmt::format("{}", value); }, found->second);
}

/// Opens the file at --out. Whatever else lies there must not be moved.
RunFile file_of_program(const std::filesystem::path& path, const RunIdentity& identity) {
  RunFile file(path);
  const std::string program = file.identity().program;
  if (program != identity.program)
    throw InputError("another run is there", path.string(), "a run of " + identity.program,
                     "one of " + program, "remove the file or choose another --out");
  return file;
}

bool is_there(const std::filesystem::path& path) {
  std::error_code unreadable;  // opening says it better
  return std::filesystem::exists(path, unreadable) || unreadable;
}

// How many files a RunQuestion asks for, 0 without one; and how many of them were found done.
std::size_t asked = 0, found_done = 0;

RunFound found_at(const std::filesystem::path& path, const RunIdentity& identity) {
  try {
    if (!is_there(path)) return {false, "to do"};
    const auto differs = difference(file_of_program(path, identity), identity);
    return differs ? RunFound{false, fmt::format("of other settings ({})", *differs)}
                   : RunFound{true, "done"};
  } catch (const InputError& error) {
    return {false, error.what()};
  }
}

/// Renames unless the new name is taken. Returns 0, or the number of the error: EEXIST if it is.
int rename_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // This file system cannot do both at once: look first.
  struct stat taken = {};
  if (lstat(to.c_str(), &taken) == 0) return EEXIST;
  if (errno != ENOENT || std::rename(from.c_str(), to.c_str()) != 0) return errno;
  return 0;
}

}  // namespace

Configuration complete(Configuration configuration) {
  configuration["gemm"] = name(arithmetic().backend);
  return configuration;
}

std::optional<std::string> difference(const RunFile& file, const RunIdentity& identity) {
  RunIdentity current = identity;
  current.configuration = complete(identity.configuration);
  const Configuration now = flat(current, arithmetic_version);
  const Configuration then =
      flat(file.identity(), file.attribute<std::int64_t>("arithmetic_version"));
  Configuration names = now;
  names.insert(then.begin(), then.end());
  for (const auto& [name, unused] : names) {
    const auto a = then.find(name);
    const auto b = now.find(name);
    if (a != then.end() && b != now.end() && a->second == b->second) continue;
    return fmt::format("{}: {} in the file, {} now", name, text_of(then, name), text_of(now, name));
  }
  return std::nullopt;
}

bool run_is_complete(const std::filesystem::path& path, const RunIdentity& identity) {
  if (RunQuestion::is_asked()) {
    const RunFound found = found_at(path, identity);
    if (!found.is_done || ++found_done == asked) throw found;
    return true;
  }
  if (!is_there(path)) return false;
  const auto differs = difference(file_of_program(path, identity), identity);
  if (differs)
    print_remark("{}: {} is of another configuration ({}) and is moved aside as {}\n", identity.program,
                 path.string(), *differs, move_aside(path).string());
  return !differs;
}

namespace {

std::filesystem::path move_to_free_name(const std::filesystem::path& path) {
  for (int number = 1;; ++number) {
    const std::filesystem::path aside = path.string() + fmt::format(".aside-{}", number);
    const int error = rename_to_free_name(path, aside);
    if (error == 0) return aside;
    if (error != EEXIST)
      throw InputError("cannot move aside", path.string(), "a name that can be changed",
                       std::generic_category().message(error), "remove it or choose another --out");
  }
}

}  // namespace

std::filesystem::path move_aside(const std::filesystem::path& path) {
  std::filesystem::path aside;
  ranks::on_first([&] { aside = move_to_free_name(path); });
  return aside;
}

RunQuestion::RunQuestion(std::size_t files) { asked = files, found_done = 0; }
RunQuestion::~RunQuestion() { asked = 0; }
bool RunQuestion::is_asked() { return asked > 0; }

}  // namespace caldera
