#include "tests/autograd/op_harness.h"

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
                                             .difference = tolerance::finite_difference,
                                             .gradient_in_float = tolerance::first_order<float>,
                                             .hvp_in_float = tolerance::second_order<float>}))
    expect(check);
}

void check_close(const std::string& what, const std::vector<double>& analytic,
                 const std::vector<double>& oracle, double tolerance) {
  expect({what, analytic, oracle, tolerance});
}

}  // namespace caldera::test
