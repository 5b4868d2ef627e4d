#include "experiments/study/progress.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <utility>

#include "experiments/run/standard_output.h"

namespace caldera {

namespace {

constexpr int bar_width = 10;
constexpr double redraw_seconds = 0.2, log_seconds = 30;
constexpr double least_share = 0.001;  // of what was left, before the rest is estimated from it

}  // namespace

std::string clock_text(double seconds) {
  const long total = std::lround(seconds);
  const long hours = total / 3600, minutes = total / 60 % 60;
  if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, minutes, total % 60);
  return fmt::format("{}:{:02}", minutes, total % 60);
}

std::string progress_line(const std::string& title, double fraction, const std::string& note,
                          std::optional<double> left) {
  const auto filled = static_cast<std::size_t>(fraction * bar_width);
  const std::string bar = std::string(filled, '#') + std::string(bar_width - filled, '.');
  std::string line = fmt::format("{}  [{}] {:3.0f} %", title, bar, std::floor(100 * fraction));
  if (!note.empty()) line += "  " + note;
  if (left) line += fmt::format("  {} left", clock_text(*left));
  return line;
}

std::optional<double> seconds_left(double first, double now, double elapsed) {
  if (now - first <= least_share * (1 - first)) return std::nullopt;
  return elapsed * (1 - now) / (now - first);
}

std::optional<std::string> ProgressLog::line_at(double seconds, double fraction,
                                                const std::string& note,
                                                std::optional<double> left) {
  if (seconds < due_) return std::nullopt;
  while (due_ <= seconds) due_ += log_seconds;
  std::string line = fmt::format("{}: {} since the start, {:.0f} %", title_, clock_text(seconds),
                                 std::floor(100 * fraction));
  if (!note.empty()) line += ", " + note;
  if (left) line += fmt::format(", {} left", clock_text(*left));
  return line;
}

// A descriptor of its own, because a lock belongs to a descriptor and what was copied from it, and
// programs of one shell have copies of one stderr.
Progress::Progress(std::string title)
    : title_(std::move(title)),
      log_(title_),
      terminal_(ranks::is_first() && isatty(STDERR_FILENO) == 1
                    ? open(ttyname(STDERR_FILENO), O_WRONLY | O_NOCTTY | O_CLOEXEC)
                    : -1) {}

Progress::~Progress() {
  if (drawing_) std::fputc('\n', stderr);
  if (terminal_ >= 0) close(terminal_);  // and with it the lock
}

bool Progress::may_draw() {
  if (!drawing_ && terminal_ >= 0) drawing_ = flock(terminal_, LOCK_EX | LOCK_NB) == 0;
  return drawing_;
}

void Progress::show(double fraction, const std::string& note) {
  const Clock::time_point now = Clock::now();
  const auto seconds_since = [now](Clock::time_point then) {
    return std::chrono::duration<double>(now - then).count();
  };
  if (!first_fraction_) {
    first_fraction_ = fraction;
    start_ = now;
  } else if (fraction < 1 && seconds_since(last_drawn_) < redraw_seconds) {
    return;
  }
  last_drawn_ = now;
  const double seconds = seconds_since(start_);
  const auto left = seconds_left(*first_fraction_, fraction, seconds);
  if (terminal_ < 0)
    if (const auto line = log_.line_at(seconds, fraction, note, left)) print_remark("{}\n", *line);
  if (!may_draw()) return;
  // Back to the line's start; what the last line was longer by is cleared.
  fmt::print(stderr, "\r{}\x1b[K", progress_line(title_, fraction, note, left));
  std::fflush(stderr);
}

}  // namespace caldera
