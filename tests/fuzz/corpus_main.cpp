// Makes the inputs of the fuzz corpora that are not written by hand: HDF5 files, IDX files, and the
// steps that build HDF5 files.
//
//   fuzz_corpus FOLDER     writes FOLDER/<target>/<name>; in the repository, tests/fuzz/corpus

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/run/seal.h"
#include "tests/content.h"
#include "tests/fuzz/answers.h"
#include "tests/fuzz/built_file.h"

namespace caldera::fuzz {
namespace {

using Input = std::vector<std::uint8_t>;

void save(const std::filesystem::path& file, const Input& input) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(reinterpret_cast<const char*>(input.data()),
               static_cast<std::streamsize>(input.size()));
}

/// The bytes of the file that this input of the target `built` describes.
Input built(const Input& steps) {
  const std::filesystem::path file = input_folder() / "corpus.h5";
  build_file(file, {.format = steps.at(0) % 3U}, Bytes(steps).subspan(1));
  const std::string text = test::content(file);
  return {text.begin(), text.end()};
}

Input operator+(Input a, const Input& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

template <std::size_t n>
std::uint8_t index_of(std::string_view name, const char* const (&names)[n]) {
  return static_cast<std::uint8_t>(std::ranges::find(names, name) - std::begin(names));
}

// Bytes behind a step, as choices.cpp reads them.
constexpr std::uint8_t float64 = 0, int64 = 2, int16 = 8, ascii = 18, line = 1, scalar = 0;
constexpr std::uint8_t compact = 1, chunks = 2, external = 3, virtual_source = 4, never_written = 3;
constexpr std::uint8_t two_to_60 = 13;

Input on_root(const char* attribute, const Input& rest) {
  return Input{note, 0, index_of(attribute, attribute_names)} + rest;
}

Input at(const char* object, const Input& rest) {
  return Input{array, index_of(object, object_names)} + rest;
}

struct Named {
  const char* name;
  Input input;
};

const std::vector<Named> sound = {
    {"mlp_float", {0, model, 0}},
    {"mlp_double_v18", {1, model, 1}},
    {"cnn_newest", {2, model, 2}},
    {"run", {0, run, 1}},
    {"sweep", {0, model, 0, run, 1, sweep, 3}},
    {"tables", {2, run, 1, table, 4}},
    {"one_row", {0, run, 2, table, 1, sweep, 0}},
};

std::vector<Named> odd() {
  const Input start = {0, model, 0, run, 1, table, 4};
  const char* const weight = "/parameters/layer1/weight";
  return {
      {"layers_int16", start + on_root("layers", {int16, line, 2, 2, 3, 2})},
      {"layers_huge", start + on_root("layers", {int64, line, 2, 2, 12, 12})},
      {"activation_ascii", start + on_root("activation", {ascii, 7, scalar, 3})},
      {"no_architecture", start + on_root("architecture", {int64, 4})},
      {"program_list", start + on_root("program", {16, line, 1, 0, 1})},
      {"never_written", start + at(weight, {float64, 2, 2, 1, 0, never_written})},
      {"compact", start + at(weight, {float64, 2, 2, 1, compact, 0, 1, 2, 3, 4, 5, 6})},
      {"chunks", start + at(weight, {float64, 2, 2, 1, chunks, 1, 1, 1, 0, 1, 2, 3, 4, 5, 6})},
      {"external", start + at(weight, {float64, 2, 2, 1, external, 1, 0})},
      {"virtual_self", {2, model, 0, array, 13, float64, line, 2, virtual_source, 3, 0}},
      {"far_too_many",
       start + at("/table/x", {float64, line, two_to_60, chunks, 7, 0, never_written})},
      {"too_many_texts",
       start + at("/table/x", {16, line, two_to_60, chunks, 7, 0, never_written})},
      {"shorter_column", start + at("/table/y", {float64, line, 2, 0, 0, 1, 2, 3})},
      {"nan", start + at("/parameters/layer1/bias", {float64, line, 2, 0, 0, 17, 1, 1})},
      {"compound", start + at("/other", {21, 3, scalar, 0})},
      {"nested", start + Input{nest, 125}},
      {"soft_circle", start + Input{link, 11, 0, 11}},
      {"hard_circle", start + Input{link, 22, 1, 0}},
      {"external_link", start + Input{link, 1, 2, 1}},
      {"root_altered", start + Input{alter, 0, 64, 255}},
  };
}

/// Places in a superblock that say how to read the rest: versions, widths of addresses, where the
/// file ends, where the root is.
void save_damaged(const std::filesystem::path& folder, const Input& file, const std::string& name) {
  for (const std::size_t place : std::vector<std::size_t>{8, 13, 14, 16, 24, 40, 47, 64, 71}) {
    Input damaged = file;
    damaged.at(place) ^= 0xff;
    save(folder / (name + "_byte" + std::to_string(place)), damaged);
  }
}

/// An input of the target `built` for each format, sealed or not, and each way to read.
Input framed(std::size_t number, Input input) {
  input.at(0) = static_cast<std::uint8_t>(input.at(0) + 3 * (number % 8));
  return input;
}

Input sealed(const Input& file) {
  const std::string last_line = seal(std::as_bytes(std::span(file)));
  return file + Input(last_line.begin(), last_line.end());
}

void save_hdf5(const std::filesystem::path& corpus) {
  std::size_t number = 0;
  for (const auto& [name, steps] : sound) {
    save(corpus / "built" / name, framed(number++, steps));
    const Input file = built(steps);
    const bool is_model = std::ranges::find(steps, model) != steps.end();
    if (is_model && file.size() < 12000) save(corpus / "model" / name, file);
    if (!is_model && file.size() < 12000) save(corpus / "run" / name, file);
  }
  for (const auto& [name, steps] : odd()) save(corpus / "built" / name, framed(number++, steps));
  for (const std::uint8_t format : Input{0, 2})
    save_damaged(corpus / "run", built({format, run, 1}), "superblock" + std::to_string(format));
  for (const auto& [name, steps] : {std::pair("whole", Input{0, run, 1}),
                                    {"other_seed", {2, run, 2}}, {"model", {2, model, 1}}}) {
    const Input file = built(steps);
    save(corpus / "segments" / name, file);
    save(corpus / "segments" / (name + std::string("_sealed")), sealed(file));
  }
}

// ---- IDX -------------------------------------------------------------------------------------

Input idx(const std::vector<std::uint8_t>& shape, const Input& values) {
  Input file = {0, 0, 8, static_cast<std::uint8_t>(shape.size())};
  for (const std::uint8_t extent : shape) file = file + Input{0, 0, 0, extent};
  return file + values;
}

void save_idx(const std::filesystem::path& corpus) {
  save(corpus / "idx" / "labels", Input{1} + idx({3}, {7, 0, 9}));
  save(corpus / "idx" / "images", Input{3} + idx({1, 2, 2}, {0, 1, 2, 3}));
  save(corpus / "idx" / "empty", Input{3} + idx({0, 28, 28}, {}));
  save(corpus / "idx" / "short", Input{1} + idx({200}, {1, 2}));
  save(corpus / "idx" / "overflow", {4,   0,   0,   8,   4,   255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 255, 255, 255, 255, 255});
  const auto pair = [&](const Input& images, const Input& labels) {
    return Input{static_cast<std::uint8_t>(images.size() / 256),
                 static_cast<std::uint8_t>(images.size() % 256)} +
           images + labels;
  };
  const Input image = idx({1, 28, 28}, Input(784, 7));
  save(corpus / "images" / "one", pair(image, idx({1}, {9})));
  save(corpus / "images" / "label_10", pair(image, idx({1}, {10})));
  save(corpus / "images" / "none", pair(idx({0, 28, 28}, {}), idx({0}, {})));
  save(corpus / "images" / "other_size", pair(idx({1, 2, 2}, {1, 2, 3, 4}), idx({1}, {1})));
}

}  // namespace
}  // namespace caldera::fuzz

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "Usage: fuzz_corpus FOLDER\n";
    return 2;
  }
  caldera::fuzz::save_hdf5(argv[1]);
  caldera::fuzz::save_idx(argv[1]);
  return 0;
}
