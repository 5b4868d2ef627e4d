#include "caldera/nn/models/linear_escape.h"

#include <cmath>
#include <numbers>
#include <vector>

#include "caldera/nn/models/linear_network.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

/// A network of width 1 with all weights of one strength, and its eigenvalues, ascending.
struct Balanced {
  Balanced(const LinearMode& mode, double a, double beta)
      : network({mode.depth, {mode.singular_value}}) {
    const Values theta(mode.depth, a);
    const auto hessian = network.linearize(theta);
    Shifted shifted(*hessian, beta);
    const Values matrix = dense_matrix(shifted);
    eigenvalues = eigen_symmetric({matrix.data(), mode.depth, mode.depth}).values;
    loss = network.value(theta) + beta / 2 * static_cast<double>(mode.depth) * a * a;
  }
  LinearNetwork network;
  Values eigenvalues;
  double loss = 0;
};

double product(const Values& values) {
  double result = 1;
  for (const double value : values) result *= value;
  return result;
}

/// A β at a share of the fold's.
double pull(const LinearMode& mode, double share) { return share * fold_pull(mode); }

}  // namespace

TEST_CASE("linear escape: barrier and prefactor from the Hessians of the tape") {
  for (const std::size_t depth : {3u, 4u, 5u})
    for (const double s : {1.0, 1.7})
      for (const Phase phase : {Phase::learned, Phase::origin}) {
        const LinearMode mode{s, depth};
        const double beta = pull(mode, 0.8);
        const ThermalEscape escape = escape_from(phase, mode, beta).value();
        const Balanced minimum(mode, escape.start, beta), saddle(mode, escape.saddle, beta);
        CAPTURE(depth, s, escape.start);
        CHECK(minimum.eigenvalues.front() > 0);
        CHECK(saddle.eigenvalues[0] < 0);
        CHECK(saddle.eigenvalues[1] > 0);
        check_close("eigenvalues", {escape.unstable, escape.across},
                    {saddle.eigenvalues.front(), saddle.eigenvalues.back()},
                    tolerance::dense_eigen);
        check_close("barrier", {escape.barrier}, {saddle.loss - minimum.loss},
                    tolerance::dense_eigen);
        const double ways = phase == Phase::learned ? 1 : std::pow(2, depth - 1);
        const double expected =
            2 * std::numbers::pi / -saddle.eigenvalues.front() / ways *
            std::sqrt(std::abs(product(saddle.eigenvalues)) / product(minimum.eigenvalues));
        check_close("prefactor", {escape.prefactor / expected}, {1}, tolerance::value<double>);
      }
}

TEST_CASE(
    "linear escape: as many saddles as are counted, all of one height, and none of other signs") {
  // With |wᵢ| = b, the 2^D choices of signs: half have a product above zero and are saddles.
  for (const std::size_t depth : {3u, 4u, 5u}) {
    const LinearMode mode{1, depth};
    const double beta = pull(mode, 0.8);
    const ThermalEscape escape = escape_from(Phase::origin, mode, beta).value();
    LinearNetwork network({depth, {1}});
    int saddles = 0;
    for (unsigned signs = 0; signs < 1u << depth; ++signs) {
      Values w(depth), gradient(depth);
      for (std::size_t i = 0; i < depth; ++i)
        w[i] = (signs >> i & 1) == 0 ? escape.saddle : -escape.saddle;
      network.value_and_gradient(w, gradient);
      double squared = 0;
      for (std::size_t i = 0; i < depth; ++i) squared += std::pow(gradient[i] + beta * w[i], 2);
      if (std::sqrt(squared) > tolerance::closed_form) continue;
      ++saddles;
      CHECK(std::abs(network.value(w) - mode_error(mode, escape.saddle)) <= tolerance::closed_form);
    }
    CAPTURE(depth);
    CHECK(saddles == escape.ways);
  }
}

TEST_CASE("linear escape: the closed prefactors") {
  for (const std::size_t depth : {3u, 4u}) {
    const LinearMode mode{1.3, depth};
    const double beta = pull(mode, 0.7);
    const ThermalEscape learned = escape_from(Phase::learned, mode, beta).value(),
                        origin = escape_from(Phase::origin, mode, beta).value();
    const double two_pi = 2 * std::numbers::pi;
    check_close("learned", {learned.prefactor},
                {two_pi / std::sqrt(-learned.stable * learned.unstable)}, tolerance::value<double>);
    check_close("origin", {origin.prefactor * std::pow(2, (static_cast<double>(depth) - 1) / 2)},
                {two_pi / std::sqrt(-beta * origin.unstable)}, tolerance::value<double>);
    check_close("time", {eyring_kramers_time(origin, origin.barrier / 3)},
                {origin.prefactor * std::exp(3)}, tolerance::value<double>);
  }
}

TEST_CASE(
    "linear escape: at the Maxwell point both barriers are one, and depth 3 forgets √2 slower") {
  const LinearMode mode{1.3, 3};
  const double maxwell = std::pow(1.3 / 2, 4.0 / 3);
  const ThermalEscape learned = escape_from(Phase::learned, mode, maxwell).value(),
                      origin = escape_from(Phase::origin, mode, maxwell).value();
  check_close("barrier", {learned.barrier}, {origin.barrier}, tolerance::value<double>);
  check_close("ratio", {learned.prefactor / origin.prefactor}, {std::sqrt(2)},
              tolerance::value<double>);
}

TEST_CASE("linear escape: there is none without a saddle") {
  CHECK_FALSE(escape_from(Phase::learned, {1, 2}, 0.5));
  CHECK_FALSE(escape_from(Phase::learned, {1, 3}, 0));
  CHECK_FALSE(escape_from(Phase::origin, {1, 3}, 0.48));
}

}  // namespace caldera::test
