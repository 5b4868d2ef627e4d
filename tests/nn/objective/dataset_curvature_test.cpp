#include "caldera/nn/objective/dataset_curvature.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>

#include "caldera/autograd/derivatives.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 9, 4}, Activation::sigmoid};
const Dataset& data() {
  static const Dataset d = synthetic_dataset(157, 12, 4);
  return d;
}
const std::size_t P = parameter_count(shape);

/// A v for three directions at once.
std::vector<double> products(const Sharding& sharding, Curvature kind,
                             const std::vector<double>& theta, const std::vector<double>& v) {
  DatasetObjective objective(shape, data(), sharding);
  const auto a = objective.linearize(theta, kind);
  std::vector<double> out(3 * P);
  a->apply({v.data(), 3, P}, {out.data(), 3, P});
  return out;
}

/// The whole set on one tape: the reference.
struct Whole {
  Whole() : network(shape, data().count), inputs(data().inputs.begin(), data().inputs.end()),
            labels(data().labels.begin(), data().labels.end()) {
    network.tape.bind(network.inputs, inputs);
    network.tape.bind(network.targets, labels);
  }
  ModelTape<double> network;
  std::vector<double> inputs, labels;
};

/// Σ over examples and labels of weight · g (gᵀ v) / N for three directions v at once, with g the
/// gradient of one example's loss under a label. The weight is weight(example, label, loss).
template <class Weight>
std::vector<double> by_example_and_label(const std::vector<double>& theta,
                                         const std::vector<double>& v, const Weight& weight) {
  std::vector<double> result(3 * P), g(P);
  ModelTape<double> one(shape, 1);
  for (std::size_t n = 0; n < data().count; ++n) {
    const auto row = data().matrix().row(n);
    const std::vector<double> inputs(row.begin(), row.end());
    one.tape.bind(one.inputs, inputs);
    for (std::size_t y = 0; y < data().classes; ++y) {
      const double label = static_cast<double>(y);
      one.tape.bind(one.targets, {&label, 1});
      const double share = weight(n, y, gradient<double>(one.loss, theta, g));
      for (std::size_t j = 0; j < 3; ++j) {
        double along = 0;
        for (std::size_t i = 0; i < P; ++i) along += g[i] * v[j * P + i];
        for (std::size_t i = 0; i < P; ++i) result[j * P + i] += share * along * g[i] / 157;
      }
    }
  }
  return result;
}

}  // namespace

TEST_CASE("Hessian and Gauss-Newton products are those of one tape, however the data is cut") {
  Whole whole;
  const std::vector<double> theta = random_vector(P, 1), v = random_vector(3 * P, 2);
  std::vector<double> hessian, gauss_newton;
  for (std::size_t j = 0; j < 3; ++j) {
    const std::span<const double> direction(v.data() + j * P, P);
    const std::vector<double> h = hvp<double>(whole.network.loss, theta, direction);
    const std::vector<double> g = ggnvp<double>(whole.network.loss, whole.network.output, theta, direction);
    hessian.insert(hessian.end(), h.begin(), h.end());
    gauss_newton.insert(gauss_newton.end(), g.begin(), g.end());
  }
  for (const Sharding& sharding : {Sharding{157, 1}, Sharding{10, 3}, Sharding{50, 16}}) {
    check_close("hessian", products(sharding, Curvature::hessian, theta, v), hessian,
                tolerance::second_order<double>);
    check_close("gauss_newton", products(sharding, Curvature::gauss_newton, theta, v),
                gauss_newton, tolerance::second_order<double>);
  }
}

TEST_CASE("empirical Fisher products are (1/N) sum g (g'v) over the examples, one by one") {
  const std::vector<double> theta = random_vector(P, 3), v = random_vector(3 * P, 4);
  const auto expected =
      by_example_and_label(theta, v, [](std::size_t example, std::size_t label, double) {
        return label == data().labels[example] ? 1.0 : 0.0;
      });
  check_close("empirical fisher", products({20, 4}, Curvature::empirical_fisher, theta, v), expected,
              tolerance::second_order<double>);
}

// The label is drawn from the model itself: the mean over all labels y, each with its p(y) = exp(−ℓ).
TEST_CASE("Gauss-Newton products are those of the Fisher matrix, label by label") {
  const std::vector<double> theta = random_vector(P, 3), v = random_vector(3 * P, 4);
  const auto expected = by_example_and_label(
      theta, v, [](std::size_t, std::size_t, double loss) { return std::exp(-loss); });
  check_close("fisher", products({20, 4}, Curvature::gauss_newton, theta, v), expected,
              tolerance::second_order<double>);
}

