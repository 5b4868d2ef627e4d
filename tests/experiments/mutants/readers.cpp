#include "tests/experiments/mutants/readers.h"

#include <fmt/format.h>

#include <fstream>

#include "tests/experiments/shell.h"

namespace caldera::test {

namespace fs = std::filesystem;

namespace {

constexpr int stopped = 124;  // as timeout(1) has it

/// Instead of gnuplot, which would take most of the time: writes its commands into each file that
/// gnuplot would write.
constexpr const char* drawing = R"(#!/bin/sh
cat >script
sed -n "s/^set \(output\|print\) '\(.*\)'$/\2/p" script | sed "s/''/'/g" |
  while read -r file; do cp script "$file"; done
)";

/// One line, of the kind that InputError and NonFiniteError make.
bool is_refusal(const Answer& answer) {
  return answer.err.find('\n') == answer.err.size() - 1 &&
         (answer.status == 3 || answer.err.find("expected ") != std::string::npos);
}

}  // namespace

const std::vector<RunReading>& plot_readings() {
  const std::string sweep = "origin_sweep/seed1.h5", path = "pathfinder/to_t4.h5",
                    fast = "robustness/fast_seed1.h5", relu = "generalisation/relu.h5",
                    fashion = "generalisation/fashion.h5", cnn = "generalisation/cnn.h5",
                    plane = "slices/plane.h5", line = "slices/line_from_T4.h5",
                    way = "slices/line_from_29.h5", fall = "slices/fall.h5",
                    spectrum = "path_spectrum/to_t4_part01.h5", fold = "theory/folds/T5.h5",
                    curves = "modes/curves_to_2.h5", way_to_2 = "modes/path_to_2.h5",
                    falling = "hysteresis/seed1.h5", before = "checkpoints/T4_before.h5",
                    after = "checkpoints/T4_after.h5", classroom = "classroom/run.h5",
                    curvature = "theory/curvature.h5", linear = "theory/linear.h5", phases = "theory/phases.h5",
                    complexity = "theory/complexity.h5", detectors = "monitoring/detectors.h5",
                    watched = "monitoring/watched_sweep.h5", escape = "monitoring/escape.h5",
                    rates = "monitoring/learning_rates.h5", basins = "basins/planes.h5",
                    thermal = "theory/thermal.h5";
  const std::string all_of_them = "--results {} --out f";
  static const std::vector<RunReading> all = {
      {"figure origin_sweep", all_of_them, {sweep}},
      {"figure path_spectrum", all_of_them, {spectrum}},
      {"figure mode_connectivity", all_of_them, {curves, way_to_2}},
      {"figure robustness", all_of_them, {fast, path, sweep}},
      {"figure generalisation", all_of_them, {relu, fashion}},
      {"figure distances", all_of_them, {cnn, fashion, relu, fast, sweep}},
      {"figure cnn", all_of_them, {cnn}},
      {"figure basins", all_of_them, {basins}},
      {"figure classroom", all_of_them, {classroom}},
      {"figure complexity", all_of_them, {complexity}},
      {"figure curvature_change", all_of_them, {curvature}},
      {"figure detectors", all_of_them, {detectors}},
      {"figure digits", all_of_them, {path, sweep}},
      {"figure disappearance", all_of_them, {plane, line, way}},
      {"figure escape", all_of_them, {escape}},
      {"figure folds", all_of_them, {fold, sweep}},
      {"figure hysteresis", all_of_them, {falling, sweep}},
      {"figure learning_rates", all_of_them, {rates}},
      {"figure linear_cascade", all_of_them, {linear}},
      {"figure linear_phases", all_of_them, {phases}},
      {"figure slices", "--run {}/" + fall + " --out f", {fall}},
      {"figure slices", "--run {}/" + line + " --out f", {line}},
      {"figure thermal_escape", all_of_them, {thermal}},
      {"figure watched_sweep", all_of_them, {watched}},
      {"figure sweep", "--run {}/" + path + " --out f", {path}},
      {"transitions", "--run {}/" + path, {path}},
      {"transitions", "--run {}/" + sweep, {sweep}},
      {"verdict", "--runs {} --report report/index.html", {spectrum}},
      {"verdict", "--runs {}", {sweep}},
      {"verdict", "--runs {}", {curves, way_to_2}},
      {"verdict", "--runs {}", {before, after}},
      {"verdict", "--runs {}", {falling, sweep}},
      {"verdict", "--runs {}", {cnn}},
      {"verdict", "--runs {} --report report/index.html", {curvature}},
      {"verdict", "--runs {}", {classroom}},
      {"verdict", "--runs {}", {linear}},
      {"verdict", "--runs {}", {phases}},
      {"verdict", "--runs {}", {thermal}},
      {"verdict", "--runs {}", {fold}},
      {"verdict", "--runs {}", {complexity}},
      {"verdict", "--runs {} --report report/index.html", {detectors}},
      {"verdict", "--runs {} --report report/index.html", {plane, line}},
      {"verdict", "--runs {}", {watched}},
      {"verdict", "--runs {} --report report/index.html", {rates}},
      {"verdict", "--runs {} --report report/index.html", {escape}},
  };
  return all;
}

