#include "caldera/probes/series/exponential_law.h"

#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

/// The distance that so large a share of the samples does not reach.
double quantile(const Values& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size()))];
}

}  // namespace

TEST_CASE("exponential law: the distance of small samples, by hand") {
  // One time is its own mean: F jumps from 0 to 1 where the law is 1 − 1/e.
  CHECK(std::abs(exponential_distance({3}) - (1 - std::exp(-1))) <= tolerance::closed_form);
  // Times 1 and 3 of mean 2: law 1 − e^{−1/2} and 1 − e^{−3/2}; F jumps at them by ½.
  const double first = 1 - std::exp(-0.5), second = 1 - std::exp(-1.5);
  const double expected = std::max({first, 0.5 - first, second - 0.5, 1 - second});
  CHECK(std::abs(exponential_distance({3, 1}) - expected) <= tolerance::closed_form);
}

TEST_CASE("exponential law: the unit of time plays no part") {
  const Stream stream{3, Purpose::test_data};
  Values times, longer;
  for (std::uint64_t i = 0; i < 50; ++i) times.push_back(0.1 + stream.uniform(i));
  for (const double time : times) longer.push_back(1e6 * time);
  CHECK(std::abs(exponential_distance(times) - exponential_distance(longer)) <=
        tolerance::closed_form);
}

TEST_CASE("exponential law: critical distances are those of the published table") {
  // Gibbons and Chakraborti, "Nonparametric statistical inference", 5th ed., table T: the distances
  // that 0.10, 0.05 and 0.01 of samples reach.
  struct Line {
    std::size_t size;
    double tenth, twentieth, hundredth;
  };
  for (const Line& line : {Line{5, 0.405, 0.443, 0.514}, Line{10, 0.296, 0.325, 0.379},
                           Line{20, 0.213, 0.234, 0.279}, Line{100, 0.098, 0.108, 0.127}}) {
    const Values null = exponential_distances(line.size, 20000, 1);
    CAPTURE(line.size);
    CHECK(std::abs(quantile(null, 0.90) - line.tenth) <= tolerance::distance_table);
    CHECK(std::abs(quantile(null, 0.95) - line.twentieth) <= tolerance::distance_table);
    CHECK(std::abs(quantile(null, 0.99) - line.hundredth) <= 2 * tolerance::distance_table);
  }
}

TEST_CASE("exponential law: critical distances of large samples are those of Stephens") {
  // Stephens, J. Amer. Statist. Assoc. 69, 730, 1974: (D − 0.2/n)(√n + 0.26 + 0.5/√n) reaches 0.990
  // in a tenth and 1.094 in a twentieth of samples of any size.
  const double n = 300, root = std::sqrt(n);
  const Values null = exponential_distances(300, 5000, 2);
  const auto modified = [&](double distance) {
    return (distance - 0.2 / n) * (root + 0.26 + 0.5 / root);
  };
  CHECK(std::abs(modified(quantile(null, 0.90)) - 0.990) <= tolerance::stephens_table);
  CHECK(std::abs(modified(quantile(null, 0.95)) - 1.094) <= tolerance::stephens_table);
}

TEST_CASE("exponential law: p-values of exponential times are uniform, of others small") {
  const Values null = exponential_distances(100, 2000, 1);
  int below_tenth = 0;
  for (const double distance : exponential_distances(100, 1000, 99))
    below_tenth += p_value(distance, null) <= 0.1 ? 1 : 0;
  CHECK(std::abs(below_tenth - 100) <= tolerance::standard_errors * std::sqrt(1000 * 0.1 * 0.9));
  const Stream stream{4, Purpose::test_data};
  Values even, delayed;
  for (std::uint64_t i = 0; i < 100; ++i) {
    even.push_back(stream.uniform(i));
    delayed.push_back(0.5 - std::log(1 - stream.uniform(i)));
  }
  CHECK(p_value(exponential_distance(even), null) <= 0.001);
  CHECK(p_value(exponential_distance(delayed), null) <= 0.001);
}

TEST_CASE("exponential law: a p-value counts the distances that are as large, and is never zero") {
  const Values null = {0.1, 0.2, 0.3, 0.4};
  CHECK(p_value(0.05, null) == 1);
  CHECK(p_value(0.3, null) == 0.6);
  CHECK(p_value(0.5, null) == 0.2);
}

}  // namespace caldera::test
