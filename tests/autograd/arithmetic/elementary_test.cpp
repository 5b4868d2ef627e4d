#include "caldera/autograd/arithmetic/elementary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

using namespace caldera;

namespace {

/// The format of the oracle, libm: 29 bits more than a float, 11 bits more than a double.
template <class T>
using Wide = std::conditional_t<sizeof(T) == 4, double, long double>;

template <class T>
struct Case {
  std::string name;
  T (*function)(T);
  Wide<T> (*oracle)(Wide<T>);
};

template <class W>
W sigmoid_oracle(W x) {
  return 1 / (1 + std::exp(-x));
}

template <class T>
std::vector<Case<T>> all_cases() {
  return {{"exp", elementary::exp<T>, std::exp},
          {"log", elementary::log<T>, std::log},
          {"sigmoid", elementary::sigmoid<T>, sigmoid_oracle<Wide<T>>},
          {"tanh", elementary::tanh<T>, std::tanh}};
}

/// |found − truth| in units of the last place that T has at the truth. Infinity counts as the
/// power of two above the largest number. A NaN that is not shared is infinitely wrong.
template <class T>
double ulps(T found, Wide<T> truth) {
  using Limits = std::numeric_limits<T>;
  if (std::isnan(found) || std::isnan(truth)) {
    return std::isnan(found) && std::isnan(truth) ? 0 : std::numeric_limits<double>::infinity();
  }
  const Wide<T> limit = std::ldexp(Wide<T>{1}, Limits::max_exponent);
  const Wide<T> bounded = std::clamp(truth, -limit, limit);
  const Wide<T> difference = std::clamp<Wide<T>>(found, -limit, limit) - bounded;
  const int exponent = std::max(std::ilogb(bounded), Limits::min_exponent - 1);
  return static_cast<double>(std::abs(std::ldexp(difference, Limits::digits - 1 - exponent)));
}

/// The largest error seen, and where.
template <class T>
struct Worst {
  double error = 0;
  T x = 0;

