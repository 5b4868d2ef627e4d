#pragma once
// How a path of ours compares with the four published connections, which are like four seeds: what
// one of them further would show.

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "plots/mode_connectivity/pairs.h"
#include "plots/published/connections.h"
#include "plots/report/claim.h"

namespace caldera {

/// A number of each published connection.
using FourValues = std::array<double, published::connections.size()>;

/// What is compared along a path.
struct Quantity {
  const char* name;  ///< with its unit
  double SweepRow::*ours;
  double published::ConnectionPoint::*points;  ///< mean of eleven neighbouring β
  double published::Connection::*mean;         ///< of all β; null: says nothing
  double scatter;                              ///< of a single β around the mean of eleven
};

/// Running training error, test error and test accuracy; and the distance, which is another grid's
/// on another grid.
extern const std::array<Quantity, 3> quantities;
extern const Quantity distance_quantity;

/// Where a further connection lies with 95 %: mean ± 3.182 √(s² (1 + 1/4) + noise²), s being the
/// standard deviation of the four and 3.182 the quantile of Student's distribution with three degrees
/// of freedom. `noise`: of ours beyond what the four have.
Band further_connection(const FourValues& values, double noise, const std::string& what);

/// `of` of each connection.
template <class Of>
FourValues of_connections(const Of& of) {
  FourValues values{};
  for (std::size_t c = 0; c < values.size(); ++c)
    values[c] = std::invoke(of, published::connections[c]);
  return values;
}

/// That of a number which each has.
inline constexpr const char* four_connections =
    "95 % of further connections, by the four published";
inline Band of_four(double published::Connection::*of) {
  return further_connection(of_connections(of), 0, four_connections);
}

/// Whether a path has the published grid: 501 values of β up to 5e-6.
bool has_published_grid(const std::vector<SweepRow>& path);

/// On the published grid, how many of the published β have our mean of the same eleven where a
/// further connection lies.
struct GridCount {
  std::size_t inside = 0;
  std::string outside;  ///< "0.0061 at beta 2e-06", one after the other
};
GridCount count_inside(const std::vector<SweepRow>& path, const Quantity& quantity);

/// On another grid: the same quantity where the same share of ‖M₁ − M_k‖ is left, once the distance
/// falls. The means over those points of ours whose distance all four published ones pass, and
/// theirs at just these shares (a line between neighbouring points).
struct AtSameDistance {
  std::size_t points = 0;  ///< of ours; of none the means are NaN
  double ours = 0;
  FourValues published = {};
};
AtSameDistance at_same_distance(const ModePair& pair, const Quantity& quantity);

}  // namespace caldera
