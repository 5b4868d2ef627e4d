#include "autograd/arithmetic/elementary.h"

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "autograd/arithmetic/random.h"
#include "tests/tolerances.h"

using namespace caldera;

namespace {

/// The format the oracle computes in: libm in twice (11 bits more than) the precision of T.
template <class T>
using Wide = std::conditional_t<sizeof(T) == 4, double, long double>;

template <class T>
using Function = T (*)(T);

template <class T>
struct Case {
  const char* name;
  Function<T> function;
  Function<Wide<T>> oracle;
};

template <class T>
T sigmoid_oracle(T x) {
  return 1 / (1 + std::exp(-x));
}

template <class T>
std::vector<Case<T>> cases() {
  return {{"exp", elementary::exp<T>, std::exp},
          {"log", elementary::log<T>, std::log},
          {"sigmoid", elementary::sigmoid<T>, sigmoid_oracle<Wide<T>>},
          {"tanh", elementary::tanh<T>, std::tanh}};
}

/// |found − truth| in units of the last place that T has at the truth. Infinity counts as the
/// power of two after the largest number. A NaN where there should be none is infinitely wrong.
template <class T>
double ulps(T found, Wide<T> truth) {
  using Limits = std::numeric_limits<T>;
  if (std::isnan(found) || std::isnan(truth)) {
    return std::isnan(found) && std::isnan(truth) ? 0 : std::numeric_limits<double>::infinity();
  }
  const Wide<T> limit = std::ldexp(Wide<T>{1}, Limits::max_exponent);
  const Wide<T> difference = std::clamp<Wide<T>>(found, -limit, limit) - std::clamp(truth, -limit, limit);
  if (difference == 0) return 0;
  const int exponent = std::max(std::clamp(truth, -limit, limit) == 0 ? Limits::min_exponent : std::ilogb(truth), Limits::min_exponent - 1);
  return static_cast<double>(std::abs(std::ldexp(difference, Limits::digits - 1 - exponent)));
}

template <class T>
struct Worst {
  double ulps = 0;
  T x = 0;

  void look(const Case<T>& c, T at) {
    const double error = ::ulps(c.function(at), c.oracle(at));
    if (!(error <= ulps)) *this = {error, at};
  }
};

Worst<float> sweep_floats(const Case<float>& c, std::uint64_t stride) {
  Worst<float> worst;
  for (std::uint64_t bits = 0; bits < std::uint64_t{1} << 32; bits += stride) {
    worst.look(c, std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  return worst;
}

}  // namespace
TEST_CASE("sweep", "[.exhaustive]") {
  for (const auto& c : cases<float>()) {
    const auto worst = sweep_floats(c, 1);
    WARN(c.name << ": " << worst.ulps << " ulp at " << worst.x);
    CHECK(worst.ulps <= tolerance::ulp);
  }
}
TEST_CASE("sweep1", "[default]") {
  for (const auto& c : cases<float>()) {
    const auto worst = sweep_floats(c, 257);
    WARN(c.name << ": " << worst.ulps << " ulp at " << worst.x);
    CHECK(worst.ulps <= tolerance::ulp);
  }
}
TEST_CASE("d", "[default]") {
  const Stream s{0xfeed5eed12345, Purpose::test_data, 7};
  for (const auto& c : cases<double>()) {
    Worst<double> worst;
    for (std::uint64_t i = 0; i < 4000000; ++i) {
      worst.look(c, std::bit_cast<double>(s.bits(5*i)));
      worst.look(c, (s.uniform(5*i+1)-.5)*1500);
      worst.look(c, (s.uniform(5*i+2)-.5)*4);
      worst.look(c, std::exp((s.uniform(5*i+3)-.5)*8)*(i%2?1:-1));
      worst.look(c, 1+(s.uniform(5*i+4)-.5)*.1);
    }
    WARN(c.name << ": " << worst.ulps << " ulp at " << worst.x);
    CHECK(worst.ulps <= tolerance::ulp);
  }
}
