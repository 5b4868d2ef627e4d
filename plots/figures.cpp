#include "plots/figures.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <memory>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/digest.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/verb.h"
#include "plots/figure/draw.h"
#include "plots/report/run_list.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

std::vector<FigureEntry>& registered() {
  static std::vector<FigureEntry> entries;
  return entries;
}

/// What --run, --beta, --results and --out say.
struct Options {
  std::map<std::string, std::vector<fs::path>> files;
  std::map<std::string, std::optional<double>> numbers;
  fs::path results, out;
};

/// Run files whose name is `where`'s, with its * and ?.
std::vector<fs::path> matching(const fs::path& results, const std::string& where) {
  const fs::path pattern = results / where;
  std::vector<fs::path> files;
  for (const fs::path& file : run_files_in(pattern.parent_path()))
    if (is_like(file.filename().string(), pattern.filename().string())) files.push_back(file);
  return files;
}

/// A folder stands for the run files in it.
std::vector<fs::path> without_folders(const std::vector<fs::path>& given) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::path& path : given)
    if (fs::is_directory(path, none))
      std::ranges::copy(run_files_in(path), std::back_inserter(files));
    else
      files.push_back(path);
  return files;
}

int draw_entry(const FigureEntry& entry, const Options& options) {
  FigureFiles files = files_for(entry, options.results, options.files);
  for (const auto& [option, value] : options.numbers)
    if (value) files.add_number(option, *value);
  Figure figure = entry.make(files);
  figure.runs = shown_runs(files, options.results);
  draw(figure, options.out);
  print_out("figure {}: {}.svg, .png and .csv from {} run file{}\n", entry.name,
            options.out.string(), figure.runs.size(), figure.runs.size() == 1 ? "" : "s");
  return success;
}

Body prepare(const FigureEntry& entry, CommandLine& line) {
  const auto options = std::make_shared<Options>();
  options->out = entry.name;
  for (const FigureInput& input : entry.inputs)
    line.add("--" + input.option, options->files[input.option],
             input.text + (input.is_needed ? "; needed, unless --results has it" : ""));
  for (const FigureNumber& number : entry.numbers)
    line.add("--" + number.option, options->numbers[number.option], number.range, number.text);
  line.add("--results", options->results,
           "Folder of a profile's runs, for those that are not named");
  line.add("--out", options->out, "The figure, without .svg, .png or .csv");
  return [entry, options] { return draw_entry(entry, *options); };
}

}  // namespace

void FigureFiles::add(const std::string& option, std::vector<fs::path> files) {
  files_[option] = std::move(files);
}

const fs::path& FigureFiles::one(const std::string& option) const {
  const std::vector<fs::path>& files = all(option);
  if (files.size() != 1)
    throw InputError("figure", "--" + option, "one file", std::to_string(files.size()), "name one");
  return files.front();
}

const std::vector<fs::path>& FigureFiles::all(const std::string& option) const {
  const auto found = files_.find(option);
  assert(found != files_.end());
  return found->second;
}

std::vector<fs::path> FigureFiles::every() const {
  std::vector<fs::path> result;
  for (const auto& [option, files] : files_)
    result.insert(result.end(), files.begin(), files.end());
  return result;
}

void FigureFiles::add_number(const std::string& option, double value) { numbers_[option] = value; }

std::optional<double> FigureFiles::number(const std::string& option) const {
  const auto found = numbers_.find(option);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

FigureRegistration::FigureRegistration(FigureEntry entry) {
  const Registration verb({.name = "figure " + entry.name,
                           .summary = entry.summary,
                           .example = "caldera figure " + entry.name + " --results results/study",
                           .prepare = [entry](CommandLine& line) { return prepare(entry, line); },
                           .group = VerbGroup::figure});
  registered().push_back(std::move(entry));
}

const std::vector<FigureEntry>& all_figures() {
  static const std::vector<FigureEntry> sorted = [] {
    std::vector<FigureEntry> entries = registered();
    std::ranges::sort(entries, {}, &FigureEntry::name);
    return entries;
  }();
  return sorted;
}

std::vector<FigureEntry> figures_of_results() {
  std::vector<FigureEntry> entries;
  std::ranges::copy_if(all_figures(), std::back_inserter(entries), &FigureEntry::is_of_results);
  return entries;
}

FigureFiles files_for(const FigureEntry& entry, const fs::path& results,
                      const std::map<std::string, std::vector<fs::path>>& given) {
  FigureFiles files;
  for (const FigureInput& input : entry.inputs) {
    const auto named = given.find(input.option);
    std::vector<fs::path> found;
    if (named != given.end()) found = without_folders(named->second);
    if (found.empty() && !results.empty()) found = matching(results, input.where);
    if (found.empty() && input.is_needed)
      throw InputError("figure " + entry.name, "--" + input.option, input.text, "none",
                       "name it, or with --results the folder that has " + input.where);
    files.add(input.option, found);
  }
  return files;
}

std::vector<ShownRun> shown_runs(const FigureFiles& files, const fs::path& results) {
  std::vector<ShownRun> runs;
  for (const fs::path& file : files.every()) {
    const fs::path below = results.empty() ? fs::path() : file.lexically_relative(results);
    runs.push_back({(below.empty() ? file.filename() : below).generic_string(), digest(file)});
  }
  return runs;
}

}  // namespace caldera
