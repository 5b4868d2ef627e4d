#pragma once
// How far a program is, on stderr: a bar on a terminal, and a line every half minute in a log.

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace caldera {

/// "3:12", or "1:03:12" from an hour on.
std::string clock_text(double seconds);

/// "origin_sweep seed 2  [#####.....]  47 %  beta 0.0420  3:12 left". `fraction` in [0, 1].
/// Without a time left the last part is missing.
std::string progress_line(const std::string& title, double fraction, const std::string& note,
                          std::optional<double> seconds_left);

/// Seconds still to go when `elapsed` seconds took the work from fraction `first` to `now`;
/// nothing before a thousandth of what was left at `first` is done: until then it could be anything.
std::optional<double> seconds_left(double first, double now, double elapsed);

/// What stands in a log: a line every half minute shows that the program lives. None comes within
/// the first half minute, so that a short run leaves none.
class ProgressLog {
 public:
  explicit ProgressLog(std::string title) : title_(std::move(title)) {}

  /// "origin_sweep seed 2: 3:00 since the start, 47 %, beta 0.0420, 3:12 left", if a line is due so
  /// many seconds after the start.
  std::optional<std::string> line_at(double seconds, double fraction, const std::string& note,
                                     std::optional<double> seconds_left);

 private:
  std::string title_;
  double due_ = 30;  // seconds after the start
};

/// One bar. Redrawn at most five times a second. Programs that run side by side take turns: only
/// one draws on a terminal, until it ends. Without a terminal, the lines of a log. Of several ranks the
/// first shows it.
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
  ProgressLog log_;
  int terminal_;  // -1: stderr is none
  bool drawing_ = false;
  Clock::time_point start_;
  Clock::time_point last_drawn_;
  std::optional<double> first_fraction_;
};

}  // namespace caldera
