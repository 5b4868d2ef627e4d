#include "experiments/run/machine.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <fstream>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/ranks.h"

namespace caldera {

namespace {

/// The first "model name" of /proc/cpuinfo, or "unknown".
std::string cpu_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

std::string compiler_name() {
#ifdef __clang__
  return fmt::format("clang++ {}", __clang_version__);
#else
  return fmt::format("g++ {}", __VERSION__);
#endif
}

}  // namespace

Configuration machine_facts() {
  return {{"cpu", cpu_name()},
          {"simd", name(arithmetic().path)},
          {"threads", std::int64_t{arithmetic().threads}},
          {"ranks", static_cast<std::int64_t>(ranks::count())},
          {"compiler", compiler_name()},
          {"time", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))}};
}

}  // namespace caldera
