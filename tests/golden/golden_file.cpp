#include "tests/golden/golden_file.h"

#include <fmt/format.h>
#include <gnu/libc-version.h>

#include <fstream>
#include <sstream>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/machine.h"

namespace caldera::golden {
namespace {

constexpr std::size_t short_digits = 8;

std::string shortened(const std::string& digest) { return digest.substr(0, short_digits); }

/// "<SHA-256>  12345678 9abcdef0  <name>": three parts, two spaces between them.
std::pair<std::string, GoldenStep> parse(const std::string& line, const std::string& where) {
  const std::size_t first = line.find("  ");
  const std::size_t second = first == std::string::npos ? first : line.find("  ", first + 2);
  if (second == std::string::npos)
    throw InputError("golden file", where, "<SHA-256>  <digits of tensors>  <name>",
                     fmt::format("'{}'", line), "make the file anew, as its first line says");
  GoldenStep step{line.substr(0, first), {}};
  std::istringstream tensors(line.substr(first, second - first));
  for (std::string digits; tensors >> digits;) step.tensors.push_back(digits);
  return {line.substr(second + 2), step};
}

Difference difference(const Step& step, const GoldenStep& golden) {
  if (step.tensors.size() != golden.tensors.size()) return {step.name, ""};
  for (std::size_t i = 0; i < step.tensors.size(); ++i)
    if (shortened(step.tensors[i].digest) != golden.tensors[i])
      return {step.name, step.tensors[i].name};
  return {step.name, ""};
}

}  // namespace

std::string golden_file_name() { return fmt::format("v{}.txt", arithmetic_version); }

std::string golden_text(const Record& record) {
  std::string text = fmt::format(
      "# Made by: build/release/tests/bits > tests/golden/{}\n"
      "# Each step of tests/golden/computations.h: SHA-256, start of each tensor's own, name.\n",
      golden_file_name());
  for (const Step& step : record) {
    text += fmt::format("{} ", step.digest());
    for (const Tensor& tensor : step.tensors) text += fmt::format(" {}", shortened(tensor.digest));
    text += fmt::format("  {}\n", step.name);
  }
  return text;
}

GoldenFile read_golden_file(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream)
    throw InputError("cannot read file", file.string(), "golden digests", "none",
                     "make them with the program bits");
  GoldenFile golden;
  std::size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (!line.starts_with('#'))
      golden.insert(parse(line, fmt::format("{}:{}", file.string(), number)));
  }
  return golden;
}

std::vector<Difference> differences(const Record& record, const GoldenFile& golden) {
  std::vector<Difference> parted;
  for (const Step& step : record) {
    const auto found = golden.find(step.name);
    if (found == golden.end())
      parted.push_back({step.name, ""});
    else if (found->second.digest != step.digest())
      parted.push_back(difference(step, found->second));
  }
  return parted;
}

std::string report(const std::vector<Difference>& parted, std::size_t steps) {
  if (parted.empty()) return fmt::format("all {} steps have their golden digests\n", steps);
  const Difference& first = parted.front();
  return fmt::format(
      "{} of {} steps part from tests/golden/{}, first:\n  step {}\n  tensor {}\n{}", parted.size(),
      steps, golden_file_name(), first.step,
      first.tensor.empty() ? "unknown: the file has not this step, or other tensors" : first.tensor,
      environment());
}

std::string environment() {
  std::string text;
  for (const auto& [key, value] : machine_facts())
    std::visit([&, k = key](const auto& v) { text += fmt::format("  {} {}\n", k, v); }, value);
  return text +
         fmt::format("  flags {}\n  libc {}\n", CALDERA_COMPILE_FLAGS, gnu_get_libc_version());
}

}  // namespace caldera::golden
