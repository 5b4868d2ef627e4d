#include "tests/autograd/op_harness.h"

#include <algorithm>
#include <cmath>

#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

namespace {

void expect(const OpCheck& check) {
  INFO(check.text());
  CHECK(check.passed());
}

}  // namespace

void check_op(const OpCase& c) {
  INFO("op " << c.name);
  for (const OpCheck& check : check_rules(c, {.exact = tolerance::second_order<double>,
                                             .value_in_float = tolerance::value<float>,
                                             .gradient_in_float = tolerance::first_order<float>,
                                             .hvp_in_float = tolerance::second_order<float>,
                                             .far_in_float = tolerance::second_order<float>}))
    expect(check);
}

void check_close(const std::string& what, const std::vector<double>& analytic,
                 const std::vector<double>& oracle, double tolerance) {
  double scale = 1;
  for (const double x : oracle) scale = std::max(scale, std::abs(x));
  expect({what, analytic, oracle, tolerance, scale});
}

}  // namespace caldera::test
