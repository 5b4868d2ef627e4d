// What a tape refuses, and who owns what it reads.

#include "caldera/autograd/tape.h"

#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/plane.h"
#include "caldera/autograd/regulariser.h"
#include "caldera/autograd/rules.h"
#include "tests/autograd/op_harness.h"
#include "tests/broken_invariant.h"
#include "tests/catch.h"

namespace caldera::test {
namespace {

using namespace ops;

using Values = std::vector<double>;

/// An op that does nothing, for recording only.
struct Nothing {
  static constexpr const char* name = "nothing";
  static void value(const OpContext<double>&) {}
  static void tangent(const OpContext<double>&) {}
  static void pullback(const OpContext<double>&) {}
  static void pullback_tangent(const OpContext<double>&) {}
};

}  // namespace

TEST_CASE("a node has room for three operands, and a fourth is refused") {
  Tape<double> tape;
  const Var<double> x = tape.parameter("x", 1, 1);
  CHECK(tape.record(rules_of<double, Nothing>, {x, x, x}, 1, 1).active());
  CHECK(breaks_an_invariant([&] { tape.record(rules_of<double, Nothing>, {x, x, x, x}, 1, 1); }));
}

TEST_CASE("operands belong to the tape that records, whichever op it is") {
  Tape<double> tape, other;
  const Var<double> x = tape.parameter("x", 1, 1);
  other.parameter("a", 1, 1);
  other.parameter("b", 1, 1);
  const Var<double> far = other.parameter("c", 1, 1);
  CHECK(breaks_an_invariant([&] { affine(x, far, far); }));
  CHECK(breaks_an_invariant([&] { product(x, far); }));
  CHECK(breaks_an_invariant([&] { multiply(x, far); }));
}

TEST_CASE("labels are data, whole and of a class that there is") {
  Tape<double> tape;
  const Var<double> logits = tape.parameter("logits", 2, 3), wrong = tape.parameter("labels", 2, 1);
  const Var<double> data = tape.input("logits", 2, 3), labels = tape.input("labels", 2, 1);
  CHECK(breaks_an_invariant([&] { softmax_cross_entropy(logits, wrong); }));
  CHECK(breaks_an_invariant([&] { softmax_cross_entropy(data, wrong); }));
  CHECK(breaks_an_invariant([&] { softmax_cross_entropy(data, scale(wrong, 1)); }));
  CHECK(breaks_an_invariant([&] {
    softmax_cross_entropy(tape.input("none", 2, 0), labels);
  }));

  const Var<double> loss = sum(softmax_cross_entropy(logits, labels));
  const Values theta = random_vector(8, 1), numbers = random_vector(6, 2);
  tape.bind(data, numbers);
  Values out(8);
  for (const double label : {-1.0, 3.0, 0.5, std::numeric_limits<double>::quiet_NaN()}) {
    const Values given = {0, label};
    tape.bind(labels, given);
    CHECK(breaks_an_invariant([&] { gradient<double>(loss, theta, out); }));
  }
}

TEST_CASE("weights and biases are no data, and nothing has no mean") {
  Tape<double> tape;
  const Var<double> x = tape.input("x", 2, 3), b = tape.input("b", 1, 4), w = tape.input("W", 4, 3);
  const Var<double> weight = tape.parameter("W", 4, 3), bias = tape.parameter("b", 1, 4);
  CHECK(affine(x, weight, bias).active());
  CHECK(breaks_an_invariant([&] { affine(x, w, bias); }));
  CHECK(breaks_an_invariant([&] { affine(x, weight, b); }));
  CHECK(breaks_an_invariant([&] { product(x, w); }));
  CHECK(breaks_an_invariant([&] { mean(tape.input("none", 0, 3)); }));
}

TEST_CASE("what is bound has as many entries as the leaf") {
  Tape<double> tape;
  const Var<double> x = tape.input("x", 2, 3);
  tape.parameter("p", 1, 2);
  const Values short_one(5), right(6), long_one(7), three(3);
  CHECK(breaks_an_invariant([&] { tape.bind(x, short_one); }));
  CHECK(breaks_an_invariant([&] { tape.bind(x, long_one); }));
  CHECK(breaks_an_invariant([&] { tape.bind_parameters(three); }));
  CHECK(breaks_an_invariant([&] { tape.value(x); }));
  tape.bind(x, right);
  CHECK(tape.value(x).size() == 6);
}

TEST_CASE("a linearisation owns its point, and leaves the tape without one") {
  Tape<double> tape;
  const Var<double> x = tape.parameter("x", 1, 4);
  const Var<double> y = squared_norm(tanh(x));
  const Values point = random_vector(4, 3), v = random_vector(4, 4);
  const Values expected = hvp<double>(y, point, v);
  auto theta = std::make_unique<Values>(point);
  auto at = std::make_unique<Linearization<double>>(y, *theta);
  theta->assign(4, 1e300);
  theta.reset();
  Values out(4);
  at->hvp(v, out);
  CHECK(out == expected);
  CHECK(hvp<double>(y, point, v) == expected);  // another comes and goes, at the same point
  at->hvp(v, out);
  CHECK(out == expected);
  CHECK(at->value()(0, 0) > 0);
  at.reset();
  CHECK(breaks_an_invariant([&] { tape.forward(); }));
}

TEST_CASE("nothing that is kept can be a temporary") {
  static_assert(std::is_constructible_v<Borrowed<double>, Values&>);
  static_assert(std::is_constructible_v<Borrowed<double>, const Values&>);
  static_assert(std::is_constructible_v<Borrowed<double>, std::span<double>>);
  static_assert(std::is_constructible_v<Borrowed<double>, std::span<const double>>);
  static_assert(!std::is_constructible_v<Borrowed<double>, Values>);
  static_assert(!std::is_constructible_v<Borrowed<double>, const Values>);
  static_assert(!std::is_constructible_v<NodeMatrices<double>, Tape<double>>);
  static_assert(std::is_same_v<decltype(Regulariser<double>::reference), Borrowed<double>>);
  static_assert(std::is_same_v<decltype(Plane::centre), Borrowed<double>>);
  const Values numbers = {1, 2};
  const Borrowed<double> view = numbers;
  CHECK(view.data() == numbers.data());
  CHECK(view.size() == 2);
}

}  // namespace caldera::test