TEST_CASE("threads change no bit of a curvature product") {
  const std::vector<double> theta = random_vector(P, 5), v = random_vector(3 * P, 6);
  for (const Curvature kind :
       {Curvature::hessian, Curvature::gauss_newton, Curvature::empirical_fisher}) {
    configure_arithmetic("exact", "auto", 1);
    const std::vector<double> one = products({10, 6}, kind, theta, v);
    for (const int threads : {2, 3, 7}) {
      configure_arithmetic("exact", "auto", threads);
      CHECK(products({10, 6}, kind, theta, v) == one);
    }
  }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("reordered products differ by rounding alone, and not with threads") {
  const std::vector<double> theta = random_vector(P, 5), v = random_vector(3 * P, 6);
  DatasetObjective objective(shape, data(), {10, 6});
  for (const Curvature kind :
       {Curvature::hessian, Curvature::gauss_newton, Curvature::empirical_fisher}) {
    const auto h = objective.linearize(theta, kind);
    const auto reordered = [&](int threads) {
      configure_arithmetic("exact", "auto", threads);
      std::vector<double> out(3 * P);
      CHECK(h->apply_reordered({v.data(), 3, P}, {out.data(), 3, P}));
      configure_arithmetic("exact", "auto", 1);
      return out;
    };
    const std::vector<double> plain = products({10, 6}, kind, theta, v), once = reordered(1);
    check_close("reordered", once, plain, tolerance::second_order<double>);
    CHECK(once != plain);
    CHECK(once == reordered(3));
    CHECK(products({10, 6}, kind, theta, v) == plain);
  }
}

TEST_CASE("products in float are those in double but for rounding, and not with threads") {
  const std::vector<double> theta = random_vector(P, 5), v = random_vector(3 * P, 6);
  DatasetObjective objective(shape, data(), {10, 6});
  for (const Curvature kind :
       {Curvature::hessian, Curvature::gauss_newton, Curvature::empirical_fisher}) {
    const std::vector<double> in_double = products({10, 6}, kind, theta, v);
    const auto in_float = [&](int threads) {
      configure_arithmetic("exact", "auto", threads);
      const auto a = objective.linearize_in_float(theta, kind);
      std::vector<double> out(3 * P), reordered(3 * P);
      a->apply({v.data(), 3, P}, {out.data(), 3, P});
      CHECK(a->apply_reordered({v.data(), 3, P}, {reordered.data(), 3, P}));
      configure_arithmetic("exact", "auto", 1);
      check_close("reordered", reordered, out, tolerance::second_order<float>);
      return out;
    };
    const std::vector<double> once = in_float(1);
    check_close("in float", once, in_double, tolerance::second_order<float>);
    CHECK(once != in_double);
    CHECK(once == in_float(3));
  }
}

// 157 examples: 16 shards and 4, the last of 7 each; in the second case 12 groups have none.
TEST_CASE("a product keeps nothing of earlier ones: blocks grow and shrink, operators take turns") {
  const std::vector<double> v = random_vector(3 * P, 9);
  for (const Sharding& sharding : {Sharding{10, 6}, Sharding{50, 16}})
    for (const int threads : {1, 3}) {
      configure_arithmetic("exact", "auto", threads);
      DatasetObjective objective(shape, data(), sharding);
      std::vector<std::unique_ptr<SymmetricOperator>> operators;
      std::vector<std::vector<double>> expected;
      for (const Curvature kind :
           {Curvature::hessian, Curvature::gauss_newton, Curvature::empirical_fisher}) {
        const std::vector<double> theta = random_vector(P, 10);
        expected.push_back(products(sharding, kind, theta, v));
        operators.push_back(objective.linearize(theta, kind));
      }
      for (const std::size_t rows : {1u, 3u, 2u, 1u, 3u})
        for (std::size_t k = 0; k < operators.size(); ++k) {
          std::vector<double> out(rows * P, 99);
          operators[k]->apply({v.data(), rows, P}, {out.data(), rows, P});
          CHECK(std::equal(out.begin(), out.end(), expected[k].begin()));
        }
    }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("a product records no model") {
  const auto recorded = std::make_shared<std::atomic<int>>(0);
  auto model = std::make_unique<Recorder>(shape);
  model->in_double = [recorded, record = model->in_double](Tape<double>& tape, std::size_t rows) {
    ++*recorded;
    return record(tape, rows);
  };
  const std::vector<double> theta = random_vector(P, 14), v = random_vector(P, 15);
  DatasetCurvature<double> a(*model, data(), {50, 2}, theta, Curvature::hessian);
  model.reset();
  const int before = *recorded;
  std::vector<double> out(P);
  a.apply({v.data(), 1, P}, {out.data(), 1, P});
  CHECK(before > 0);
  CHECK(*recorded == before);
}

TEST_CASE("a shifted operator adds c v") {
  DatasetObjective objective(shape, data());
  const std::vector<double> theta = random_vector(P, 7), v = random_vector(P, 8);
  const auto h = objective.linearize(theta);
  Shifted shifted(*h, 0.37);
  std::vector<double> plain(P), out(P);
  h->apply({v.data(), 1, P}, {plain.data(), 1, P});
  shifted.apply({v.data(), 1, P}, {out.data(), 1, P});
  for (std::size_t i = 0; i < P; ++i) plain[i] += 0.37 * v[i];
  CHECK(out == plain);
  CHECK(shifted.apply_reordered({v.data(), 1, P}, {out.data(), 1, P}));
  check_close("reordered", out, plain, tolerance::second_order<double>);
}

}  // namespace caldera::test
