#include "caldera/probes/landscape/gradient_curvature.h"

#include <cassert>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/operators/sampling.h"
#include "caldera/probes/require.h"

namespace caldera {
namespace {

constexpr Require require{"curvature along the gradient", "take a point that is not stationary"};

}  // namespace

GradientCurvature gradient_curvature(SymmetricOperator& a, std::span<const double> gradient) {
  assert(gradient.size() == a.dim());
  GradientCurvature found{.gradient_norm = norm(gradient)};
  require(found.gradient_norm != 0, "gradient", "a length above zero", "0");
  std::vector<double> v(gradient.begin(), gradient.end()), image(v.size());
  for (double& entry : v) entry /= found.gradient_norm;
  apply_checked(a, {v.data(), 1, v.size()}, {image.data(), 1, image.size()}, 0);
  found.value = dot(v, image);
  for (std::size_t i = 0; i < v.size(); ++i) image[i] -= found.value * v[i];
  found.residual = norm(image);
  return found;
}

}  // namespace caldera
