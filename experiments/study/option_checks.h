#pragma once
// What holds of options beyond each one's own range (experiments/study/command_line.h): limits that
// depend on the data or on other options, and choices among names. Refused before the program does
// anything.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace caldera {

/// Throws InputError naming the option unless low ≤ value ≤ high.
void check_count(const std::string& option, std::size_t value, std::int64_t low, std::int64_t high);

/// "mnist, fashion-mnist or patterns". At least one.
std::string in_words(const std::vector<std::string>& choices);

/// Throws InputError naming the option unless it is one of the choices.
void check_one_of(const std::string& option, const std::string& value,
                  const std::vector<std::string>& choices);

/// Throws InputError if the file that a run starts from is its --out, too: of the same program, it
/// would be moved aside as a run that no longer fits.
void refuse_same_file(const std::filesystem::path& input, const std::filesystem::path& out);

}  // namespace caldera
