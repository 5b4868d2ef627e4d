// Attributes of whole numbers in types that Values does not know, as other programs write them.

#include <algorithm>
#include <cmath>

#include "experiments/run/hdf5_calls.h"
#include "experiments/run/hdf5_types.h"

namespace caldera::hdf5 {

std::vector<std::int64_t> read_integers(const Handle& file, const std::string& object,
                                        const std::string& name) {
  const Attribute attribute = open_attribute(file, object, name);
  const auto refuse_found = [&](const std::string& found) {
    refuse(file, attribute.what, "a list of whole numbers", found, "write them as integers");
  };
  const Shape shape = shape_of(attribute.space);
  if (H5Sget_simple_extent_type(attribute.space) == H5S_NULL) refuse_found("no values");
  if (std::ranges::count_if(shape, [](std::size_t extent) { return extent != 1; }) > 1)
    refuse_found("a table, " + to_text(shape));
  if (H5Tget_class(attribute.type) != H5T_INTEGER && H5Tget_class(attribute.type) != H5T_FLOAT)
    refuse_found(describe_type(attribute.type));
  const std::size_t count = entries(shape);
  // Each of the two holds what the other cannot: fractions, and integers beyond 2⁵³.
  std::vector<std::int64_t> integers(count);
  std::vector<double> numbers(count);
  if (count > 0) {
    read_raw(file, attribute, H5T_NATIVE_INT64, integers.data());
    read_raw(file, attribute, H5T_NATIVE_DOUBLE, numbers.data());
  }
  constexpr double limit = 9223372036854775808.0;  // 2⁶³, beyond which HDF5 stores the last integer
  for (const double number : numbers)
    if (!(number >= -limit && number < limit) || number != std::floor(number))
      refuse_found(std::to_string(number));
  return integers;
}

}  // namespace caldera::hdf5
