#include "caldera/autograd/arithmetic/elementary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/tolerances.h"
#include "tests/ulps.h"

using namespace caldera;
using test::ulps, test::Wide;

namespace {

template <class T>
struct Case {
  std::string name;
  T (*function)(T);
  Wide<T> (*oracle)(Wide<T>);
  double ulps = tolerance::ulp;
};

template <class W>
W sigmoid_oracle(W x) {
  return 1 / (1 + std::exp(-x));
}

template <class W>
W softplus_oracle(W x) {
  return std::max(x, W{0}) + std::log1p(std::exp(-std::abs(x)));
}

template <class W>
W sigmoid_slope_oracle(W x) {
  const W e = std::exp(-std::abs(x));
  return e / ((1 + e) * (1 + e));
}

template <class W>
W tanh_slope_oracle(W x) {
  return 4 * sigmoid_slope_oracle(2 * x);
}

template <class T>
std::vector<Case<T>> all_cases() {
  return {{"exp", elementary::exp<T>, std::exp},
          {"log", elementary::log<T>, std::log},
          {"log1p", elementary::log1p<T>, std::log1p},
          {"sigmoid", elementary::sigmoid<T>, sigmoid_oracle<Wide<T>>},
          {"sigmoid_slope", [](T x) { return elementary::sigmoid_and_slope(x).slope; },
           sigmoid_slope_oracle<Wide<T>>, tolerance::ulp_of_derivative},
          {"softplus", elementary::softplus<T>, softplus_oracle<Wide<T>>},
          {"tanh", elementary::tanh<T>, std::tanh},
          {"tanh_slope", [](T x) { return elementary::tanh_and_slope(x).slope; },
           tanh_slope_oracle<Wide<T>>, tolerance::ulp_of_derivative}};
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
  CHECK(worst.error <= c.ulps);
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

TEST_CASE("elementary functions of floats are within their ulps, every 509th float") {
  for (const auto& c : all_cases<float>()) sweep_floats(c, 509);
}

TEST_CASE("elementary functions of floats are within their ulps, all of them", "[.exhaustive]") {
  for (const auto& c : all_cases<float>()) sweep_floats(c, 1);
}

TEST_CASE("elementary functions of doubles are within their ulps") {
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
      worst.look(c, u / 16);      // and of log1p
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

  CHECK(elementary::log1p(TestType{-1}) == -infinity);
  CHECK(elementary::log1p(infinity) == infinity);
  CHECK(elementary::log1p(tiny) == tiny);
  CHECK(elementary::log1p(-tiny) == -tiny);
  CHECK(std::signbit(elementary::log1p(TestType{-0.0})));
  CHECK(!std::signbit(elementary::log1p(TestType{0.0})));
  CHECK(std::isnan(elementary::log1p(TestType{-2})));
  CHECK(std::isnan(elementary::log1p(-infinity)));

  CHECK(elementary::softplus(infinity) == infinity);
  CHECK(elementary::softplus(Limits::max()) == Limits::max());
  CHECK(elementary::softplus(-infinity) == 0);

  CHECK(elementary::sigmoid(infinity) == 1);
  CHECK(elementary::sigmoid(-infinity) == 0);
  CHECK(elementary::sigmoid(TestType{0}) == TestType{0.5});

  CHECK(elementary::tanh(infinity) == 1);
  CHECK(elementary::tanh(-infinity) == -1);
  CHECK(elementary::tanh(tiny) == tiny);
  CHECK(std::signbit(elementary::tanh(TestType{-0.0})));
  CHECK(!std::signbit(elementary::tanh(TestType{0.0})));
}

TEMPLATE_TEST_CASE("sigmoid and tanh are symmetric to the last bit, and have slopes in their tails",
                   "", float, double) {
  const Stream random{20261130, Purpose::test_data};
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    const auto x = static_cast<TestType>(40 * random.uniform(i));
    const auto sigmoid = elementary::sigmoid_and_slope(x),
               opposite = elementary::sigmoid_and_slope(-x);
    const auto tanh = elementary::tanh_and_slope(x), mirrored = elementary::tanh_and_slope(-x);
    REQUIRE(sigmoid.value == 1 - opposite.value);
    REQUIRE(tanh.value == -mirrored.value);
    REQUIRE(sigmoid.slope == opposite.slope);
    REQUIRE(tanh.slope == mirrored.slope);
    REQUIRE(sigmoid.slope > 0);
    REQUIRE(tanh.slope > 0);
  }
}

TEMPLATE_TEST_CASE("exp of a difference is as exact as exp, where the difference is not", "", float,
                   double) {
  const Stream random{20261130, Purpose::test_data, 1};
  double worst = 0;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const auto b = static_cast<TestType>(30 * random.normal(2 * i));
    const auto a = static_cast<TestType>(b - 90 * random.uniform(2 * i + 1));
    const Wide<TestType> truth = std::exp(Wide<TestType>{a} - Wide<TestType>{b});
    worst = std::max(worst, ulps<TestType>(elementary::exp_of_difference(a, b), truth));
  }
  CHECK(worst <= tolerance::ulp);
  constexpr TestType infinity = std::numeric_limits<TestType>::infinity();
  CHECK(elementary::exp_of_difference(-infinity, TestType{1}) == 0);
  CHECK(elementary::exp_of_difference(-std::numeric_limits<TestType>::max(),
                                      std::numeric_limits<TestType>::max()) == 0);
  CHECK(elementary::exp_of_difference(TestType{3}, TestType{3}) == 1);
  CHECK(std::isnan(elementary::exp_of_difference(infinity, infinity)));
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
