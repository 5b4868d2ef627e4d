#pragma once
// The median, defined once for all of the code.

#include <vector>

namespace caldera {

/// The middle value; of an even number the mean of the two middle ones. `values` must not be empty.
double median(std::vector<double> values);

}  // namespace caldera
