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
  if (!std::filesystem::exists(path, unreadable) && !unreadable) return false;
  const auto differs = difference(RunFile(path), identity);
  if (!differs) return true;
  throw InputError("another run is there", path.string(), "this run's configuration", *differs,
                   "remove the file or choose another --out");
}

}  // namespace caldera
