#pragma once
// How a fuzz target asks: what is an answer, what is a finding, and files for readers of files.

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "caldera/autograd/arithmetic/error.h"
#include "tests/fuzz/targets.h"
#include "tests/temporary_folder.h"

namespace caldera::fuzz {

/// Calls `action`; false if it refused what it was given. Other exceptions pass: they are findings.
template <class Action>
bool accepts(Action action) {
  try {
    action();
    return true;
  } catch (const InputError&) {
  } catch (const NonFiniteError&) {
  }
  return false;
}

/// A finding unless `holds`.
inline void require(bool holds, const std::string& what) {
  if (!holds) throw std::logic_error("not so: " + what);
}

inline std::string text_of(Bytes input) {
  return {reinterpret_cast<const char*>(input.data()), input.size()};
}

/// The folder that a process keeps its inputs in. $TMPDIR says where: best in memory.
inline const test::TemporaryFolder& input_folder() {
  static const test::TemporaryFolder folder;
  return folder;
}

/// Writes the input to a file of that name, in place of the last one.
inline std::filesystem::path input_file(const std::string& name, Bytes input) {
  const std::filesystem::path path = input_folder() / name;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(input.data()),
             static_cast<std::streamsize>(input.size()));
  file.close();
  require(file.good(), "inputs can be written to " + path.string());
  return path;
}

/// Takes the first byte off an input; 0 if there is none.
inline std::uint8_t take_byte(Bytes& input) {
  if (input.empty()) return 0;
  const std::uint8_t first = input.front();
  input = input.subspan(1);
  return first;
}

}  // namespace caldera::fuzz
