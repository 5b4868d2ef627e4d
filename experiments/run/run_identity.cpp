#include "experiments/run/run_identity.h"

#include <fmt/format.h>

#include <algorithm>

#include "autograd/arithmetic/arithmetic.h"
#include "autograd/arithmetic/error.h"
#include "experiments/run/run_file.h"

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

/// Whether a RunQuestion is alive.
bool only_asks = false;

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
  std::error_code unreadable;  // opening says it better
  const bool is_there = std::filesystem::exists(path, unreadable) || unreadable;
  std::optional<std::string> differs;
  if (is_there) differs = difference(file_of_program(path, identity), identity);
  if (only_asks) throw RunFound{is_there, differs};
  if (differs)
    fmt::print(stderr, "{}: {} is of another configuration ({}) and is moved aside as {}\n",
               identity.program, path.string(), *differs, move_aside(path).string());
  return is_there && !differs;
}

std::filesystem::path move_aside(const std::filesystem::path& path) {
  for (int number = 1;; ++number) {
    const std::filesystem::path aside = path.string() + fmt::format(".aside-{}", number);
    std::error_code error;
    if (std::filesystem::symlink_status(aside, error).type() !=
        std::filesystem::file_type::not_found)
      continue;
    std::filesystem::rename(path, aside, error);
    if (!error) return aside;
    throw InputError("cannot move aside", path.string(), "a name that can be changed",
                     error.message(), "remove it or choose another --out");
  }
}

RunQuestion::RunQuestion() { only_asks = true; }
RunQuestion::~RunQuestion() { only_asks = false; }

}  // namespace caldera
