#include "plots/linear_phases/closed_forms.h"

#include <cmath>

#include "caldera/nn/models/linear_network.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

using namespace caldera;

namespace {

const SingularValues singular_values = {1.7, 1.2, 0.8};

/// The spectrum of ∇²L where these modes are learned.
std::vector<double> spectrum(std::size_t depth, const std::string& learned, double beta) {
  const LinearTask task{depth, singular_values};
  std::vector<double> strengths;
  for (std::size_t i = 0; i < learned.size(); ++i)
    strengths.push_back(
        learned[i] == '1' ? *learned_strength({singular_values[i], depth}, beta) : 0);
  LinearNetwork network(task);
  std::vector<double> hessian =
      dense_matrix(*network.linearize(balanced_weights(task, strengths)));
  const std::size_t n = network.dim();
  for (std::size_t i = 0; i < n; ++i) hessian[i * n + i] += beta;
  return eigen_symmetric({hessian.data(), n, n}).values;
}

const std::string sets[] = {"000", "100", "010", "001", "110", "101", "011", "111"};

}  // namespace

TEST_CASE("linear phases: a weaker mode learned before a stronger one is an inversion") {
  const std::size_t expected[] = {0, 0, 1, 2, 0, 1, 2, 0};
  for (std::size_t i = 0; i < 8; ++i) CHECK(inversions(sets[i]) == expected[i]);
  CHECK(index_of_state(2, "100") == 4);
  CHECK(index_of_state(2, "001") == 6);
}

TEST_CASE("linear phases: negative and zero eigenvalues of every set of modes are as many as the formula's") {
  for (const std::size_t depth : {2u, 3u, 4u, 5u})
    for (const std::string& learned : sets) {
      CAPTURE(depth, learned);
      std::size_t negative = 0, zero = 0, ones = 0;
      for (const double value : spectrum(depth, learned, 0.13)) {
        negative += value < -1e-9;
        zero += std::abs(value) <= 1e-9;
      }
      for (const char mode : learned) ones += mode == '1';
      CHECK(negative == index_of_state(depth, learned));
      CHECK(zero == symmetry_zeros(depth, 3, ones));
    }
}

TEST_CASE("linear phases: the lowest eigenvalue of an inversion is that of the formula") {
  for (const std::size_t depth : {3u, 4u}) {
    const double beta = 0.13, a = *learned_strength({1.2, depth}, beta);
    CHECK(std::abs(spectrum(depth, "010", beta).front() -
                   std::pow(a, double(depth) - 2) * (1.2 - 1.7)) <= tolerance::dense_eigen);
  }
}

TEST_CASE("linear phases: barriers vanish where they must, and differ by the depths of the phases") {
  const LinearMode mode{0.8, 3};
  const double fold = fold_pull(mode);
  CHECK(barrier_from_learned(mode, fold * (1 - 1e-9)) < 1e-12);
  CHECK(barrier_from_zero(mode, fold * 1e-4) < 1e-9);
  const double balance = equal_depth_pull(mode);
  CHECK(std::abs(barrier_from_learned(mode, balance) - barrier_from_zero(mode, balance)) <=
        tolerance::closed_form);
}

TEST_CASE("linear phases: the tree has a minimum for each number of modes, and one at depth 2") {
  const ClosedTree low = closed_tree(singular_values, 3, 0.2), high = closed_tree(singular_values, 3, 0.4);
  CHECK(low.learned == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(low.passes.size() == 3);
  CHECK(high.learned == std::vector<std::size_t>{0, 1, 2});  // the weakest fold is at 0.351
  CHECK(low.minima[0] == Approx((1.7 * 1.7 + 1.2 * 1.2 + 0.8 * 0.8) / 2));
  CHECK(low.passes[2].height - low.minima[3] ==
        Approx(barrier_from_learned({0.8, 3}, 0.2)).margin(tolerance::closed_form));
  CHECK(low.passes[2].height - low.minima[2] ==
        Approx(barrier_from_zero({0.8, 3}, 0.2)).margin(tolerance::closed_form));
  const ClosedTree flat = closed_tree(singular_values, 2, 1);
  CHECK(flat.learned == std::vector<std::size_t>{2});
  CHECK(flat.passes.empty());
}
