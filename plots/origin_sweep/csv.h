#pragma once
// Curves from a CSV file: a line of column names, then numbers.

#include <filesystem>
#include <string>
#include <vector>

namespace caldera {

/// The named columns, each as long as the table. A row in which one of them is empty is left out,
/// and so is a blank line. Files are as RFC 4180 has them: fields separated by commas, quoted where
/// they hold a comma, a quote (doubled) or a line's end; lines that end in CRLF, LF or CR. Beyond
/// that, a byte-order mark of UTF-8 in front and blanks around fields are passed over. Throws
/// InputError, saying which line, for a file that cannot be read, text in UTF-16, a column that is
/// missing or there twice, a row with more or fewer fields than the first line, a quote without its
/// end, and a field that is no finite number.
std::vector<std::vector<double>> read_csv(const std::filesystem::path& path,
                                          const std::vector<std::string>& columns);

}  // namespace caldera
