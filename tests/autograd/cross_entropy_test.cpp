// Cross-entropy and all its derivatives are exact to a few units in the last place, however sure a
// network is, and of whatever.

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "tests/catch.h"
#include "tests/tolerances.h"
#include "tests/ulps.h"

namespace caldera::test {
namespace {

/// One example on a tape.
template <class T>
struct Example {
  explicit Example(std::size_t classes)
      : logits(tape.parameter("logits", 1, classes)), label(tape.input("label", 1, 1)) {
    loss = ops::softmax_cross_entropy(logits, label);
    tape.bind(label, own);
  }
  Tape<T> tape;
  Var<T> logits, label, loss;
  std::vector<T> own = {0};
};

/// p_c, and 1 − p_c by adding up the others, in the wider format.
template <class T>
struct Softmax {
  explicit Softmax(const std::vector<T>& z) {
    const std::size_t classes = z.size();
    for (std::size_t c = 0; c < classes; ++c) {
      Wide<T> all = 0, others = 0;
      for (std::size_t k = 0; k < classes; ++k) {
        const Wide<T> e = std::exp(Wide<T>{z[k]} - Wide<T>{z[c]});
        all += e;
        others += k == c ? 0 : e;
      }
      loss.push_back(std::log1p(others));
      p.push_back(1 / all);
      rest.push_back(others / all);
    }
  }
  std::vector<Wide<T>> loss, p, rest;
};

/// The largest errors, in units in the last place.
struct Worst {
  double loss = 0, gradient = 0, hessian = 0;
};

template <class T>
void look(const std::vector<T>& z, std::size_t label, Worst& worst) {
  const std::size_t classes = z.size();
  Example<T> example(classes);
  example.own[0] = static_cast<T>(label);
  const Softmax<T> truth(z);
  Linearization<T> at(example.loss, z);
  const auto more = [](double& so_far, double error) { so_far = error <= so_far ? so_far : error; };
  more(worst.loss, ulps<T>(at.value()(0, 0), truth.loss[label]));
  for (std::size_t c = 0; c < classes; ++c)
    more(worst.gradient, ulps<T>(at.gradient()[c], c == label ? -truth.rest[c] : truth.p[c]));
  std::vector<T> unit(classes), column(classes);
  for (std::size_t k = 0; k < classes; ++k) {
    unit.assign(classes, 0);
    unit[k] = 1;
    at.hvp(unit, column);
    for (std::size_t c = 0; c < classes; ++c)
      more(worst.hessian, ulps<T>(column[c], truth.p[c] * (c == k ? truth.rest[c] : -truth.p[k])));
    more(worst.gradient, ulps<T>(at.jvp(unit)(0, 0), k == label ? -truth.rest[k] : truth.p[k]));
  }
}

}  // namespace

TEMPLATE_TEST_CASE("cross-entropy, its gradient and its Hessian are within 4 ulp", "", float,
                   double) {
  const double range = GENERATE(1.0, 5.0, 30.0, 40.0);
  const std::size_t classes = GENERATE(2, 10, 100);
  const Stream random{20261130, Purpose::test_data, static_cast<std::uint32_t>(range)};
  Worst worst;
  for (std::uint64_t i = 0; i < 10'000 / (classes * classes) + 3; ++i) {
    std::vector<TestType> z;
    for (std::uint64_t c = 0; c < classes; ++c)
      z.push_back(static_cast<TestType>(range * (2 * random.uniform(classes * i + c) - 1)));
    const auto sure = static_cast<std::size_t>(std::ranges::max_element(z) - z.begin());
    look(z, i % classes, worst);
    look(z, sure, worst);
  }
  CAPTURE(sizeof(TestType), range, classes);
  CHECK(worst.loss <= tolerance::ulp_of_derivative);
  CHECK(worst.gradient <= tolerance::ulp_of_derivative);
  CHECK(worst.hessian <= tolerance::ulp_of_derivative);
}

TEMPLATE_TEST_CASE("cross-entropy at margins at which 1 + exp(-margin) rounds to 1", "", float,
                   double) {
  for (const std::size_t classes : {2u, 10u, 256u})
    for (const double margin : {16., 17., 30., 40., 60., 80.}) {
      Worst worst;
      std::vector<TestType> z(classes, static_cast<TestType>(-margin));
      z[1] = 0;
      look(z, 1, worst);
      look(z, 0, worst);
      z[0] = 0;  // two that are equally large
      look(z, 0, worst);
      look(z, 1, worst);
      CAPTURE(classes, margin, worst.loss, worst.gradient, worst.hessian);
      CHECK(std::max({worst.loss, worst.gradient, worst.hessian}) <= tolerance::ulp_of_derivative);
    }
}

TEST_CASE("cross-entropy of logits that are not finite") {
  const double infinity = std::numeric_limits<double>::infinity();
  Example<double> example(10);
  std::vector<double> z(10, 0.0), g(10);
  z[4] = -infinity;  // a class that is ruled out
  CHECK(gradient<double>(example.loss, z, g) == Approx(std::log(9)));
  CHECK(g[4] == 0);
  z[4] = infinity;
  CHECK(gradient<double>(example.loss, z, g) == infinity);
  z[4] = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(gradient<double>(example.loss, z, g)));
}

}  // namespace caldera::test
