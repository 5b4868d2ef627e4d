#pragma once
// What is fuzzed: one function for each kind of input that comes from outside. Each gives the bytes
// to the readers of that kind. InputError and NonFiniteError are answers; any other exception, a
// failed `require`, a crash, a report of a sanitizer, and too much memory or time are findings.
//
// libfuzzer.cpp makes a fuzzer of each (`make fuzz`); corpus_test.cpp gives them the inputs that
// are kept in corpus/<name>/.

#include <cstdint>
#include <span>

namespace caldera::fuzz {

using Bytes = std::span<const std::uint8_t>;

void try_csv(Bytes input);       ///< a table of numbers as text
void try_idx(Bytes input);       ///< an IDX file; the first byte says the rank to ask for
void try_images(Bytes input);    ///< two IDX files; the first two bytes say where the second begins
void try_numbers(Bytes input);   ///< the text of a number
void try_rules(Bytes input);     ///< the text of a rule
void try_options(Bytes input);   ///< a command line, one word a line
void try_model(Bytes input);     ///< an HDF5 file as a model
void try_run(Bytes input);       ///< an HDF5 file as a run
void try_segments(Bytes input);  ///< an HDF5 file as a segment; the first byte: how it is sealed
void try_built(Bytes input);  ///< steps that build an HDF5 file (built_file.h), for all its readers

struct Target {
  const char* name;
  void (*run)(Bytes);
};

inline constexpr Target targets[] = {
    {"csv", try_csv},         {"idx", try_idx},     {"images", try_images},
    {"numbers", try_numbers}, {"rules", try_rules}, {"options", try_options},
    {"model", try_model},     {"run", try_run},     {"segments", try_segments},
    {"built", try_built},
};

}  // namespace caldera::fuzz