  void look(const Case<T>& c, T at) {
    const double here = ulps<T>(c.function(at), c.oracle(at));
    if (!(here <= error)) *this = {here, at};
  }
};

template <class T>
void check(const Case<T>& c, const Worst<T>& worst) {
  CAPTURE(sizeof(T), c.name, worst.error, worst.x, c.function(worst.x), c.oracle(worst.x));
  CHECK(worst.error <= tolerance::ulp);
}

/// Every stride-th of the 2³² floats.
void sweep_floats(const Case<float>& c, std::uint64_t stride) {
  Worst<float> worst;
  for (std::uint64_t bits = 0; bits < std::uint64_t{1} << 32; bits += stride) {
    worst.look(c, std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  check(c, worst);
}

}  // namespace

TEST_CASE("elementary functions of floats are within 2 ulp, every 509th float") {
  for (const auto& c : all_cases<float>()) sweep_floats(c, 509);
}

TEST_CASE("elementary functions of floats are within 2 ulp, all of them", "[.exhaustive]") {
  for (const auto& c : all_cases<float>()) sweep_floats(c, 1);
}

TEST_CASE("elementary functions of doubles are within 2 ulp") {
  const Stream random{0x5eed0123456789ab, Purpose::test_data};
  for (const auto& c : all_cases<double>()) {
    Worst<double> worst;
    for (std::uint64_t i = 0; i < 200'000; ++i) {
      const double u = 2 * random.uniform(i) - 1;
      worst.look(c, std::bit_cast<double>(random.bits(i)));  // all magnitudes, NaNs, both signs
      worst.look(c, 760 * u);     // exp from below the subnormal numbers to overflow
      worst.look(c, 40 * u);      // sigmoid and tanh up to saturation
      worst.look(c, 2 * u);       // where most inputs lie
      worst.look(c, 1 + u / 16);  // zero of the logarithm
    }
    check(c, worst);
  }
}

TEMPLATE_TEST_CASE("elementary functions at special arguments", "", float, double) {
  using Limits = std::numeric_limits<TestType>;
  const TestType infinity = Limits::infinity();
  const TestType nan = Limits::quiet_NaN();
  const TestType tiny = Limits::denorm_min();
  for (const auto& c : all_cases<TestType>()) CHECK(std::isnan(c.function(nan)));

  CHECK(elementary::exp(infinity) == infinity);
  CHECK(elementary::exp(Limits::max()) == infinity);
  CHECK(elementary::exp(-infinity) == 0);
  CHECK(elementary::exp(TestType{0}) == 1);

  CHECK(elementary::log(TestType{0}) == -infinity);
  CHECK(elementary::log(TestType{-0.0}) == -infinity);
  CHECK(elementary::log(infinity) == infinity);
  CHECK(elementary::log(TestType{1}) == 0);
  CHECK(std::isnan(elementary::log(-tiny)));
  CHECK(std::isnan(elementary::log(-infinity)));

  CHECK(elementary::sigmoid(infinity) == 1);
  CHECK(elementary::sigmoid(-infinity) == 0);
  CHECK(elementary::sigmoid(TestType{0}) == TestType{0.5});

  CHECK(elementary::tanh(infinity) == 1);
  CHECK(elementary::tanh(-infinity) == -1);
  CHECK(elementary::tanh(tiny) == tiny);
  CHECK(std::signbit(elementary::tanh(TestType{-0.0})));
  CHECK(!std::signbit(elementary::tanh(TestType{0.0})));
}

TEMPLATE_TEST_CASE("array forms have the bits of the scalar forms, in place too", "", float,
                   double) {
  const Stream random{20240229, Purpose::test_data, 1};
  for (std::size_t n = 0; n < 70; ++n) {
    std::vector<TestType> x(n), y(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<TestType>(3 * random.normal(i));
    std::vector<TestType> in_place = x;
    elementary::sigmoid(std::span<const TestType>(x), y);
    elementary::sigmoid(std::span<const TestType>(in_place), in_place);
    for (std::size_t i = 0; i < n; ++i) CHECK(y[i] == elementary::sigmoid(x[i]));
    CHECK(in_place == y);
    in_place = x;
    elementary::tanh(std::span<const TestType>(x), y);
    elementary::tanh(std::span<const TestType>(in_place), in_place);
    for (std::size_t i = 0; i < n; ++i) CHECK(y[i] == elementary::tanh(x[i]));
    CHECK(in_place == y);
  }
}

namespace {

// The oracles take the turn apart exactly too: 2πu as a long double would be too coarse for the
// zeros of either function.
long double turned(double u, int quarters_ahead) {
  int quarter = 0;
  const long double v = std::remquo(static_cast<long double>(u), 0.25L, &quarter);
  const long double angle = 2 * 3.14159265358979323846264338327950288L * v;
  const unsigned k = static_cast<unsigned>(quarter + quarters_ahead) % 4;
  const long double value = k % 2 == 0 ? std::sin(angle) : std::cos(angle);
  return k < 2 ? value : -value;
}

}  // namespace

TEST_CASE("sine and cosine of turns are within 2 ulp") {
  const Stream random{0xc0ffee11, Purpose::test_data, 2};
  const Case<double> sine = {"sine",
                             [](double u) { return elementary::sine_cosine_of_turns(u).sine; },
                             [](long double u) { return turned(static_cast<double>(u), 0); }};
  const Case<double> cosine = {"cosine",
                               [](double u) { return elementary::sine_cosine_of_turns(u).cosine; },
                               [](long double u) { return turned(static_cast<double>(u), 1); }};
  for (const auto& c : {sine, cosine}) {
    Worst<double> worst;
    for (std::uint64_t i = 0; i < 200'000; ++i) {
      const double u = random.uniform(2 * i);
      worst.look(c, u);
      worst.look(c, 8 * u - 4);
      const int shift = static_cast<int>(random.bits(2 * i + 1) % 50);
      worst.look(c, static_cast<double>(i % 5) / 4 + std::ldexp(u - 0.5, -shift));  // near zeros
    }
    check(c, worst);
  }
}

TEST_CASE("sine and cosine of whole quarter turns are exact") {
  const double sines[] = {0, 1, 0, -1};
  for (int k = -8; k <= 8; ++k) {
    const auto [sine, cosine] = elementary::sine_cosine_of_turns(0.25 * k);
    CHECK(sine == sines[(k + 8) % 4]);
    CHECK(cosine == sines[(k + 9) % 4]);
  }
}
