#pragma once
// Which program reads which run files, and what it answers when one of them is not as it should be.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/experiments/mutants/file_content.h"
#include "tests/experiments/shell.h"

namespace caldera::test {

/// A command, and the run files below a folder of results that it reads.
struct RunReading {
  std::string program;
  std::string options;  ///< {} stands for the folder
  std::vector<std::string> files;
};

/// The programs that draw and judge. The folder is as `make reproduce PROFILE=smoke` leaves it.
const std::vector<RunReading>& plot_readings();

/// The programs that compute from run files; some of them would go on for minutes.
const std::vector<RunReading>& study_readings();

/// Runs programs on run files of which one is changed.
class Readers {
 public:
  /// Results of which the files are taken; an empty folder to work in; seconds that a program may take,
  /// after which it is stopped.
  Readers(const std::filesystem::path& results, const std::filesystem::path& work, int seconds);

  /// Puts the files of a reading, and no others, into the folder that its program sees.
  void prepare(const RunReading& reading) const;

  /// Puts another file in the place of one of them, or lets its place lead to another one.
  void replace(const std::string& file, const FileContent& content) const;
  void link(const std::string& file, const std::filesystem::path& other) const;

  /// What the program answers.
  Answer answer(const RunReading& reading) const;

  /// Nothing if the program ends with status 0 or 1, or with 2 or 3 and one line that says what was
  /// expected; or is stopped after its time, if that may be. Else what is wrong.
  std::optional<std::string> complaint(const RunReading& reading, bool may_take_long) const;

 private:
  std::filesystem::path results_, work_;
  int seconds_;
};

}  // namespace caldera::test