const std::vector<RunReading>& study_readings() {
  const std::string sweep = "origin_sweep/seed1.h5", path = "pathfinder/to_t4.h5",
                    before = "checkpoints/T4_before.h5", after = "checkpoints/T4_after.h5",
                    minimum = "minima/seed2.h5", fall = "monitoring/fall.h5",
                    curves = "modes/path_to_2.h5", control = "modes/without_pull.h5";
  const std::string rest = " --profile smoke --out o.h5 --data " +
                           fs::absolute(mnist_folder()).string();
  static const std::vector<RunReading> all = {
      {"digest", "{}/" + sweep, {sweep}},
      {"hysteresis", "--rising {}/" + sweep + rest, {sweep}},
      {"transition_checkpoints", "--transition 1 --sweep {}/" + sweep + rest, {sweep}},
      {"pathfinder",
       "--start {}/" + sweep + " --start-point 0 --reference {}/" + after + rest,
       {after, sweep}},
      {"pathfinder",
       "--without-pull --epochs-of {}/" + path + " --start {}/" + sweep +
           " --start-point 0 --reference {}/" + after + rest,
       {after, path, sweep}},
      {"path_spectrum", "--path {}/" + path + rest, {path}},
      {"mode_connectivity",
       "--path {}/" + curves + " --without-pull {}/" + control + " --start {}/" + sweep +
           " --start-point 0 --reference {}/" + minimum + " --reference-point 0" + rest,
       {curves, control, minimum, sweep}},
      {"slices",
       "--model {}/" + after + " --directions pca --trajectory {}/" + fall +
           " --trajectory-point 0" + rest,
       {fall, after}},
      {"basins",
       "--sweep {}/" + sweep + " --minimum {}/" + minimum + " --checkpoints {}/checkpoints" + rest,
       {minimum, sweep, after, before}},
      {"folds", "--transition 1 --sweep {}/" + sweep + rest, {sweep}},
      {"curvature_change", "--sweep {}/" + sweep + rest, {sweep}},
      {"escape", "--start {}/" + sweep + rest, {sweep}},
      {"train", "--start {}/" + before + " --beta-of {}/" + after + rest, {before, after}},
      {"probe trace",
       "--max-samples 2 --model {}/" + sweep + " --point 0 --data " +
           fs::absolute(mnist_folder()).string(),
       {sweep}},
  };
  return all;
}

Readers::Readers(const fs::path& results, const fs::path& work, int seconds)
    : results_(fs::absolute(results)), work_(fs::absolute(work)), seconds_(seconds) {
  fs::create_directories(work_ / "bin");
  std::ofstream(work_ / "bin/gnuplot") << drawing;
  fs::permissions(work_ / "bin/gnuplot", fs::perms::owner_all);
}

void Readers::prepare(const RunReading& reading) const {
  fs::remove_all(work_ / "results");
  fs::remove(work_ / "o.h5");
  fs::remove_all(work_ / "o.h5.segments");
  for (const std::string& file : reading.files) {
    const fs::path place = work_ / "results" / file;
    fs::create_directories(place.parent_path());
    fs::create_symlink(results_ / file, place);
  }
}

void Readers::replace(const std::string& file, const FileContent& content) const {
  fs::remove(work_ / "results" / file);  // the link, not the file that it leads to
  write_content(work_ / "results" / file, content);
}

void Readers::link(const std::string& file, const fs::path& other) const {
  fs::remove(work_ / "results" / file);
  fs::create_symlink(fs::absolute(other), work_ / "results" / file);
}

Answer Readers::answer(const RunReading& reading) const {
  std::string options = reading.options;
  for (std::size_t at; (at = options.find("{}")) != std::string::npos;)
    options.replace(at, 2, (work_ / "results").string());
  return run_in_shell(fmt::format("cd {0} && PATH={0}/bin:$PATH timeout {1} {2} {3}",
                                  work_.string(), seconds_, program_path(reading.program),
                                  options));
}

std::optional<std::string> Readers::complaint(const RunReading& reading, bool may_take_long) const {
  const Answer given = answer(reading);
  if (given.status == 0 || given.status == 1) return std::nullopt;
  if (given.status == stopped && may_take_long) return std::nullopt;
  if ((given.status == 2 || given.status == 3) && is_refusal(given)) return std::nullopt;
  return fmt::format("status {}: {}", given.status, given.err.substr(0, 400));
}

}  // namespace caldera::test
