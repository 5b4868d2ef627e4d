#pragma once
// A progress bar with the time left, on stderr and only if that is a terminal.

#include <chrono>
#include <optional>
#include <string>

namespace caldera {

/// "origin_sweep seed 2  [#####.....]  47 %  beta 0.0420  3:12 left". `fraction` in [0, 1].
/// Without a time left the last part is missing.
std::string progress_line(const std::string& title, double fraction, const std::string& note,
                          std::optional<double> seconds_left);

/// Seconds still to go when `elapsed` seconds took the work from fraction `first` to `now`;
/// nothing if the work has not moved.
std::optional<double> seconds_left(double first, double now, double elapsed);

/// One bar. Redrawn at most five times a second; silent unless stderr is a terminal. Programs that
/// run side by side take turns: only one draws on a terminal, until it ends.
class Progress {
 public:
  explicit Progress(std::string title);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Ends the line, so that what comes next starts on a fresh one.
  ~Progress();

  /// `fraction` of all work that is done, in [0, 1]; the first call sets where this run began.
  void show(double fraction, const std::string& note);

 private:
  using Clock = std::chrono::steady_clock;

  bool may_draw();

  std::string title_;
  int terminal_;  // -1: stderr is none
  bool drawing_ = false;
  Clock::time_point start_;
  Clock::time_point last_drawn_;
  std::optional<double> first_fraction_;
};

}  // namespace caldera
