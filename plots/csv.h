#pragma once
// Curves from a CSV file: a line of column names, then numbers.

#include <filesystem>
#include <string>
#include <vector>

namespace caldera {

/// The named columns, each as long as the table. A row in which one of them is empty is left out.
/// Fields are separated by commas and not quoted. Throws InputError for a missing file or column,
/// a row that is too short, and a field that is no number; says which.
std::vector<std::vector<double>> read_csv(const std::filesystem::path& path,
                                          const std::vector<std::string>& columns);

}  // namespace caldera
