#pragma once
// The child process that copies a file (hdf5_foreign.h): what it does.

#include <cstdint>
#include <filesystem>
#include <string>

namespace caldera::hdf5 {

/// In bytes; 0 if there is no such file, which copy_file says better.
std::uintmax_t size_of(const std::filesystem::path& path);

/// A crash ends this process at once, in silence and without a core file; it can write to no file.
void confine();

/// Copies groups, links inside the file, declared types, and datasets and attributes of all types
/// that have a digest (element_type.h). Where values are refused, the copy holds the refusal
/// (hdf5_refusals.cpp). Refused as a whole is a file in which not everything can be listed. The
/// answer is a letter and bytes behind it: 'c' and the copy, or 'r' and the text of an InputError.
/// Any other failure ends the process.
std::string copy_file(const std::filesystem::path& path) noexcept;

/// The copy in such an answer, or the InputError.
std::string copy_in(const std::string& answer);

}  // namespace caldera::hdf5
